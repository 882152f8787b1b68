/** Makes a report of a session's records: the one place where that is done, for a draft and for what is published. */

import { dayAt } from '../days.ts';
import { phaseOf } from '../method.ts';
import { methodOf } from '../methods/index.ts';
import { ANSWERS } from '../outcome/recommendation.ts';
import type { SessionRecord } from '../record.ts';
import { checklist } from './checklist.ts';
import { countHeard } from './heard.ts';
import { withoutLeftOut } from './left-out.ts';
import type { Point, Report } from './report.ts';
import { SCHEMA } from './report.ts';
import type { Records } from './store.ts';

export interface Given {
  readonly session: SessionRecord;
  readonly records: Records;
  readonly community: string;
  /** Its own handling label, or its community's. */
  readonly label: Report['label'];
  /** 0: a draft. */
  readonly edition: number;
  readonly reason: string;
  /** It is published by time. */
  readonly byTime: boolean;
  readonly now: Date;
  /** The edition before, where what was put in is deleted by now: its words are that one's. */
  readonly previous: Report | null;
}

/** All of it, whoever reads: what of it one reader sees is said in reading.ts. */
export function buildReport(given: Given): Report {
  return withoutLeftOut(whole(given), given.records.findings);
}

/** The same with nothing left out: for whoever decides what is to be. */
export function whole(given: Given): Report {
  const { session, records, community, edition, reason, now, previous } = given;
  const method = methodOf(session.method);
  const day = (at: Date): string => dayAt(at, session.zone);
  const points = pointsOf(given);
  const here = records.people;
  const leading = here.filter(({ parts, left }) => parts.includes('facilitator') && !left);
  const sponsors = here.filter(({ parts, left }) => parts.includes('sponsor') && !left);
  const [facilitator] = leading;
  const [sponsor] = sponsors;
  const hasSponsor = method.phases.some(({ begins }) => begins.includes('ask-sponsor'));
  const status = (wanted: string): number => records.contributions.filter((one) => one.status === wanted).length;
  // What was put in is deleted some time after publishing: from then on it is as it was told before.
  const before = records.clearedAt && previous;
  const made: Omit<Report, 'checklist'> = {
    schema: SCHEMA,
    session: session.id,
    reference: session.reference ?? '',
    method: session.method,
    edition,
    reason,
    madeAt: now.toISOString(),
    byTime: given.byTime,
    zone: session.zone,
    status: 'unvalidated',
    title: session.title,
    event: session.event,
    startsOn: session.startsOn,
    endsOn: session.endsOn,
    purpose: session.purpose,
    scopeIn: session.scopeIn,
    scopeOut: session.scopeOut,
    level: session.level,
    question: session.question ?? '',
    noLesson: records.lessons.length === 0 ? (session.noLesson ?? '') : '',
    community: { id: session.community, name: community },
    sponsor: sponsor ? { person: sponsor.person } : hasSponsor ? 'vacant' : 'none',
    facilitator: facilitator ? { person: facilitator.person } : session.isSelfLed ? 'self-led' : 'vacant',
    deputies: here.filter(({ parts, left }) => parts.includes('deputy') && !left).map(({ person }) => ({ person })),
    readers: session.readers,
    label: given.label,
    attribution: session.attribution,
    points,
    topics: topicsOf(records, points),
    facts: records.facts.map(({ id, when, statement, evidence, status, reasons }) => ({
      id,
      when,
      statement,
      evidence: [...evidence],
      status: status === 'agreed' || status === 'disputed' ? status : 'proposed',
      reasons: [...reasons],
    })),
    lessons: records.lessons
      .filter(({ standing }) => standing !== 'withdrawn')
      .map((one) => ({
        id: one.id,
        when: one.when,
        do: one.do,
        because: one.because,
        context: one.context,
        appliesTo: one.appliesTo,
        lifecycle: one.lifecycle,
        lifecycleWhy: one.lifecycleWhy ?? '',
        seenBefore: one.same,
      })),
    recommendations: records.recommendations.map((one) => ({
      id: one.id,
      text: one.text,
      addressedTo: one.addressedTo,
      referral: one.referral,
      noAction: one.noAction ?? '',
      answer: ANSWERS.find((known) => known === one.answer) ?? null,
      answerWhy: one.answerWhy ?? '',
      // That time ran out is no answer.
      answeredOn: one.answer === 'none' ? null : one.answeredAt && day(one.answeredAt),
    })),
    actions: records.actions
      .filter(({ state }) => state !== 'merged')
      .map((one) => ({
        id: one.id,
        text: one.text,
        whenWill: one.whenWill,
        measure: one.measure,
        owner: one.ownerId === null ? null : { person: one.ownerId },
        dueOn: one.dueOn,
        strength: one.strength,
        ticket: one.ticket ?? '',
        state: one.state,
        why: one.why ?? '',
        evidence: one.evidence ?? '',
        effect: one.effect,
        effectWhy: one.effectWhy ?? '',
        recommendation: one.recommendationId,
        lessons: [...one.lessonIds],
      })),
    objections: records.objections.flatMap(({ id, text, state, answer }) =>
      state === 'open' || state === 'printed' ? [{ id, text, state, answer: answer ?? '' }] : [],
    ),
    settled: records.objections.filter(({ state }) => state === 'accepted' || state === 'settled').length,
    held: before ? before.held : status('held'),
    withdrawn: before ? before.withdrawn : status('withdrawn'),
    waiting: before ? before.waiting : status('screening'),
    heard: before ? before.heard : countHeard(here, records),
    // Nobody's readers are given generated words that no person has read.
    summary:
      records.summary && (edition === 0 || records.summary.checkedBy !== null)
        ? {
            sentences: records.summary.sentences.map(({ text, records: of }) => ({ text, records: [...of] })),
            model: records.summary.model,
            prompt: records.summary.prompt,
            checked: records.summary.checkedBy !== null,
          }
        : null,
    went: wentThrough(records, day),
    earlier: records.editions
      .filter((one) => edition === 0 || one.edition < edition)
      .map((one) => ({ edition: one.edition, on: day(one.at), reason: one.reason })),
    leftOut: 0,
  };
  return { ...made, checklist: checklist(made, { session, method, records }) };
}

