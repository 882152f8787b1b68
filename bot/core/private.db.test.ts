/** Private deliveries in the database: claimed once, by the day; written with what is kept or not at all; of one person whatever their accounts. */
import { expect, test } from 'vitest';
import { connect } from '../../prisma/client.ts';
import { silentLog } from '../../prisma/embedded/temporary.ts';
import { createPrivateDesk } from '../../prisma/private.ts';
import { addressOf, everyRow } from '../../prisma/testing/rows.ts';
import { createTransactions } from '../../prisma/work.ts';
import { MORE, notes, WRITE } from '../testing/notes.ts';
import { type Actor, type Stage, stage } from '../testing/stage.ts';
import type { PrivateInbound, PrivateStores } from './private.ts';
import { tell } from './reply.ts';

const DAY_MS = 24 * 3_600_000;

async function box() {
  const all = notes();
  const s = await stage({ beside: all.beside });
  await all.open(s);
  await s.workspace('slack', 'T0ASH', 'Ashcombe Council');
  await s.workspace('teams', 'tenant', 'Ashcombe Council');
  const asha = s.actor('slack', 'T0ASH', 'Asha');
  await s.command(asha, s.private(asha), 'help');
  await s.settle();
  return { s, notes: all, asha, url: await addressOf(s.prisma) };
}

const sends = (s: Stage, who: Actor, text: string, id?: string): PrivateInbound =>
  ({
    ...s.event(who, s.private(who), { kind: 'submission', form: WRITE, context: 'box-1', values: { text } }, id),
  }) as PrivateInbound;
const presses = (s: Stage, who: Actor): PrivateInbound =>
  s.event(who, s.private(who), { kind: 'action', action: WRITE, value: 'box-1', on: null }) as PrivateInbound;
const claims = ({ prisma }: Stage) => prisma.privateClaim.count();

test('the claim and what is kept are one transaction: of two at once one waits, and sees what the first did', async () => {
  const { s, notes, asha } = await box();
  let go: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    go = resolve;
  });
  let inside = 0;
  notes.meanwhile = async () => {
    inside += 1;
    await held;
    return null;
  };
  const one = s.bot.privately(sends(s, asha, 'The radio was silent', 'same'));
  const two = s.bot.privately(sends(s, asha, 'The radio was silent', 'same'));
  await expect.poll(() => inside).toBe(1);
  expect([await claims(s), await notes.kept(s)]).toEqual([0, []]);
  go();
  expect((await Promise.all([one, two])).map(({ kind }) => kind).sort()).toEqual(['nothing', 'tell']);
  expect([inside, await claims(s), await notes.kept(s)]).toEqual([1, 1, ['The radio was silent']]);
});

test('where the first of two fails, the second has the effect', async () => {
  const { s, notes, asha } = await box();
  let tries = 0;
  notes.meanwhile = async () => {
    tries += 1;
    if (tries === 1) throw new Error('once');
    return null;
  };
  const both = [1, 2].map(() => s.bot.privately(sends(s, asha, 'Kept after all', 'same')));
  expect((await Promise.all(both)).map(({ kind }) => kind).sort()).toEqual(['invalid', 'tell']);
  expect([await claims(s), await notes.kept(s), s.faults.splice(0).length]).toEqual([1, ['Kept after all'], 1]);
});

test('what takes longer than a person waits is kept all the same, and nobody is messaged', async () => {
  const { s, notes, asha, url } = await box();
  let go: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    go = resolve;
  });
  notes.meanwhile = () => held.then(() => null);
  const before = await everyRow(url, { versions: true });
  const answer = await s.bot.privately(sends(s, asha, 'It took a while', 'slow'), { withinMs: 20 });
  expect(answer).toMatchObject({ kind: 'tell', card: { summary: expect.stringContaining('I am still keeping what') } });
  go();
  await expect.poll(() => notes.kept(s)).toEqual(['It took a while']);
  await s.settle();
  const after = await everyRow(url, { versions: true });
  const changed = Object.keys(after).filter((table) => JSON.stringify(after[table]) !== JSON.stringify(before[table]));
  expect(changed).toEqual(['public.private_claim', 'public.private_note']);
  expect(s.slack.posted.filter(({ card }) => JSON.stringify(card).includes('It took a while'))).toEqual([]);
});

test('a press cannot write, whatever its handler tries', async () => {
  const { s, notes, asha, url } = await box();
  notes.meanwhile = async (w) => {
    await (w as unknown as { notes: { keep(note: object): Promise<void> } }).notes.keep({
      id: w.id(),
      mark: Buffer.alloc(32),
      text: 'from a press',
      day: w.day,
    });
    return null;
  };
  const before = await everyRow(url, { versions: true });
  expect(await s.bot.privately(presses(s, asha))).toMatchObject({ kind: 'tell' });
  expect(s.faults.splice(0)).toEqual([expect.stringContaining('25006')]);
  expect(await everyRow(url, { versions: true })).toEqual(before);
});

