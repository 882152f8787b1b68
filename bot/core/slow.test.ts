/** A platform that is slow to say who somebody is: on a clock of its own, without a database. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Profile } from './chat.ts';
import { createBot } from './create-bot.ts';
import type { Inbound } from './inbound.ts';
import { type Me, unchecked } from './me.ts';
import { tell } from './reply.ts';
import type { Inbox, PrivateDesk, Recognition } from './stores.ts';
import { createTables } from './tables.ts';
import type { Translate } from './translate.ts';
import type { Work } from './work.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const gus = { kind: 'user', platform: 'teams', id: 't/gus' } as const;
const profile: Profile = { name: ' Gus\nGray ', active: true, guest: true, external: false };
const command: Inbound = {
  kind: 'command',
  name: 'colleagues',
  text: '',
  id: 'command/1',
  connection: 'teams',
  at: '2026-11-23T10:00:00Z',
  from: gus,
  workspace: 't',
  in: { kind: 'conversation', platform: 'teams', id: 't/channel' },
  where: 'channel',
};

function slowBot() {
  const kept: [string, Profile][] = [];
  const lines: string[] = [];
  let answer: (profile: Profile) => void = () => undefined;
  let refuse: (error: Error) => void = () => undefined;
  const who = new Promise<Profile>((resolve, reject) => {
    answer = resolve;
    refuse = reject;
  });
  const someone: Omit<Me, 'outside'> = {
    person: 'p',
    identity: 'i',
    organisation: 'o',
    organisationName: 'O',
    name: 'Gus',
    ref: gus,
    locale: 'en-GB',
    zone: 'UTC',
  };
  const recognition: Recognition = {
    known: async () => ({ checkedAt: null }),
    recognise: async (_w, { profile: said }) => (said ? { ...someone, outside: said.guest } : unchecked(someone)),
    keep: async (user, _workspace, said) => void kept.push([user.id, said]),
  };
  const inbox = {
    work: async (_id: string, _now: Date, decide: Parameters<Inbox['work']>[2]) => (await decide({} as Work)).result,
    settle: async () => undefined,
  } as unknown as Inbox;
  const line = (event: string) => void lines.push(event);
  const log = { info: line, warn: line, error: line, with: () => log };
  const plain = (key: string) => key;
  const words = Object.assign(plain, { plain, locale: 'en-GB', zone: 'UTC' }) as unknown as Translate;
  const answering = async ({ me }: { me: Me }) => tell({ summary: me.outside ? 'a guest' : 'a colleague', blocks: [] });
  const bot = createBot({
    tables: createTables([{ name: 'it', commands: { colleagues: { handle: answering } } }]),
    inbox,
    desk: {} as PrivateDesk,
    recognition,
    chats: new Map([['teams', { whoIs: () => who, able: () => Promise.reject(new Error('not asked')) }]]),
    words: () => words,
    clock: { now: () => new Date(0) },
    ids: { next: () => '000000000001' },
    log,
  });
  return { bot, kept, lines, answer, refuse };
}

test('is waited for a little; then whoever it is hears that they could not be checked', async () => {
  const { bot, kept, answer } = slowBot();
  const reply = bot.handle(command);
  await vi.advanceTimersByTimeAsync(1_600);
  expect(await reply).toMatchObject({ kind: 'tell', card: { summary: 'core.unchecked' } });
  // What comes late is kept, so that the next time it is known.
  expect(kept).toEqual([]);
  answer(profile);
  await vi.advanceTimersByTimeAsync(0);
  expect(kept).toEqual([['t/gus', { ...profile, name: 'Gus Gray' }]]);
});

test('that comes in time decides', async () => {
  const { bot, kept, answer } = slowBot();
  const reply = bot.handle(command);
  await vi.advanceTimersByTimeAsync(1_000);
  answer(profile);
  expect(await reply).toMatchObject({ card: { summary: 'a guest' } });
  expect(kept).toEqual([]);
});

test('and fails in the end, leaves a line in the log and nothing else', async () => {
  const { bot, kept, lines, refuse } = slowBot();
  const reply = bot.handle(command);
  await vi.advanceTimersByTimeAsync(1_600);
  expect(await reply).toMatchObject({ card: { summary: 'core.unchecked' } });
  refuse(new Error('gone'));
  await vi.advanceTimersByTimeAsync(0);
  expect([kept, lines]).toEqual([[], ['the platform did not answer']]);
});
