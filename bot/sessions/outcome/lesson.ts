/** Lessons as they are kept: what was learned, how far it has come, and which earlier one it repeats. */
import type { Subject } from '../../core/ref.ts';
import type { Author } from '../../words/author.ts';

/** The Cabinet Office's words, and how else it may end. */
export const LIFECYCLES = [
  'identified',
  'being-implemented',
  'implemented',
  'embedded',
  'not-taken-up',
  'superseded',
] as const;
export type Lifecycle = (typeof LIFECYCLES)[number];

/** How far to trust it: a draft until its session is published, and then the lowest of the ladder. */
export type LessonStanding = 'draft' | 'conversation' | 'withdrawn';

/** What one lesson is to an earlier one, as a person said; suggested: nobody has said it yet. */
export const LIKENESSES = ['same', 'related', 'different'] as const;
export type Likeness = (typeof LIKENESSES)[number];

/** What somebody writes of it. */
export interface LessonWords {
  readonly topic: string | null;
  readonly when: string;
  readonly do: string;
  readonly because: string;
  readonly context: string;
  readonly appliesTo: string;
  readonly tags: readonly string[];
}

export interface Lesson extends LessonWords {
  readonly id: string;
  readonly session: string;
  readonly community: string;
  readonly lifecycle: Lifecycle;
  readonly lifecycleWhy: string | null;
  readonly supersededBy: string | null;
  readonly standing: LessonStanding;
  /** How often it was learned again since. */
  readonly repeats: number;
  /** How often it was learned in all, this time included: 1 where it is new. */
  readonly times: number;
  readonly lastSeenAt: Date;
  readonly lookAt: Date | null;
  readonly proposedBy: Author;
  readonly version: number;
  readonly createdAt: Date;
  /** The session in which it was learned. */
  readonly from: { readonly title: string; readonly reference: string | null };
}

/** An earlier lesson that resembles one. */
export interface LessonLink {
  readonly lesson: Lesson;
  readonly earlier: Lesson;
  readonly kind: Likeness | 'suggested';
}

export interface LessonStore {
  addLesson(lesson: LessonWords & { session: string; community: string; by: string }): Promise<string>;
  lesson(id: string): Promise<Lesson | null>;
  /** The same, and nobody else changes it until the transaction ends. */
  holdLesson(id: string): Promise<Lesson | null>;
  /** Of a session, in the order in which they were proposed; withdrawn ones are left out. */
  lessonsOf(session: string): Promise<readonly Lesson[]>;
  /** Its version is one more. */
  saveLesson(
    id: string,
    changed: Partial<LessonWords & Pick<Lesson, 'standing' | 'lifecycle' | 'lifecycleWhy' | 'supersededBy' | 'lookAt'>>,
  ): Promise<void>;
  /** Drafts of a session are read by all who read its report from now on; they are looked at again then. */
  publishLessons(session: string, lookAt: Date): Promise<void>;

  /**
   * Suggests earlier lessons of its community that resemble it, for a person to say what they are. Only such as whoever
   * reads in the community may read. What somebody said of one before stays.
   */
  suggestEarlier(lesson: string, most: number): Promise<void>;
  /** Earlier lessons that resemble those of a session, in the order of its lessons; withdrawn lessons have none. */
  linksOf(session: string): Promise<readonly LessonLink[]>;
  link(lesson: string, earlier: string): Promise<LessonLink | null>;
  sayLikeness(lesson: string, earlier: string, kind: Likeness, by: string): Promise<void>;
  /** Counts anew how often everything was learned that is the same as one of these. */
  recount(lessons: readonly string[]): Promise<void>;
  /** Published lessons of a community that resemble some words or carry one of the tags, the nearest first. */
  lessonsLike(
    community: string,
    like: { readonly words: string; readonly tags: readonly string[]; readonly but: string | null },
    limit: number,
  ): Promise<readonly Lesson[]>;
  /** Published lessons of a community, the newest first: who looks after it keeps the list. */
  lessonList(community: string, page: { offset: number; limit: number }): Promise<readonly Lesson[]>;
  /** Later published lessons that could stand in place of one. */
  laterLessons(lesson: string, limit: number): Promise<readonly Lesson[]>;

  /** Topics of a session that people accepted, for saying from which one something comes. */
  topicsOf(session: string): Promise<readonly { readonly id: string; readonly title: string }[]>;
  /** Reviews of its community that were published since, and carry one of its tags. */
  reviewsSince(lesson: string, since: Date): Promise<number>;
  /** What shows a lesson in private. */
  showingLesson(id: string): Promise<readonly Subject[]>;
  /** Lessons at which it is time to look. */
  dueLessons(limit: number): Promise<readonly string[]>;
}
