/** The twelve steps of a first day: what the operator does on the platforms, and what must be seen of it. */
import type { DayOne, Mark } from '../../../prisma/day-one.ts';
import type { Translate } from '../../core/translate.ts';

/** Where the walk goes: two channels, on two platforms where two are connected. */
export interface Ground {
  readonly first: 'slack' | 'teams';
  readonly second: 'slack' | 'teams';
  /** For the labels of buttons. */
  readonly t: Translate;
}

/** What earlier steps made, by id. */
export interface Trail {
  readonly community?: string;
  readonly question?: string;
  readonly reply?: string;
  /** How often the answer had been drawn before it was edited. */
  readonly drawn?: number;
}

export interface Seen {
  readonly says: string;
  /** When it was so. */
  readonly at: Date;
  readonly found?: Trail;
}

export interface Step {
  readonly title: string;
  /** What the operator does, a line each. */
  readonly todo: (ground: Ground) => readonly string[];
  /** What earlier steps must have made. */
  readonly needs?: readonly (keyof Trail)[];
  /** Null: not yet. */
  readonly seen: (look: DayOne, ground: Ground, since: Mark, trail: Trail) => Promise<Seen | null>;
}

const NAMES = { slack: 'Slack', teams: 'Teams' } as const;
const IN = { slack: 'In Slack', teams: 'In Teams' } as const;

/** A command as it is typed in a channel. */
const command = (platform: Ground['first'], words: string): string =>
  platform === 'slack' ? `/guild ${words}` : `@Guildhall ${words}`;

/** Said of an event that was acted on and needs nothing else. */
async function actedOn(
  look: DayOne,
  platform: string,
  kinds: readonly string[],
  since: Mark,
  says: string,
): Promise<Seen | null> {
  const came = await look.came(platform, kinds, since);
  return came?.settledAt ? { says, at: came.settledAt } : null;
}

/** The `nth` channel of the community that is bound now. */
async function bound(look: DayOne, { community = '' }: Trail, nth: 1 | 2): Promise<Seen | null> {
  const channels = (await look.channels(community)).filter(({ goneAt }) => goneAt === null);
  const last = channels[nth - 1];
  return last
    ? { says: `${NAMES[last.platform as 'slack'] ?? last.platform}: the channel is bound.`, at: last.boundAt }
    : null;
}

