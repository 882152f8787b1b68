/** What people do in a fault test: they ask, answer where they see a question, and change their minds at once. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Looking, Seen } from './look.ts';
import { type Random, randomOf } from './random.ts';
import type { Channel, Community, Person, Town } from './town.ts';

/** Stands in everything that is said to the bot or in its threads, so that a log can be looked through for it. */
export const WORD = 'larkspur';
/** Answers to each question. */
export const ANSWERS = 3;

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
  /** Said in Teams while nobody could hear it: README says that it is lost. */
  readonly unheard?: true;
}

/** How often people changed what they had said. */
export interface Doings {
  edits: number;
  deletions: number;
  /** Questions and answers that were taken back as soon as they were written: no edit of them, no answer to them. */
  atOnce: { questions: number; answers: number };
}

export interface LivesNeeds {
  readonly town: Town;
  readonly look: Looking;
  readonly seed: number;
  readonly now: () => number;
  /** How many times faster than the machine's the clock runs: edits go by it. */
  readonly speed: number;
  /** How long anything may take to be seen, in machine milliseconds. */
  readonly patienceMs: number;
  /** Whether people change their minds: without it they only ask and answer. */
  readonly changing: boolean;
  /** Resolves when it may be asked, and when something may be done on a platform. */
  readonly mayAsk: () => Promise<void>;
  readonly mayDo: (platform: Channel['platform']) => Promise<void>;
  /** Whether what was asked has been taken in. */
  readonly isAcknowledged: (asked: Asked) => boolean;
  readonly doings: Doings;
}

/** Three edits come within two seconds: the longest that one of them waits, and the least that is between two. */
export const EDITS = 3;
const EDIT_WAIT_MS = [40, 650] as const;
/** Every tenth answer and question is deleted in the end. */
const TENTH = 10;
/** One question in so many, and this share of answers, is deleted before anybody can have acted on it. */
const TAKEN_BACK_AT_ONCE = { oneQuestionIn: 25, answers: 0.05 };
/** Shares of what is changed once more, long after it was said. */
const SECOND_THOUGHTS = { questions: 0.08, answers: 0.15 };

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
  const { town, look, now, patienceMs, speed, changing, mayAsk, mayDo, isAcknowledged, doings } = needs;
  const glance = glancing(look, 200);

  async function edit(said: Said, before = ''): Promise<void> {
    await mayDo(said.channel.platform);
    said.version += 1;
    doings.edits += 1;
    await look.edit(said.by, said.channel, said.id, `${before}${WORD} ${said.token}${said.version} and more`);
  }
  async function remove(said: Said): Promise<void> {
    await mayDo(said.channel.platform);
    said.deleted = true;
    doings.deletions += 1;
    await look.remove(said.by, said.channel, said.id);
  }
  /** At once: the change may overtake what it changes. */
  async function editAgainAndAgain(dice: Random, said: Said, before?: string): Promise<void> {
    if (!changing) return;
    for (let time = 0; time < EDITS; time += 1) {
      await pause(dice.between(...EDIT_WAIT_MS) / speed);
      await edit(said, before);
    }
  }

  /** The question's card in a channel; where there are two, people see the lower one first. */
  async function cardIn(channel: Channel, { token }: Asked): Promise<Seen> {
    const deadline = performance.now() + patienceMs;
    for (;;) {
      const card = glance(channel).findLast((one) => one.byBot && one.words.includes(token));
      if (card) return card;
      if (performance.now() > deadline) throw new Error(`${token} was not seen in ${channel.platform} ${channel.name}`);
      await pause(200);
    }
  }

  async function answer(
    dice: Random,
    asked: Asked,
    { number, isTenth, by }: { number: number; isTenth: boolean; by: 'other' | 'asker' },
  ): Promise<Given> {
    const { channels } = asked.community;
    const elsewhere = channels.filter((channel) => channel !== asked.channel);
    const channel = by === 'asker' || dice.chance(0.2) ? asked.channel : dice.pick(elsewhere);
    const person = by === 'asker' ? asked.by : dice.pick(channel.people.filter((one) => one !== asked.by));
    const root = channel === asked.channel ? asked.id : (await cardIn(channel, asked)).id;
    // What is written below a question that could not be stored yet is lost: README says so.
    const deadline = performance.now() + patienceMs;
    while (!isAcknowledged(asked)) {
      if (performance.now() > deadline) throw new Error(`${asked.token} was not acknowledged`);
      await pause(50);
    }
    await mayDo(channel.platform);
    const token = `${asked.token.replace('q', 'a')}n${number}x`;
    const at = now();
    const id = await look.write(person, channel, `${WORD} ${token}0`, root);
    const given: Given = {
      ...{ token, by: person, channel, id, version: 0, deleted: false, root, at },
      counts: by === 'other',
    };
    asked.answers.push(given);
    if (changing && !isTenth && dice.chance(TAKEN_BACK_AT_ONCE.answers)) {
      doings.atOnce.answers += 1;
      await remove(given);
    } else await editAgainAndAgain(dice, given);
    return given;
  }

  return async (number, into) => {
    const dice = randomOf(needs.seed, `life ${number}`);
    const community = town.communities[number % town.communities.length] ?? dice.pick(town.communities);
    const channel = dice.pick(community.channels);
    const by = dice.pick(channel.people);
    const said = { token: `q${String(number).padStart(4, '0')}x`, by, channel, version: 0, deleted: false };
    await mayAsk();
    const id = await look.write(by, channel, `@Guildhall ${WORD} ${said.token}0 who has done this?`);
    const asked: Asked = { ...said, id, community, answers: [] };
    into.push(asked);
    // Only Slack says what it was that was deleted: elsewhere a question deleted before it arrives cannot be known for one.
    if (changing && channel.platform === 'slack' && number % TAKEN_BACK_AT_ONCE.oneQuestionIn === 3) {
      doings.atOnce.questions += 1;
      return remove(asked);
    }
    await editAgainAndAgain(dice, asked, '@Guildhall ');
    const second: (() => Promise<void>)[] = [];
    for (let reply = 1; reply <= ANSWERS; reply += 1) {
      await pause(dice.between(0, 1_500));
      const isTenth = (number * ANSWERS + reply - 1) % TENTH === 0;
      const by = changing && reply === ANSWERS && dice.chance(0.2) ? 'asker' : 'other';
      const given = await answer(dice, asked, { number: reply, isTenth, by });
      if (isTenth) second.push(() => remove(given));
      else if (dice.chance(SECOND_THOUGHTS.answers)) second.push(async () => (given.deleted ? undefined : edit(given)));
    }
    if (!changing) return;
    if (dice.chance(SECOND_THOUGHTS.questions)) await edit(asked, '@Guildhall ');
    for (const change of second) {
      await pause(dice.between(0, 2_000));
      await change();
    }
    if (number % TENTH === 7) await remove(asked);
  };
}

