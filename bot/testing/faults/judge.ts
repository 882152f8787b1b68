/** Compares what people see at the end with what was said: nothing lost, nothing twice, everything as it was last changed. */
import type { PrismaClient } from '../../../prisma/generated/client.ts';
import type { Asked, Given } from './lives.ts';
import type { Looking, Seen } from './look.ts';
import { type Channel, keyOf, type Person, type Town } from './town.ts';

export interface Judgement {
  /** What is wrong, one sentence each; none in a good run. */
  readonly problems: readonly string[];
  /** Copies too many in Teams, each explained by a row that a sender said might be sent twice. */
  readonly doubled: readonly string[];
  /** Answers that people wrote in Teams under such a copy, which is no thread of ours. */
  readonly unheard: readonly string[];
  /** From each answer to each of its mirrors, in the stand-ins' milliseconds. */
  readonly mirrored: readonly { readonly at: number; readonly ms: number }[];
  readonly questions: number;
  readonly answers: number;
  /** What was said in Teams while nobody could hear it, in threads that were told so. */
  readonly told: number;
  /** Messages that say that Guildhall was away, and that a channel is reached late. */
  readonly notes: number;
}

/** One message that is owed: its row, and how often a sender did not know whether it had sent it. */
interface Row {
  readonly key: string | null;
  readonly state: string;
  /** Why it is not there, or was late. */
  readonly problem: string | null;
  readonly doubts: number;
}