export const steps: readonly Step[] = [
  {
    title: 'A command',
    todo: ({ first }) => [
      `${IN[first]}, take a test channel that Guildhall ${first === 'slack' ? 'was invited to' : 'can be mentioned in'}, and write there: ${command(first, 'help')}`,
    ],
    seen: (look, { first }, since) =>
      actedOn(look, first, ['command', 'message'], since, 'the command came and was answered.'),
  },
  {
    title: 'The home page, or the private card',
    todo: ({ first }) => [
      first === 'slack'
        ? 'In Slack, open the app Guildhall and its Home tab.'
        : 'In Teams, write to Guildhall in private: home',
    ],
    seen: (look, { first }, since) =>
      actedOn(look, first, first === 'slack' ? ['home'] : ['message', 'command'], since, 'it was asked for and drawn.'),
  },
  {
    title: 'A form',
    todo: ({ first }) => [
      `${IN[first]}, in the test channel, write ${command(first, 'create')}, and fill in the form: a community named Guildhall check.`,
    ],
    async seen(look, _ground, since) {
      const made = await look.community(since);
      return made && { says: 'the form came, and the community is there.', at: made.at, found: { community: made.id } };
    },
  },
  {
    title: 'A first channel',
    needs: ['community'],
    todo: ({ first }) => [`${IN[first]}, in the test channel, write: ${command(first, 'bind Guildhall check')}`],
    seen: (look, _ground, _since, trail) => bound(look, trail, 1),
  },
  {
    title: 'A second channel',
    needs: ['community'],
    todo: ({ first, second }) => [
      `${IN[first]}, write to Guildhall in private: code Guildhall check`,
      `${IN[second]}, in another test channel, write ${command(second, 'bind')} and that code.`,
      'Where the rules of the community are shown first, accept them.',
    ],
    seen: (look, _ground, _since, trail) => bound(look, trail, 2),
  },
  {
    title: 'A question, by a mention',
    needs: ['community'],
    todo: ({ first }) => [`${IN[first]}, in the first channel, write: @Guildhall Is this a test question?`],
    async seen(look, _ground, since, { community = '' }) {
      const question = await look.question(community, since);
      const channels = await look.channels(community);
      if (question === null) return null;
      const { lanes, waiting, lastAt } = await look.shown(`question:${question}`);
      const inChannels = channels.filter(({ lane, goneAt }) => goneAt === null && lanes.includes(lane)).length;
      if (inChannels < 2 || waiting > 0 || !lastAt) return null;
      return { says: `the question’s card stands in ${inChannels} channels.`, at: lastAt, found: { question } };
    },
  },
  {
    title: 'An answer, in the other thread',
    needs: ['question'],
    todo: ({ second }) => [
      `${IN[second]}, in the second channel, reply in the thread of the question’s card: This is a test answer.`,
    ],
    async seen(look, _ground, since, { question = '' }) {
      const reply = await look.reply(question, since);
      if (reply === null) return null;
      const { lanes, waiting, lastAt, drawn } = await look.shown(`reply:${reply}`);
      if (lanes.length === 0 || waiting > 0 || !lastAt) return null;
      return { says: 'the answer stands in the question’s own thread.', at: lastAt, found: { reply, drawn } };
    },
  },
  {
    title: 'A private message',
    todo: ({ second }) => [`${IN[second]}, write to Guildhall in private: help`],
    seen: (look, { second }, since) =>
      actedOn(look, second, ['message', 'command'], since, 'it came and was answered.'),
  },
  {
    title: 'An edit',
    needs: ['reply'],
    todo: ({ second }) => [`${IN[second]}, edit your answer: This is an edited test answer.`],
    async seen(look, _ground, since, { reply = '', drawn = 1 }) {
      const { drawn: now, waiting, lastAt } = await look.shown(`reply:${reply}`);
      return now > drawn && waiting === 0 && lastAt && lastAt > since
        ? { says: 'its mirror was drawn again.', at: lastAt }
        : null;
    },
  },
  {
    title: 'The answer is marked',
    needs: ['question', 'reply'],
    todo: ({ first, t }) => [`${IN[first]}, under the answer, press: ${t.plain('questions.useful')}`],
    async seen(look, _ground, _since, { question = '' }) {
      const at = await look.resolvedAt(question);
      const { waiting, lastAt } = await look.shown(`question:${question}`);
      if (!at || waiting > 0 || !lastAt || lastAt < at) return null;
      return { says: 'the question is answered, and every card says so.', at: lastAt };
    },
  },
  {
    title: 'A deletion',
    needs: ['reply'],
    todo: ({ second }) => [`${IN[second]}, delete your answer.`],
    async seen(look, _ground, since, { reply = '' }) {
      if (!(await look.isDeleted(reply))) return null;
      const { lanes, removed, waiting, lastAt } = await look.shown(`reply:${reply}`);
      if (lanes.length > 0 || removed === 0 || waiting > 0 || !lastAt || lastAt <= since) return null;
      return { says: 'its mirror is gone.', at: lastAt };
    },
  },
  {
    title: 'The end',
    needs: ['community'],
    todo: ({ first, second }) => [
      `${IN[first]}, in the first channel, write: ${command(first, 'unbind')}`,
      `${IN[second]}, in the second channel, write: ${command(second, 'unbind')}`,
    ],
    async seen(look, _ground, _since, { community = '' }) {
      const channels = await look.channels(community);
      const gone = channels.flatMap(({ goneAt }) => (goneAt ? [goneAt] : []));
      const at = gone.sort((a, b) => b.getTime() - a.getTime())[0];
      return at && gone.length === channels.length
        ? { says: 'no channel belongs to the community any more.', at }
        : null;
    },
  },
];
