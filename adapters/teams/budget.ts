/**
 * What Microsoft lets a bot do how often, and the calls of the wire paid for by it.
 * learn.microsoft.com/microsoftteams/platform/bots/how-to/rate-limit: "per bot per thread", where a thread is a private
 * chat, a group chat or a channel with all that is below it; "exact values are subject to change".
 */
import { type Bill, type Limit, type Purse, paying } from '../../bot/core/budget.ts';
import { splitThread } from './refs.ts';
import type { Wire } from './speak.ts';

type Allowed = Pick<Limit, 'burst' | 'everyMs' | 'kept'> & { readonly over: string };

/**
 * Sending to a conversation, and drawing again and removing there, which the page does not name: 7 in 1 s and 8 in 2 s
 * (4 + 1,000 / 500 = 6 and 4 + 2,000 / 500 = 8), 60 in 30 s (20 + 30,000 / 750), 1,800 in an hour (600 + 3,600,000 / 3,000).
 */
const SENDING: readonly Allowed[] = [
  { over: '2s', burst: 4, everyMs: 500, kept: 2 },
  { over: '30s', burst: 20, everyMs: 750, kept: 5 },
  { over: '1h', burst: 600, everyMs: 3_000, kept: 100 },
];
/** Looking who and what is in a conversation: twice as much, 14 in 1 s, 16 in 2 s, 120 in 30 s, 3,600 in an hour. */
const LOOKING: readonly Allowed[] = [
  { over: '2s', burst: 8, everyMs: 250, kept: 4 },
  { over: '30s', burst: 40, everyMs: 375, kept: 10 },
  { over: '1h', burst: 1_200, everyMs: 1_500, kept: 200 },
];
/** All calls of one app in one tenant: 50 in 1 s by the page as it is now, 30 by an older one: 10 + 1,000 / 50 = 30. */
const ALTOGETHER: Allowed = { over: '1s', burst: 10, everyMs: 50, kept: 5 };

const limitsOf = (key: string, allowed: readonly Allowed[]): Limit[] =>
  allowed.map(({ over, ...limit }) => ({ key: `${key}/${over}`, ...limit }));

/** The same wire, each call of which is paid for; without a purse the wire itself. @param how.waiting whether a person waits for its calls */
export function paidWire(
  wire: Wire,
  purse: Purse | undefined,
  how: { readonly tenantId: string; readonly appId: string; readonly waiting: boolean },
): Wire {
  if (!purse) return wire;
  const own = `teams/${how.tenantId}/${how.appId}`;
  const bill = (what: string, allowed: readonly Allowed[]): Bill => ({
    limits: [...limitsOf(`${own}/${what}`, allowed), ...limitsOf(own, [ALTOGETHER])],
    waiting: how.waiting,
  });
  const sending = <T>(conversation: string, call: () => Promise<T>, until?: Date): Promise<T> =>
    paying(purse, { ...bill(`send/${splitThread(conversation).base}`, SENDING), ...(until && { until }) }, call);
  const looking = <T>(conversation: string, call: () => Promise<T>): Promise<T> =>
    paying(purse, bill(`look/${splitThread(conversation).base}`, LOOKING), call);
  return {
    adapter: wire.adapter,
    send: (door, conversation, drawn) => sending(conversation, () => wire.send(door, conversation, drawn), drawn.until),
    sendTargeted: (door, conversation, drawn, ...rest) =>
      sending(conversation, () => wire.sendTargeted(door, conversation, drawn, ...rest), drawn.until),
    update: (door, conversation, ...rest) => sending(conversation, () => wire.update(door, conversation, ...rest)),
    remove: (door, conversation, ...rest) => sending(conversation, () => wire.remove(door, conversation, ...rest)),
    // A chat that is to be made has no conversation yet: its numbers are those of sending, for the person.
    open: (door, account) => paying(purse, bill(`open/${account}`, SENDING), () => wire.open(door, account)),
    member: (door, conversation, ...rest) => looking(conversation, () => wire.member(door, conversation, ...rest)),
    members: (door, conversation, ...rest) => looking(conversation, () => wire.members(door, conversation, ...rest)),
    channels: (door, conversation, ...rest) => looking(conversation, () => wire.channels(door, conversation, ...rest)),
  };
}
