/** A review with everything in it, on its way to being published: for the tests of its report. */
import { expect } from 'vitest';
import { type Scene, scene } from '../../testing/scene.ts';
import { bind, fill, into, type Rows } from './rows.ts';

type How = Parameters<typeof scene>[0];
type More = Parameters<typeof fill>[1];

/** About to be checked. */
export async function filled(how: How = {}, more: More = {}): Promise<{ sc: Scene; rows: Rows }> {
  const sc = await scene(how);
  await bind(sc);
  const rows = await fill(sc, more);
  await into(sc, 'agreeing', { noLesson: 'There is one' });
  // On Friday all were told that it opened.
  await sc.passOver(new Date('2026-11-30T09:00:00Z'));
  return { sc, rows };
}

/** Its draft has come to those who can object. */
export async function checking(how: How = {}, more: More = {}): Promise<{ sc: Scene; rows: Rows }> {
  const all = await filled(how, more);
  expect(await all.sc.act({ event: 'next' })).toMatchObject({ kind: 'moved', session: { state: 'checking' } });
  // A duty comes in working time, with the day's others.
  await all.sc.pass(24 * 3_600_000);
  return all;
}

export async function published(how: How = {}, more: More = {}): Promise<{ sc: Scene; rows: Rows }> {
  const all = await checking(how, more);
  expect(await all.sc.act({ event: 'next' })).toMatchObject({
    kind: 'moved',
    session: { state: 'published', edition: 1 },
  });
  return all;
}
