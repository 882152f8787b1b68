/** A report as data: everything that is said of a review, numbered and versioned, with no name in it but by who somebody is. */

import { z } from '../../core/schema.ts';
import { ANSWERS } from '../outcome/recommendation.ts';
import { KINDS, STATUSES } from '../sense/records.ts';

/** Raised where the shape below changes: what was kept in an earlier one is still read. */
export const SCHEMA = 1;

/** Somebody in a field of their own (owner, sponsor, facilitator): who they are now is asked each time it is read. */
const who = z.object({ person: z.string() });

/** Something that somebody put in, in their own words and without their name. */
const point = z.object({
  id: z.string(),
  /** expected, happened, worked, harder, next, urgent, again, or another of the method's own */
  question: z.string(),
  text: z.string(),
  evidence: z.array(z.string()),
  /** The topic that it was put to; null: it stands alone. */
  topic: z.string().nullable(),
  discussed: z.boolean(),
  /** It came after the others were shown. */
  late: z.boolean(),
});

const topic = z.object({
  id: z.string(),
  title: z.string(),
  kind: z.enum(KINDS),
  priority: z.boolean(),
  votes: z.number().nullable(),
  discussed: z.boolean(),
  /** keep, change, refer or leave */
  outcome: z.string().nullable(),
  why: z.string(),
  /** Not discussed because. */
  undiscussed: z.string(),
  factors: z.array(
    z.object({
      id: z.string(),
      statement: z.string(),
      category: z.string(),
      /** How often it was asked what made it so. */
      depth: z.number(),
      under: z.string().nullable(),
    }),
  ),
});

const fact = z.object({
  id: z.string(),
  when: z.string(),
  statement: z.string(),
  evidence: z.array(z.string()),
  /** proposed: nobody agreed to it yet, and nobody disputed it */
  status: z.enum(STATUSES),
  /** Why it is disputed, without names. */
  reasons: z.array(z.string()),
});

const lesson = z.object({
  id: z.string(),
  when: z.string(),
  do: z.string(),
  because: z.string(),
  context: z.string(),
  appliesTo: z.string(),
  lifecycle: z.string(),
  lifecycleWhy: z.string(),
  /** Earlier lessons that a person said are the same. */
  seenBefore: z.number(),
});

const recommendation = z.object({
  id: z.string(),
  text: z.string(),
  addressedTo: z.string(),
  referral: z.boolean(),
  noAction: z.string(),
  /** null: there was none. */
  answer: z.enum(ANSWERS).nullable(),
  answerWhy: z.string(),
  /** A day. */
  answeredOn: z.string().nullable(),
});

const action = z.object({
  id: z.string(),
  text: z.string(),
  whenWill: z.string(),
  measure: z.string(),
  owner: who.nullable(),
  dueOn: z.string().nullable(),
  strength: z.string(),
  ticket: z.string(),
  state: z.string(),
  /** Of the last decline, block or drop. */
  why: z.string(),
  evidence: z.string(),
  /** yes, no, early or waived */
  effect: z.string().nullable(),
  effectWhy: z.string(),
  recommendation: z.string().nullable(),
  lessons: z.array(z.string()),
});

const objection = z.object({
  id: z.string(),
  text: z.string(),
  /** open: not answered yet. printed: it could not be settled. */
  state: z.enum(['open', 'printed']),
  answer: z.string(),
});

/** Fewer than five are null: whoever reads a small number knows whom it is about. */
const cell = z.number().nullable();

const heard = z.object({
  invited: z.number(),
  heard: z.number(),
  /** How many organisations they come from. */
  organisations: z.number(),
  byOrganisation: z.array(z.object({ organisation: z.string(), heard: cell, notHeard: cell })),
  byPart: z.array(z.object({ part: z.string(), people: cell })),
  /** Somebody who watches or leads manages one who takes part. */
  managers: z.boolean(),
});

const check = z.object({
  /** 1 to 10 */
  item: z.number(),
  met: z.boolean(),
  /** So many of so many, where it is counted. */
  some: z.number().nullable(),
  of: z.number().nullable(),
});

const summary = z.object({
  /** Records by `kind:id`: each sentence rests on one at least. */
  sentences: z.array(z.object({ text: z.string(), records: z.array(z.string()) })),
  model: z.string(),
  prompt: z.string(),
  checked: z.boolean(),
});

export const reportShape = z.object({
  schema: z.literal(SCHEMA),
  session: z.string(),
  reference: z.string(),
  method: z.string(),
  /** 0: a draft. */
  edition: z.number(),
  /** Why there is another edition. */
  reason: z.string(),
  /** An instant. */
  madeAt: z.string(),
  /** Nobody published it: the time for objections was over. */
  byTime: z.boolean(),
  zone: z.string(),
  /** Lessons that were learned here and checked by nobody else. */
  status: z.literal('unvalidated'),

  title: z.string(),
  event: z.string(),
  /** Days. */
  startsOn: z.string(),
  endsOn: z.string().nullable(),
  purpose: z.string(),
  scopeIn: z.string(),
  scopeOut: z.string(),
  level: z.enum(['team', 'individual']),
  /** What was asked once more. */
  question: z.string(),
  noLesson: z.string(),
  /** Null where the reader may not know of it. */
  community: z.object({ id: z.string(), name: z.string() }).nullable(),
  /** none: its method has no sponsor. vacant: they left, or nobody was named. */
  sponsor: z.union([who, z.enum(['none', 'vacant'])]),
  facilitator: z.union([who, z.enum(['self-led', 'vacant'])]),
  deputies: z.array(who),
  readers: z.enum(['participants', 'community', 'organisation']),
  label: z.enum(['open', 'members', 'closed']).nullable(),
  attribution: z.enum(['named', 'unattributed']),

  points: z.array(point),
  topics: z.array(topic),
  facts: z.array(fact),
  lessons: z.array(lesson),
  recommendations: z.array(recommendation),
  actions: z.array(action),
  objections: z.array(objection),
  /** Objections after which the draft was changed, or that could be settled: they are not printed. */
  settled: z.number(),
  /** Contributions that are not printed: held back when they were looked through, taken back, not looked through yet. */
  held: z.number(),
  withdrawn: z.number(),
  waiting: z.number(),
  heard,
  checklist: z.array(check),
  summary: summary.nullable(),
  /** The states that it went through, with the day on which each began; the last time of each. */
  went: z.array(z.object({ state: z.string(), on: z.string() })),
  /** Editions before this one. */
  earlier: z.array(z.object({ edition: z.number(), on: z.string(), reason: z.string() })),
  /** Places in which words were left out because they said who somebody is. */
  leftOut: z.number(),
});

export type Report = Readonly<z.infer<typeof reportShape>>;
export type Point = Report['points'][number];
export type Topic = Report['topics'][number];
export type Fact = Report['facts'][number];
export type Lesson = Report['lessons'][number];
export type RecommendationLine = Report['recommendations'][number];
export type ActionLine = Report['actions'][number];
export type Heard = Report['heard'];
export type Check = Report['checklist'][number];
export type Who = z.infer<typeof who>;

/** What was kept. @throws Error where it is no report: then it was written by a newer release, or changed by hand */
export function readBack(body: unknown): Report {
  const read = reportShape.safeParse(body);
  if (!read.success) throw new Error('what is kept is not a report of this shape');
  return read.data;
}