test('a claim holds a digest of the id with the day by UTC, and goes when three whole days are over', async () => {
  const { s, asha } = await box();
  s.clock.pass(new Date('2026-11-23T23:59:59Z').getTime() - s.clock.now().getTime());
  await s.bot.privately(sends(s, asha, 'One', 'a'));
  s.clock.pass(1_000);
  await s.bot.privately(sends(s, asha, 'Two', 'b'));
  const days = async () =>
    (await s.prisma.privateClaim.findMany({ orderBy: { day: 'asc' } })).map(({ day }) =>
      day.toISOString().slice(0, 10),
    );
  expect(await days()).toEqual(['2026-11-23', '2026-11-24']);
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode('a')));
  expect(await s.prisma.privateClaim.count({ where: { digest } })).toBe(1);
  s.clock.pass(3 * DAY_MS - 1_000);
  expect([await s.forgetClaims(10), await days()]).toEqual([0, ['2026-11-23', '2026-11-24']]);
  s.clock.pass(1_000);
  expect([await s.forgetClaims(10), await days()]).toEqual([1, ['2026-11-24']]);
  s.clock.pass(DAY_MS);
  expect([await s.forgetClaims(10), await days()]).toEqual([1, []]);
});

test('two accounts that were joined are one person, and a closed one is nobody', async () => {
  const { s, notes, asha } = await box();
  const other = s.actor('teams', 'tenant', 'Asha in Teams');
  await s.command(other, s.private(other), 'help');
  await s.bot.privately(presses(s, asha));
  await s.bot.privately(presses(s, other));
  expect(new Set(notes.turns.splice(0).map(({ who }) => who)).size).toBe(2);
  const [one, two] = await Promise.all(
    [asha, other].map(({ ref }) => s.prisma.identity.findFirstOrThrow({ where: { ref: ref.id } })),
  );
  await s.inbox.afterwards(s.clock.now(), async (w) => {
    await w.people.join({ one: one?.id ?? '', other: two?.id ?? '', how: 'code' });
  });
  await s.bot.privately(sends(s, asha, 'From the one'));
  await s.bot.privately(presses(s, other));
  expect(new Set(notes.turns.splice(0).map(({ who }) => who)).size).toBe(1);
  await s.prisma.identity.update({ where: { id: two?.id ?? '' }, data: { active: false } });
  expect(await s.bot.privately(presses(s, other))).toMatchObject({ card: { summary: /do not know/ } });
  expect(notes.turns).toEqual([]);
});

test('who chose a language and a zone has them', async () => {
  const { s, notes, asha } = await box();
  const { personId } = await s.prisma.identity.findFirstOrThrow({ where: { ref: asha.ref.id } });
  const chosen = { locale: 'en-GB', zone: 'Asia/Kolkata', updatedAt: s.clock.now() };
  await s.prisma.preference.upsert({ where: { personId }, create: { personId, ...chosen }, update: chosen });
  await s.bot.privately(presses(s, asha));
  expect(notes.turns[0]?.t.zone).toBe('Asia/Kolkata');
});

test('what is ordinary neither asks a private form nor comes to its handler', async () => {
  const { s, notes, asha } = await box();
  expect(await s.press(asha, s.private(asha), 'notes.leak', '')).not.toMatchObject({ kind: 'ask' });
  expect(s.faults.splice(0)).toHaveLength(1);
  // The button that opens again what could not be opened late, made up for a private one.
  const again = await s.press(asha, s.private(asha), 'core.again', `action ${WRITE} box-1`);
  expect(again).toMatchObject({ kind: 'tell', card: { summary: expect.stringContaining('older version') } });
  await expect(s.press(asha, s.private(asha), WRITE, '')).rejects.toThrow('never kept');
  await expect(s.press(asha, s.private(asha), MORE, '')).rejects.toThrow('never kept');
  expect(notes.turns).toEqual([]);
});

test('it is committed before it is answered, also where the database would not insist', async () => {
  const { s, asha, url } = await box();
  const { prisma, close } = await connect(url, { max: 2, log: silentLog });
  try {
    const transactions = createTransactions({
      prisma,
      sealer: { seal: () => new Uint8Array(), open: () => null },
      newId: () => '',
      stores: () => ({}) as never,
      privateStores: () => ({}) as PrivateStores,
      followers: () => [],
      committed: () => {
        throw new Error('something is left to do');
      },
    });
    const desk = createPrivateDesk({ prisma, transactions });
    const said: unknown[] = [];
    await transactions.privately(s.clock.now(), { readOnly: false }, async (_w, tx) => {
      said.push(...(await tx.$queryRaw<object[]>`SHOW synchronous_commit`));
    });
    expect(said).toEqual([{ synchronous_commit: 'on' }]);
    const once = () =>
      desk.once({ id: 'x', from: asha.ref }, s.clock.now(), async () => ({
        end: 'settle',
        result: tell({ summary: '', blocks: [] }),
      }));
    expect([(await once())?.kind, await once()]).toEqual(['tell', null]);
  } finally {
    await close();
  }
});
