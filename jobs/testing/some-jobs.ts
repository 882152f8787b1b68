/** Jobs for tests. */
import type { JobDefinition } from '../../bot/core/ports.ts';
import { z } from '../../bot/core/schema.ts';
import { type Work, work } from '../worker.ts';

export const post = { name: 'post', schema: z.object({ row: z.string() }), attempts: 3, backoffMs: 50 };
export const bulk = { ...post, name: 'bulk', pace: 'calm' as const };
export const nothing = { schema: z.object({}), attempts: 3, backoffMs: 50 };

/** A work that notes what it was given. */
export function noting(definition: JobDefinition<{ row: string }> = post): { rows: string[]; work: Work } {
  const rows: string[] = [];
  return { rows, work: work(definition, async ({ row }) => void rows.push(row)) };
}