/** Every contribution that is not held, taken back or still looked through: nothing else is left out of a report. */
function pointsOf({ session, records, previous }: Given): Point[] {
  if (records.clearedAt && previous) return [...previous.points];
  const isTalkedAbout = phaseOf(methodOf(session.method), 'making_sense') !== null;
  return records.contributions
    .filter(({ status }) => status !== 'held' && status !== 'withdrawn' && status !== 'screening')
    .map((one) => {
      const topic = records.topics.find(({ id, state }) => id === one.topicId && state === 'accepted');
      return {
        id: one.id,
        question: one.question,
        text: one.text,
        evidence: [...one.evidence],
        topic: topic?.id ?? null,
        discussed: !isTalkedAbout || one.covered || (topic !== undefined && isDiscussed(topic)),
        late: one.late,
      };
    });
}

const isDiscussed = ({ outcome, discussedAt }: Records['topics'][number]): boolean =>
  outcome !== null || discussedAt !== null;

function topicsOf(records: Records, points: readonly Point[]): Report['topics'] {
  return records.topics
    .filter(({ id, state }) => state === 'accepted' || points.some(({ topic }) => topic === id))
    .map((one) => ({
      id: one.id,
      title: one.title,
      kind: one.kind === 'keep' ? 'keep' : 'change',
      priority: one.priority,
      votes: one.votes,
      discussed: isDiscussed(one),
      outcome: one.outcome,
      why: one.outcomeWhy ?? '',
      undiscussed: one.undiscussed ?? '',
      factors: records.factors
        .filter(({ topicId }) => topicId === one.id)
        .map(({ id, statement, category, depth, underId }) => ({ id, statement, category, depth, under: underId })),
    }));
}

/** The last time of each state, in the order in which they were gone through. */
function wentThrough({ history }: Records, day: (at: Date) => string): Report['went'] {
  const went = new Map<string, string>();
  for (const { from, to, at } of history) {
    if (from === to) continue;
    went.delete(to);
    went.set(to, day(at));
  }
  return [...went].map(([state, on]) => ({ state, on }));
}
