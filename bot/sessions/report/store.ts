/** Reports as they are asked of the database: what one is made of, what was published, what was decided about it. */
import type { Me } from '../../core/me.ts';
import type { KnownName } from '../../text/names.ts';
import type { Author } from '../../words/author.ts';
import type { Attending, Happened } from '../record.ts';

/** Everything of a session that its report is made of, but the session itself. Each list in the order in which it is printed. */
export type { KnownName };

export interface Records {
  readonly endedAt: Date | null;
  /** What was put in was deleted then. */
  readonly clearedAt: Date | null;
  readonly people: readonly Attending[];
  readonly contributions: readonly {
    readonly id: string;
    readonly question: string;
    readonly text: string;
    readonly evidence: readonly string[];
    readonly status: string;
    readonly late: boolean;
    readonly topicId: string | null;
    readonly covered: boolean;
    readonly alone: boolean;
  }[];
  readonly topics: readonly {
    readonly id: string;
    readonly title: string;
    readonly kind: string;
    readonly state: string;
    readonly priority: boolean;
    readonly votes: number | null;
    readonly outcome: string | null;
    readonly outcomeWhy: string | null;
    readonly undiscussed: string | null;
    readonly discussedAt: Date | null;
  }[];
  readonly factors: readonly {
    readonly id: string;
    readonly topicId: string;
    readonly statement: string;
    readonly category: string;
    readonly depth: number;
    readonly underId: string | null;
  }[];
  readonly facts: readonly {
    readonly id: string;
    readonly when: string;
    readonly statement: string;
    readonly evidence: readonly string[];
    readonly status: string;
    /** Of those who dispute it. */
    readonly reasons: readonly string[];
  }[];
  readonly lessons: readonly {
    readonly id: string;
    readonly when: string;
    readonly do: string;
    readonly because: string;
    readonly context: string;
    readonly appliesTo: string;
    readonly lifecycle: string;
    readonly lifecycleWhy: string | null;
    readonly standing: string;
    readonly same: number;
  }[];
  readonly recommendations: readonly {
    readonly id: string;
    readonly text: string;
    readonly addressedTo: string;
    readonly referral: boolean;
    readonly noAction: string | null;
    readonly answer: string | null;
    readonly answerWhy: string | null;
    readonly answeredAt: Date | null;
  }[];
  readonly actions: readonly {
    readonly id: string;
    readonly text: string;
    readonly whenWill: string;
    readonly measure: string;
    readonly ownerId: string | null;
    readonly dueOn: string | null;
    readonly strength: string;
    readonly ticket: string | null;
    readonly state: string;
    readonly why: string | null;
    readonly evidence: string | null;
    readonly effect: string | null;
    readonly effectWhy: string | null;
    readonly recommendationId: string | null;
    readonly lessonIds: readonly string[];
  }[];
  readonly objections: readonly {
    readonly id: string;
    readonly text: string;
    readonly state: string;
    readonly answer: string | null;
  }[];
  readonly history: readonly Happened[];
  /** Who is known to have put something in. */
  readonly done: readonly string[];
  /** How many put something in: where names are not kept, the last of them are known to nobody. */
  readonly contributors: number;
  readonly findings: readonly Finding[];
  readonly summary: DraftSummary | null;
  readonly editions: readonly Edition[];
}

export type Reader = Pick<Me, 'person' | 'organisation' | 'outside' | 'unchecked'>;

/** What was decided about something that may say who somebody is. */
export interface Finding {
  readonly mark: string;
  readonly record: string;
  readonly part: string;
  readonly found: string;
  readonly decision: 'stays' | 'left-out';
}

/** A summary that nobody need have read yet. */
export interface DraftSummary {
  readonly sentences: readonly { readonly text: string; readonly records: readonly string[] }[];
  readonly model: string;
  readonly prompt: string;
  readonly checkedBy: string | null;
}

/** Whether a draft is still to be given words. */
export interface Wording {
  /** The version of the session when the draft was sent. */
  readonly draft: number;
  /** How often words were asked for. */
  readonly tries: number;
  /** When they are asked for next; null: they are there, a person decided, or nobody asks any more. */
  readonly lookAt: Date | null;
}

export interface Edition {
  readonly edition: number;
  readonly at: Date;
  readonly reason: string;
}

/** What is true of an action by now. */
export interface ActionNow {
  readonly id: string;
  readonly state: string;
  readonly dueOn: string | null;
  readonly owner: string | null;
}

/** A report that somebody may read, in a list. */
export interface Listed {
  readonly session: string;
  readonly reference: string | null;
  readonly title: string;
  readonly state: string;
  readonly edition: number;
  readonly at: Date;
}

/** What a review brought, in its sponsor's words. */
export interface Benefit {
  /** Null: they have not answered. */
  readonly by: string | null;
  readonly applied: string;
  readonly realised: string;
  /** It may be read in the report. */
  readonly shown: boolean;
}

export interface ReportStore {
  /** All of it; null where there is no such session. */
  records(id: string): Promise<Records | null>;
  /**
   * Names of all who are in a session, and of those members of its community in whose name one of the words stands.
   * @param words in small letters, without accents
   */
  namesAmong(id: string, words: readonly string[]): Promise<readonly KnownName[]>;
  /** Keeps an edition; one that is kept stays as it is. @returns whether it was not there */
  keep(id: string, edition: number, what: { body: unknown; reason: string; by: string | null }): Promise<boolean>;
  edition(id: string, edition: number): Promise<{ readonly body: unknown; readonly at: Date } | null>;
  editions(id: string): Promise<readonly Edition[]>;
  /** What of a published report is not what it was. */
  now(id: string): Promise<{ readonly actions: readonly ActionNow[]; readonly endedAt: Date | null }>;
  /** Who people are by now, whoever they were when they were written down. */
  authors(persons: readonly string[]): Promise<ReadonlyMap<string, Author>>;
  /** The organisation that founded its community. */
  founder(id: string): Promise<string | null>;
  /** Decides about something that was found. */
  decide(id: string, finding: Finding & { reason: string; by: string }): Promise<void>;
  /**
   * Writes a part of a record anew, where it is still as it was.
   * @returns whether it was
   */
  reword(id: string, at: { record: string; part: string }, was: string, text: string): Promise<boolean>;
  keepSummary(id: string, summary: Omit<DraftSummary, 'checkedBy'>): Promise<void>;
  checkSummary(id: string, by: string): Promise<void>;
  dropSummary(id: string): Promise<void>;
  /** A draft was sent: words are owed for it from now on, whatever became of those of an earlier one. */
  oweWording(id: string, draft: number): Promise<void>;
  wording(id: string): Promise<Wording | null>;
  /** Sessions that are being checked now and whose words are due, those that wait longest first. */
  dueWordings(limit: number): Promise<readonly string[]>;
  triedWording(id: string, tried: { tries: number; lookAt: Date }): Promise<void>;
  /** Nobody asks for words any more, until another draft is sent. */
  endWording(id: string): Promise<void>;
  /** Null: nobody was asked. */
  benefit(id: string): Promise<Benefit | null>;
  /** @returns whether it was not asked before */
  askBenefit(id: string): Promise<boolean>;
  sayBenefit(id: string, said: Benefit & { readonly by: string }): Promise<void>;
  /** Published reports that somebody may read and drafts of sessions that they have a part in, the newest first. */
  readable(reader: Reader, limit: number): Promise<readonly Listed[]>;
}