/** Some in Teams answer while nobody can hear them. */
export async function speakUnheard(
  { look, seed, now }: Pick<LivesNeeds, 'look' | 'seed' | 'now'>,
  asked: readonly Asked[],
  most: number,
): Promise<void> {
  const dice = randomOf(seed, `unheard ${asked.length}`);
  let said = 0;
  for (const question of dice.shuffled(asked.filter((one) => !one.deleted))) {
    const channel = question.community.channels.find((one) => one.platform === 'teams');
    if (!channel || said >= most) continue;
    const isCard = (one: Seen): boolean => one.byBot && one.words.includes(question.token);
    const root = channel === question.channel ? question.id : look.tops(channel).findLast(isCard)?.id;
    const by = channel.people.find((one) => one !== question.by);
    if (root === undefined || !by) continue;
    said += 1;
    const token = `${question.token.replace('q', 'u')}n${question.answers.length}x`;
    const at = now();
    const id = await look.write(by, channel, `${WORD} ${token}0`, root);
    question.answers.push({
      ...{ token, by, channel, id, version: 0, deleted: false, root, at },
      counts: true,
      unheard: true,
    });
  }
}

/** Says so many lines in channels that the bot is in and keeps nothing of: posts, replies, edits and deletions, in turns. */
export async function chatter(
  how: Pick<LivesNeeds, 'look' | 'seed' | 'patienceMs'> & {
    channels: readonly Channel[];
    word: string;
    lines: number;
    atOnce: number;
    idle: () => boolean;
  },
): Promise<void> {
  const { look, channels, word, lines, atOnce, idle, patienceMs } = how;
  const dice = randomOf(how.seed, 'chatter');
  const roots = new Map<Channel, string>();
  for (let said = 0; said < lines; said += atOnce) {
    for (let line = said; line < Math.min(lines, said + atOnce); line += 1) {
      const channel = dice.pick(channels);
      const person = dice.pick(channel.people);
      const root = dice.chance(0.3) ? roots.get(channel) : undefined;
      const id = await look.write(person, channel, `${word} ${line}, nothing for a bot`, root);
      if (!root) roots.set(channel, id);
      if (dice.chance(0.1)) await look.edit(person, channel, id, `${word} ${line}, said better`);
      if (dice.chance(0.1) && roots.get(channel) !== id) await look.remove(person, channel, id);
    }
    const deadline = performance.now() + patienceMs;
    while (!idle() && performance.now() < deadline) await pause(20);
  }
}