export async function judge(needs: {
  readonly prisma: PrismaClient;
  readonly look: Looking;
  readonly town: Town;
  readonly asked: readonly Asked[];
  /** References under which a handler's failure is in the log: its person is told of it, there and then. */
  readonly references: readonly string[];
  /** What is known of how a message came, for one that should have been heard. */
  readonly story: (said: Asked | Given) => Promise<string>;
  /** Ids of rows that were said to be sent twice perhaps, once for each time. */
  readonly doubtful: readonly string[];
}): Promise<Judgement> {
  const { prisma, look, town, asked } = needs;
  const problems: string[] = [];
  const doubled: string[] = [];
  const unheard: string[] = [];
  const mirrored: { at: number; ms: number }[] = [];
  const claimed = new Set<Seen>();
  let told = 0;
  let notes = 0;

  const seenIn = new Map(
    town.communities.flatMap(({ channels }) => channels.map((one) => [one, look.all(one)] as const)),
  );
  const seenBy = new Map<Person, readonly Seen[]>();
  for (const { by } of asked) if (!seenBy.has(by)) seenBy.set(by, await look.privately(by));
  const questionIds = new Map(
    (await prisma.question.findMany()).map((one) => [`${one.platform}/${one.sourceKey}`, one.id] as const),
  );
  const replyIds = new Map(
    (await prisma.reply.findMany()).map((one) => [`${one.platform}/${one.key}`, one.id] as const),
  );
  const idOf = (ids: ReadonlyMap<string, string>, said: Asked | Given): string | undefined =>
    ids.get(`${said.channel.platform}/${keyOf(said.channel, said.id)}`);
  const rows = new Map(
    (await prisma.outgoing.findMany()).map((one) => {
      const doubts = needs.doubtful.filter((id) => id === one.id).length;
      return [
        `${one.subject} ${one.lane}`,
        { key: one.remoteKey, state: one.state, problem: one.problem, doubts },
      ] as const;
    }),
  );
  const rowOf = (subject: string, end: string): Row | undefined =>
    [...rows].find(([name]) => name.startsWith(`${subject} `) && name.endsWith(`/${end}`))?.[1];

  /** Of all copies of one message there must be one or none, with these words; Teams may show more where a row explains it. */
  function copies(how: {
    what: string;
    platform: 'slack' | 'teams';
    among: readonly Seen[];
    isCopy: (seen: Seen) => boolean;
    keyOf: (seen: Seen) => string;
    row: Row | undefined;
    wanted: 0 | 1;
    words: readonly string[];
  }): Seen | null {
    const { what, platform, row, wanted, words } = how;
    const found = how.among.filter((seen) => seen.byBot && (how.isCopy(seen) || how.keyOf(seen) === row?.key));
    for (const seen of found) claimed.add(seen);
    const kept = found.find((seen) => how.keyOf(seen) === row?.key);
    const extra = found.length - wanted;
    if (extra > 0 && platform === 'teams' && extra <= (row?.doubts ?? 0)) {
      for (let times = 0; times < extra; times += 1) doubled.push(what);
    } else if (extra !== 0)
      problems.push(`${what}: there ${extra < 0 ? 'is none' : `are ${found.length}`} (${stateOf(row)})`);
    if (wanted === 0) return null;
    if (!kept) {
      if (extra >= 0) problems.push(`${what}: the copy that we know of is not there`);
      return null;
    }
    for (const word of words) {
      if (!kept.words.includes(word))
        problems.push(`${what}: does not say “${word}” but ${JSON.stringify(kept.words)}`);
    }
    return kept;
  }

  for (const question of asked) {
    const id = idOf(questionIds, question);
    // One that was deleted before it was heard leaves nothing.
    if (!id) {
      if (!question.deleted) problems.push(`${question.token}: was never heard (${await needs.story(question)})`);
      continue;
    }
    const roots = new Map<Channel, Seen | null>();
    const cards = new Map<Channel, () => void>();
    // Where a question was taken back before its card came, no thread is there to stand in: what we say we posted counts.
    const withdrawn = new Set<Channel>();
    const heard: Given[] = [];
    const standing: Standing[] = [];
    for (const channel of question.community.channels) {
      const isHome = channel === question.channel;
      const among = seenIn.get(channel) ?? [];
      const row = rowOf(`question:${id}`, channel.id);
      const isCopy = ({ root, words }: Seen): boolean =>
        isHome
          ? root === question.id && words.includes('Replies here and there are kept together')
          : root === null && words.includes(question.token);
      const known = among.find((seen) => seen.byBot && keyOf(channel, seen.id) === row?.key) ?? null;
      roots.set(channel, known);
      if (question.deleted && row?.state === 'removed' && row.key === null) withdrawn.add(channel);
      cards.set(channel, () => {
        const { length: answers } = heard.filter((given) => given.counts && !given.deleted);
        const state = answers === 0 ? 'no answer yet' : `${answers} answer${answers === 1 ? '' : 's'},`;
        copies({
          what: `${question.token}'s card in ${channel.platform} ${channel.name}`,
          platform: channel.platform,
          among,
          isCopy,
          keyOf: (seen) => keyOf(channel, seen.id),
          row,
          // A question that was taken back before its card was posted has none.
          wanted: question.deleted && !known ? 0 : 1,
          words: question.deleted
            ? ['Withdrawn by the person who asked']
            : [state, ...(isHome ? [] : [`${question.token}${question.version}`])],
        });
      });
    }
    // Where it was asked, nothing is added below a question that was taken back: it is said to be owed no more.
    const hasNoThread = (channel: Channel, copy: Row | undefined): boolean =>
      withdrawn.has(channel) || (question.deleted && channel === question.channel && copy?.state === 'removed');
    for (const given of question.answers) {
      const threadRoot = given.channel === question.channel ? question.id : roots.get(given.channel)?.id;
      const replyId = idOf(replyIds, given);
      if (given.unheard) {
        if (replyId) problems.push(`${given.token}: was heard although nobody was there`);
        const isTold = [...rows].some(
          ([name, row]) =>
            name.startsWith('away:') &&
            name.includes(`/${id} `) &&
            name.endsWith(`/${given.channel.id}`) &&
            row.key !== null,
        );
        if (isTold) told += 1;
        else if (!question.deleted) problems.push(`${given.token}: its thread was not told that it was not heard`);
        continue;
      }
      if (!replyId && given.channel.platform === 'teams' && given.root !== threadRoot) {
        if ((rowOf(`question:${id}`, given.channel.id)?.doubts ?? 0) > 0) unheard.push(given.token);
        else problems.push(`${given.token}: was written under a card that is not known, and nothing explains it`);
        continue;
      }
      if (!replyId && !given.deleted) problems.push(`${given.token}: was never heard (${await needs.story(given)})`);
      heard.push(given);
      for (const channel of question.community.channels) {
        const isOwn = channel === given.channel;
        const copy = replyId ? rowOf(`reply:${replyId}`, channel.id) : undefined;
        const kept = copies({
          what: `${given.token} in ${channel.platform} ${channel.name}${channel === question.channel ? ', where it was asked' : ''}`,
          platform: channel.platform,
          among: seenIn.get(channel) ?? [],
          isCopy: ({ words }) => words.includes(given.token),
          keyOf: (seen) => keyOf(channel, seen.id),
          row: copy,
          wanted: isOwn || given.deleted || (hasNoThread(channel, copy) && !copy?.key) ? 0 : 1,
          words: [`${given.token}${given.version}`],
        });
        if (!kept) continue;
        if (!kept.words.includes(`${given.token}${given.version}`)) problems.push(await needs.story(given));
        mirrored.push({ at: given.at, ms: kept.at - given.at });
        if (channel.platform === 'slack') standing.push({ given, channel, id: kept.id });
        const wantedRoot = channel === question.channel ? question.id : roots.get(channel)?.id;
        if (kept.root !== wantedRoot) problems.push(`${given.token} in ${channel.name}: stands in another thread`);
      }
      // What was told of a question that was taken back later may stay.
      if (question.deleted) continue;
      copies({
        what: `${given.token} told to ${question.by.name}`,
        platform: question.by.platform,
        among: seenBy.get(question.by) ?? [],
        isCopy: ({ words }) => words.includes(given.token),
        keyOf: (seen) => privateKey(seen, replyId ? rowOf(`notice:${replyId}`, question.by.ref.id) : undefined),
        row: replyId ? rowOf(`notice:${replyId}`, question.by.ref.id) : undefined,
        wanted: given.counts && !given.deleted ? 1 : 0,
        words: [`${given.token}${given.version}`],
      });
    }
    for (const card of cards.values()) card();
    problems.push(...inAnotherOrder(standing));
  }
  const references = new Set(needs.references);
  for (const [channel, all] of seenIn) {
    const ofNote = [...rows].filter(([name]) => /^(away|backlog):/.test(name) && name.endsWith(`/${channel.id}`));
    const keys = new Set(ofNote.map(([, row]) => row.key));
    // Teams may show one twice where a row explains it.
    let spare = channel.platform === 'teams' ? ofNote.reduce((sum, [, row]) => sum + row.doubts, 0) : 0;
    for (const seen of all.filter((one) => one.byBot && !claimed.has(one))) {
      const isNote = /^I was away from |^What is written here reaches /.test(seen.words);
      if (keys.has(keyOf(channel, seen.id))) notes += 1;
      else if (isNote && spare > 0) {
        spare -= 1;
        doubled.push(`a note in ${channel.platform} ${channel.name}`);
      } else if (!takesReference(seen.words, references))
        problems.push(`${channel.platform} ${channel.name}: nobody asked for ${JSON.stringify(seen.words)}`);
    }
  }
  return {
    problems,
    doubled,
    unheard,
    mirrored,
    questions: asked.length,
    answers: asked.reduce((sum, { answers }) => sum + answers.length, 0),
    told,
    notes,
  };
}

