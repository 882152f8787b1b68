/** A message as Slack stores it, as something that was said. */
import type { Said } from '../../bot/core/inbound.ts';
import { isEmpty, join } from '../../bot/core/text.ts';
import { readFiles, readText, withoutMention } from './read.ts';
import type { Unnamed } from './read-markup.ts';
import { messageRef, userRef } from './refs.ts';
import { type Shape, shape, string } from './shape.ts';
import { readShared, sharedIn } from './shared.ts';
import type { Installation } from './store.ts';

/** Written by an app, by Slack itself, or by nobody: never answered, so that two bots cannot talk for ever. */
export const isAutomatic = (message: Shape, installation: Installation): boolean => {
  const user = string(message, 'user');
  return (
    string(message, 'bot_id') !== '' ||
    message.subtype === 'bot_message' ||
    user === '' ||
    user === 'USLACKBOT' ||
    botsOf(installation).includes(user)
  );
};

/** The users that we are: this app, and those of our other connections. */
const botsOf = ({ botUserId, fellows = [] }: Installation): readonly string[] => [botUserId, ...fellows];

/** Kinds of message that people write; joins, topics and the like are not. */
export const isWritten = (message: Shape): boolean =>
  ['', 'file_share', 'thread_broadcast', 'me_message'].includes(string(message, 'subtype'));

/** The workspace that the writer of a message belongs to: another one in a Slack Connect channel. */
export const homeOf = (message: Shape, installation: Installation): string =>
  [string(message, 'user_team'), string(message, 'team')].find((team) => team.startsWith('T')) ?? installation.teamId;

/** The root of the thread that a message is a reply in; '' for a root, which Slack marks with its own timestamp once it has replies. */
export const threadOf = (message: Shape): string => {
  const thread = string(message, 'thread_ts');
  return thread === string(message, 'ts') ? '' : thread;
};

export interface SaidBy {
  readonly installation: Installation;
  readonly unnamed: Unnamed;
}

/** The message `message` in `channel`; null where it has no timestamp or nobody wrote it. */
export function readSaid(message: Shape, channel: string, { installation, unnamed }: SaidBy): Said | null {
  const ts = string(message, 'ts');
  if (ts === '' || channel === '') return null;
  const team = installation.teamId;
  const root = string(message, 'thread_ts') || ts;
  const own = botsOf(installation).reduce(withoutMention, readText(message, team, unnamed));
  const files = readFiles(message);
  const shared = sharedIn(message, isEmpty(own) && files.length === 0);
  return {
    message: messageRef(team, channel, ts, root),
    thread: messageRef(team, channel, root),
    author: isAutomatic(message, installation)
      ? 'bot'
      : userRef(homeOf(message, installation), string(message, 'user')),
    text: join(own, ...shared.map((one) => readShared(one, team, unnamed))),
    files: [...files, ...shared.flatMap(readFiles)],
    version: string(shape(message, 'edited'), 'ts') || ts,
    link: permalink(installation, channel, ts, root),
    ...timeOf(Number(ts) * 1000),
  };
}

const timeOf = (ms: number): Pick<Said, 'at'> =>
  Number.isNaN(new Date(ms).getTime()) ? {} : { at: new Date(ms).toISOString() };

/** A message's address: slack.com finds the workspace by who is signed in where ours is not known. */
export function permalink(installation: Installation, channel: string, ts: string, root: string): string {
  const base = installation.url ?? 'https://slack.com/';
  const thread = root === ts ? '' : `?thread_ts=${root}&cid=${channel}`;
  return `${base}archives/${channel}/p${ts.replace('.', '')}${thread}`;
}

/** The instant of a timestamp; `otherwise` where it is none. */
export function instantOf(ts: string, otherwise: Date): string {
  const at = new Date(Number(ts) * 1000);
  return (ts !== '' && Number.isFinite(at.getTime()) ? at : otherwise).toISOString();
}
