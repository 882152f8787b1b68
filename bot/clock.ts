/** The machine's clock and the ids of a running process; the home of uuid. */
import { v7 } from 'uuid';
import type { Clock, Ids } from './core/ports.ts';

export const systemClock: Clock = { now: () => new Date() };

/** UUIDs of version 7: in order of their making, unguessable in their last 74 bits. */
export const systemIds: Ids = { next: () => v7() };