const stateOf = (row: Row | undefined): string =>
  row ? [row.state, row.problem, row.key === null ? 'never posted' : 'posted'].filter(Boolean).join(', ') : 'not owed';

/** Whether somebody is told of a fault that is in the log, once. */
function takesReference(words: string, references: Set<string>): boolean {
  const [, reference = ''] = /^Something went wrong on our side \(reference (\w+)\)/.exec(words) ?? [];
  return references.delete(reference);
}

/** Where a mirror of an answer stands on Slack. */
interface Standing {
  readonly given: Given;
  readonly channel: Channel;
  readonly id: string;
}

/** What was said in one place stands in the same order in every other. */
function inAnotherOrder(standing: readonly Standing[]): string[] {
  const later = standing.filter((one) =>
    standing.some(
      (other) =>
        other.channel === one.channel &&
        other.given.channel === one.given.channel &&
        other.given.at < one.given.at &&
        Number(other.id) > Number(one.id),
    ),
  );
  return later.map(({ given, channel }) => `${given.token} in ${channel.name}: stands before what was said before it`);
}

/** The key of a message in a private chat, whose channel only the row knows. */
const privateKey = ({ id }: Seen, row: Row | undefined): string =>
  row?.key?.endsWith(`/${id}`) ? row.key : `elsewhere/${id}`;
