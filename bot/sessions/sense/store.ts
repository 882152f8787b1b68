/** Facts, topics, votes and what is said of them, as they are asked of the database. */
import type { Gap } from '../../core/gap.ts';
import type { MessageRef, Subject } from '../../core/ref.ts';
import type { Text } from '../../core/text.ts';
import type { Author } from '../../words/author.ts';
import type { Grouped, Placed, Shape, Step } from './grouping.ts';
import type {
  Category,
  Counts,
  Factor,
  Outcome,
  Page,
  Point,
  Remark,
  SessionFact,
  Stance,
  Status,
  Topic,
  Voting,
  Which,
} from './records.ts';

/** A step of grouping as it is kept. */
export interface KeptStep {
  readonly id: string;
  readonly seq: number;
  readonly by: Author;
  readonly what: string;
  readonly step: Step;
  readonly undone: boolean;
  readonly at: Date;
}

/** Where whoever looks at a list begins, and how much they get. */
export interface Slice {
  readonly from: number;
  readonly most: number;
}

/** A message in which something was said about a topic. */
export interface Said {
  readonly topic: string;
  readonly person: string;
  readonly text: Text;
  readonly platform: string;
  /** The message's content key, or the delivery's id for one from a form: one remark each. */
  readonly key: string;
  readonly version: string;
  readonly at: Date;
}

/** A thread in which what is said is about a session's topics. */
export interface TalkThread {
  readonly thread: MessageRef;
  readonly place: string | null;
  readonly since: Date;
  readonly known: readonly string[];
}

/** A point that may be alike with others, and the round in which it was shown. */
export interface ToSuggest extends Pick<Point, 'id' | 'question' | 'text'> {
  readonly round: number;
}

export interface PointStore {
  points(session: string, which: Which, slice: Slice): Promise<Page<Point>>;
  /** The session of a point that is shown; null for any other. */
  sessionOf(point: string): Promise<string | null>;
  /** They were shown to all. @returns how many were not before */
  cover(session: string, points: readonly string[]): Promise<number>;
  counts(session: string): Promise<Counts>;
  /** What of a session's points is to be found alike: those in no topic, not alone, and none of the facts. */
  toSuggest(session: string): Promise<readonly ToSuggest[]>;
}

export interface TopicStore {
  /** Those that are suggested, and then those that stand, in their order. */
  topics(session: string): Promise<readonly Topic[]>;
  /** Whatever became of it. */
  topic(id: string): Promise<Topic | null>;
  suggest(
    session: string,
    topics: readonly { title: string; kind: string; why: readonly string[]; points: readonly string[] }[],
  ): Promise<void>;

  grouped(session: string): Promise<Grouped>;
  /** Does what a step says, and keeps it. */
  keepStep(session: string, by: string, what: string, step: Step): Promise<void>;
  steps(session: string, slice: Slice, how?: { topic?: string }): Promise<Page<KeptStep>>;
  /** What came after one, and stands. */
  stepsAfter(session: string, seq: number): Promise<readonly Step[]>;
  step(id: string): Promise<(KeptStep & { readonly session: string }) | null>;
  /** Puts back what a step changed. */
  undo(
    step: string,
    to: { points: readonly Placed[]; topics: readonly (Shape | { readonly id: string; readonly gone: true })[] },
  ): Promise<void>;

  deal(topic: string): Promise<void>;
  prioritise(topic: string, priority: boolean): Promise<void>;
  /** @returns false where it is not as it was at this version */
  conclude(
    topic: string,
    version: number,
    how: { outcome: Outcome; why: string } | { undiscussed: string },
  ): Promise<boolean>;

  factors(topic: string): Promise<readonly Factor[]>;
  factor(id: string): Promise<Factor | null>;
  addFactor(factor: {
    topic: string;
    statement: string;
    category: Category;
    under: string | null;
    depth: number;
    by: string;
  }): Promise<void>;

  /** What was said, the last first. */
  remarks(topic: string, slice: Slice): Promise<Page<Remark>>;
  remark(id: string): Promise<(Remark & { readonly session: string; readonly key: string | null }) | null>;
  /** @returns null where what is kept is newer */
  say(said: Said): Promise<{ readonly id: string; readonly isNew: boolean } | null>;
  /** The topic of a message that is kept as a remark. */
  remarkAt(platform: string, key: string): Promise<{ readonly id: string; readonly topic: string } | null>;
  /** Its words go. @returns the remark where it was not erased before */
  erase(platform: string, key: string): Promise<{ readonly id: string; readonly topic: string } | null>;
  /** Everything shown that names somebody. */
  naming(person: string): Promise<readonly Subject[]>;
  /** Sessions in which something may have been said below a topic during a gap. */
  missedIn(gap: Gap, limit: number): Promise<readonly string[]>;
  threadsIn(session: string, gap: Gap): Promise<readonly TalkThread[]>;
  /** Whether a card of it may be there whose id is not known yet. */
  isComing(session: string, gap: Gap): Promise<boolean>;
}

export interface FactStore {
  /** What was put in of what happened and is no fact yet. */
  newFacts(session: string): Promise<readonly Pick<Point, 'id' | 'text' | 'evidence'>[]>;
  /** After those that are there. */
  addFacts(
    session: string,
    facts: readonly {
      when: string;
      statement: string;
      evidence: readonly string[];
      contribution: string | null;
      by: string | null;
    }[],
  ): Promise<void>;
  /** @param person whose own voice is told with each */
  facts(session: string, person: string, slice: Slice): Promise<Page<SessionFact>>;
  fact(id: string, person: string): Promise<SessionFact | null>;
  /** Null: takes back what they said. */
  voice(fact: string, person: string, stance: { stance: Stance; reason: string | null } | null): Promise<void>;
  voices(fact: string): Promise<{ agree: number; dispute: number; recorded: boolean }>;
  setStatus(fact: string, status: Status): Promise<void>;
  /** @returns whether it was not there before */
  addEvidence(fact: string, evidence: string): Promise<boolean>;
}

/** Votes are kept under a key of their own; nothing of what is done here names a person. */
export interface VoteStore {
  voting(session: string): Promise<Voting | null>;
  /** With a new key and no votes: for the first time, or once more. */
  openVoting(session: string): Promise<void>;
  /** How many have voted. */
  voters(session: string): Promise<number>;
  /**
   * Adds them up, and destroys whose they were. Topics with votes come first.
   * @param people whose votes count: whoever takes part no more has none
   */
  closeVoting(session: string, people: readonly string[]): Promise<void>;
}

export interface SenseStore extends PointStore, TopicStore, FactStore, VoteStore {}
