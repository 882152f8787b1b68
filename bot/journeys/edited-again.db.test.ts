/** Answers in Slack that are edited again in the same second while their thread is read: the last words stand, whoever told of them. */
import { beforeEach, expect, test } from 'vitest';
import type { Shape } from '../../adapters/slack/shape.ts';
import { type Apps, app, apps } from '../testing/apps.ts';
import { licensing } from '../testing/licensing.ts';
import { type Stage, stage } from '../testing/stage.ts';
import { wordsOf } from '../testing/words-of.ts';

const brackenford = app('brackenford', 'Brackenford Council');
const CHANNEL = 'C0LICENSING';
/** The stage's clock begins with this second. */
const BEGUN = 1_795_424_400;
const ts = (second: number, micros: number): string => `${BEGUN + second}.${String(micros).padStart(6, '0')}`;
const ROOT = ts(0, 100);
const ANSWER = ts(6, 100_000);

let s: Stage;
let all: Apps;

/** Asha asks in Slack, and what she says comes late: so its thread is to be read. Ben answers below it. */
beforeEach(async () => {
  s = await stage();
  all = await apps(s);
  await all.connect(brackenford);
  await s.workspace('teams', 'cedar', 'Cedar Housing');
  const fay = s.actor('teams', 'cedar', 'Fay Olsen');
  const people = ['U0ASHA', 'U0BEN'].map((user) => s.actor('slack', brackenford.team, user));
  for (const one of [fay, ...people]) await s.command(one, s.private(one), 'help');
  await licensing(s, fay, [
    { ref: s.channel('slack', brackenford.team, CHANNEL).ref, name: 'licensing' },
    { ref: s.channel('teams', 'cedar', 'Licensing').ref, name: 'Licensing' },
  ]);
  // What the stage posted stands in no Slack that the adapter knows.
  const { since } = s.slack;
  s.slack.since = (thread, ...how) => {
    const isOurs = s.slack.posted.some(({ ref }) => ref.key === thread.key);
    return (isOurs ? since : all.slack.chat.since)(thread, ...how);
  };
  s.clock.pass(6_000);
  await tell(question);
  await tell(answer('words 0'));
  await s.settle();
});

const message = (user: string, at: string, text: string): Shape => ({
  type: 'message',
  channel: CHANNEL,
  channel_type: 'channel',
  user,
  team: brackenford.team,
  user_team: brackenford.team,
  text,
  ts: at,
});
const question = message('U0ASHA', ROOT, `<@${brackenford.bot}> Who weighs lorries?`);
/** @param edited the second in which it was, which is all that Slack keeps of that */
const answer = (text: string, edited?: number): Shape => ({
  ...message('U0BEN', ANSWER, text),
  thread_ts: ROOT,
  ...(edited !== undefined && { edited: { user: 'U0BEN', ts: ts(edited, 0) } }),
});
const tell = async (inner: Shape): Promise<void> => {
  expect(await all.tell(brackenford, all.event(brackenford, inner))).toBe(200);
};
const tellEdit = (before: Shape, after: Shape, toldAt: string): Promise<void> =>
  tell({
    ...message('', toldAt, ''),
    subtype: 'message_changed',
    message: after,
    previous_message: before,
    event_ts: toldAt,
  });
/** From now on it stands like this in Slack. */
const stands = (now: Shape): void =>
  all.fake.on('conversations.replies', () => ({ messages: [{ ...question, thread_ts: ROOT }, now] }));
/** The words of the answer wherever it is shown: in the other channel, and to whoever asked. */
const shown = (): (string | undefined)[] =>
  [...s.teams.posted, ...s.slack.posted]
    .filter(({ removed, to }) => !removed && (to.platform === 'teams' ? to.kind === 'message' : to.kind === 'user'))
    .map(({ card }) => /words \d/.exec(wordsOf(card))?.[0]);
/** Everything that is due now, and in the next minute. */
const settled = async (): Promise<void> => {
  await s.mend();
  s.clock.pass(60_000);
  await s.mend();
  await s.settle();
};

test('an edit that comes after the thread was read, in the second of the one that stood there, is the last', async () => {
  expect(shown()).toEqual(['words 0', 'words 0']);
  s.clock.pass(1_200);
  await tellEdit(answer('words 0'), answer('words 1', 7), ts(7, 200_000));
  stands(answer('words 1', 7));
  await s.mend();
  await tellEdit(answer('words 1', 7), answer('words 2', 7), ts(7, 600_000));
  stands(answer('words 2', 7));
  await settled();
  expect(shown()).toEqual(['words 2', 'words 2']);
  expect(await s.prisma.gap.count({ where: { doneAt: null } })).toBe(0);
});

test('an edit that comes while what was read is on its way here is the last', async () => {
  s.clock.pass(1_200);
  await tellEdit(answer('words 0'), answer('words 1', 7), ts(7, 200_000));
  let isRead = (): void => undefined;
  const reading = new Promise<void>((resolve) => {
    isRead = resolve;
  });
  let arrives = (): void => undefined;
  const arriving = new Promise<void>((resolve) => {
    arrives = resolve;
  });
  all.fake.on('conversations.replies', async () => {
    isRead();
    await arriving;
    return { messages: [{ ...question, thread_ts: ROOT }, answer('words 1', 7)] };
  });
  const mended = s.mend();
  await reading;
  await tellEdit(answer('words 1', 7), answer('words 2', 7), ts(7, 600_000));
  // What it took to come says nothing of when it was read.
  s.clock.pass(9_000);
  stands(answer('words 2', 7));
  arrives();
  await mended;
  await settled();
  expect(shown()).toEqual(['words 2', 'words 2']);
});

test('an edit that nobody told of is read, also where another in its second was told of and read', async () => {
  s.clock.pass(1_200);
  await tellEdit(answer('words 0'), answer('words 1', 7), ts(7, 200_000));
  stands(answer('words 1', 7));
  await s.mend();
  stands(answer('words 2', 7));
  await settled();
  expect(shown()).toEqual(['words 2', 'words 2']);
});
