/** Sixty needs in people's own words, each among 1,500 communities: how often the right one is among the first three. */
import { expect, onTestFinished, test } from 'vitest';
import { connect } from '../../prisma/client.ts';
import { createCommunityStore } from '../../prisma/communities.ts';
import { directory, type Need, readNeeds } from '../../prisma/directory/communities.ts';
import { fill } from '../../prisma/directory/fill.ts';
import { silentLog } from '../../prisma/embedded/temporary.ts';
import { freshDatabase } from '../../prisma/testing/database.ts';
import type { Work } from '../core/work.ts';
import type { Reader } from './community.ts';
import { seek } from './seek.ts';

const SIZE = { people: 2_000, communities: 1_500, messages: 200_000 };

/** So many did when this was written; 54 are wanted. Fewer is a step back. */
const LEAST = 51;

test('of the 60 needs most lead to the right community among the first three', async () => {
  const database = await freshDatabase();
  await fill(database.url, SIZE, { seed: 1, now: new Date('2026-11-26T09:00:00Z') });
  const { prisma, close } = await connect(database.url, { max: 2, log: silentLog });
  onTestFinished(async () => {
    await close();
    await database.drop();
  });
  const named = new Map((await directory(SIZE.communities)).map(({ key, name }) => [key, name]));
  // Somebody of the organisation with which everything is shared, in nothing: the most to choose from.
  const [who] = await prisma.$queryRaw<{ person: string; organisation: string }[]>`
    SELECT i.person_id AS person, w.organisation_id AS organisation FROM identity i JOIN workspace w ON w.id = i.workspace_id
    WHERE w.name = 'Ashmere Council' AND NOT i.guest AND i.active LIMIT 1`;
  const reader: Reader = { person: who?.person ?? '', organisation: who?.organisation ?? '', outside: false };
  const w = { communities: createCommunityStore(prisma, new Date(), () => '') } as unknown as Work;
  const failed = async (needs: readonly Need[]) => {
    const all: string[] = [];
    for (const { need, right } of needs) {
      const found = (await seek(w, reader, need, { limit: 3 })).map(({ name }) => name);
      if (!found.includes(named.get(right) ?? '?')) all.push(`${need} -> ${right}, not ${found.join(' | ')}`);
    }
    return all;
  };
  const needs = await readNeeds('needs.json');
  const lost = await failed(needs);
  expect(needs).toHaveLength(60);
  expect(needs.length - lost.length, lost.join('\n')).toBeGreaterThanOrEqual(LEAST);
}, 180_000);
