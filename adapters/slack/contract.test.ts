/** Slack passes the contract that every platform passes, and its judges accept every call that is made on the way. */
import { beforeAll } from 'vitest';
import { chatContract } from '../testing/contract.ts';
import { slackHarness } from './testing/harness.ts';
import { schemas } from './testing/schemas.ts';

beforeAll(() => void schemas(), 180_000);

chatContract('Slack', () => slackHarness({}, { judged: true }));
chatContract('Slack by socket', () => slackHarness({}, { judged: true, door: 'socket' }));
