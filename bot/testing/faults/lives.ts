/** What people do in a fault test: they ask, answer where they see a question, and change their minds. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Looking, Seen } from './look.ts';
import type { Random } from './random.ts';
import type { Channel, Community, Person, Town } from './town.ts';

/** Stands in everything that is said to the bot or in its threads, so that a log can be looked through for it. */
export const WORD = 'larkspur';

/** What was said, as it is at the end; `version` counts edits and stands in the text behind the token. */
interface Said {
  /** In no other text; without the version. */
  readonly token: string;
  readonly by: Person;
  readonly channel: Channel;
  readonly id: string;
  version: number;
  deleted: boolean;
}
export interface Asked extends Said {
  readonly community: Community;
  readonly answers: Given[];
}
export interface Given extends Said {
  /** The message in whose thread it was written. */
  readonly root: string;
  /** False for the asker's own. */
  readonly counts: boolean;
  /** In the stand-ins' time; set when it was written. */
  readonly at: number;
}

export interface LivesNeeds {
  readonly town: Town;
  readonly look: Looking;
  readonly random: Random;
  readonly now: () => number;
  /** How long anything may take to be seen, in machine milliseconds. */
  readonly patienceMs: number;
  /** Whether people change their minds: without it they only ask and answer. */
  readonly changing: boolean;
}

/** The topmost messages of a channel, looked at by many at once. */
function glancing(look: Looking, freshMs: number): (channel: Channel) => readonly Seen[] {
  const seen = new Map<Channel, { at: number; tops: readonly Seen[] }>();
  return (channel) => {
    const last = seen.get(channel);
    if (last && performance.now() - last.at < freshMs) return last.tops;
    const tops = look.tops(channel);
    seen.set(channel, { at: performance.now(), tops });
    return tops;
  };
}

/** @returns one life: somebody asks, others answer; resolves when they are done, with what they said in `into` */
export function livesOf(needs: LivesNeeds): (number: number, into: Asked[]) => Promise<void> {
  const { town, look, random, now, patienceMs } = needs;
  const glance = glancing(look, 100);
  const changes = (share: number): boolean => needs.changing && random.chance(share);
  const words = (said: Said): string => `${WORD} ${said.token}${said.version}`;

  const edit = async (said: Said, before = ''): Promise<void> => {
    said.version += 1;
    await look.edit(said.by, said.channel, said.id, `${before}${words(said)} and more`);
  };
  const remove = async (said: Said): Promise<void> => {
    said.deleted = true;
    await look.remove(said.by, said.channel, said.id);
  };

  /** The question's card in a channel; where there are two, people see the lower one first. */
  async function cardIn(channel: Channel, { token }: Asked): Promise<Seen> {
    const deadline = performance.now() + patienceMs;
    for (;;) {
      const card = glance(channel).findLast((one) => one.byBot && one.words.includes(token));
      if (card) return card;
      if (performance.now() > deadline) throw new Error(`${token} was not seen in ${channel.platform} ${channel.name}`);
      await pause(100);
    }
  }

  async function answer(asked: Asked, number: number, by: 'other' | 'asker'): Promise<void> {
    const { channels } = asked.community;
    const elsewhere = channels.filter((channel) => channel !== asked.channel);
    const channel = by === 'asker' || random.chance(0.2) ? asked.channel : random.pick(elsewhere);
    const root = channel === asked.channel ? asked.id : (await cardIn(channel, asked)).id;
    const person = by === 'asker' ? asked.by : random.pick(channel.people.filter((one) => one !== asked.by));
    const token = `${asked.token.replace('q', 'a')}n${number}x`;
    const at = now();
    const id = await look.write(person, channel, `${WORD} ${token}0`, root);
    const counts = by === 'other';
    const given: Given = { token, by: person, channel, id, version: 0, deleted: false, root, counts, at };
    asked.answers.push(given);
    // At once: the change may overtake what it changes.
    if (changes(0.15)) await edit(given);
    if (changes(0.1)) await edit(given);
    if (changes(0.12)) await remove(given);
  }

  return async (number, into) => {
    const community = town.communities[number % town.communities.length] ?? random.pick(town.communities);
    const channel = random.pick(community.channels);
    const by = random.pick(channel.people);
    const said = { token: `q${String(number).padStart(4, '0')}x`, by, channel, version: 0, deleted: false };
    const id = await look.write(by, channel, `@Guildhall ${WORD} ${said.token}0 who has done this?`);
    const asked: Asked = { ...said, id, community, answers: [] };
    into.push(asked);
    if (changes(0.08)) await edit(asked, '@Guildhall ');
    // Only Slack says what it was that was deleted: elsewhere a question deleted before it arrives cannot be known for one.
    if (channel.platform === 'slack' && changes(0.04)) return remove(asked);
    for (const other of community.channels) if (other !== channel) await cardIn(other, asked);
    await pause(needs.changing ? random.between(0, 2_000) : 1_500);
    await answer(asked, 1, 'other');
    if (random.chance(0.25)) await answer(asked, 2, 'other');
    if (changes(0.1)) await answer(asked, 3, 'asker');
    if (changes(0.08)) await edit(asked, '@Guildhall ');
    for (const given of asked.answers) {
      if (given.deleted || !changes(0.15)) continue;
      await pause(random.between(100, 3_000));
      await (random.chance(0.5) ? edit(given) : remove(given));
    }
    if (changes(0.04)) await remove(asked);
  };
}

/** Says so many lines in channels that the bot is in and keeps nothing of: posts, replies, edits and deletions, in turns. */
export async function chatter(
  how: LivesNeeds & { channels: readonly Channel[]; word: string; lines: number; atOnce: number; idle: () => boolean },
): Promise<void> {
  const { look, random, channels, word, lines, atOnce, idle, patienceMs } = how;
  const roots = new Map<Channel, string>();
  for (let said = 0; said < lines; said += atOnce) {
    for (let line = said; line < Math.min(lines, said + atOnce); line += 1) {
      const channel = random.pick(channels);
      const person = random.pick(channel.people);
      const root = random.chance(0.3) ? roots.get(channel) : undefined;
      const id = await look.write(person, channel, `${word} ${line}, nothing for a bot`, root);
      if (!root) roots.set(channel, id);
      if (random.chance(0.1)) await look.edit(person, channel, id, `${word} ${line}, said better`);
      if (random.chance(0.1) && roots.get(channel) !== id) await look.remove(person, channel, id);
    }
    const deadline = performance.now() + patienceMs;
    while (!idle() && performance.now() < deadline) await pause(20);
  }
}
