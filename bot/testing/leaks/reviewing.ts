/** In each community a review among a few of its members, with something of each kind in it: nobody else reads any of it. */
import type { Stage } from '../stage.ts';
import { KEYS, type Key, ORGANISATIONS } from './world.ts';

/** Of a review's own words, and of what it is called. */
export const REVIEW_WORD = 'qreviewz';
export const REVIEW_TITLE = 'qreviewtitlez';

/** Ids of what is in the reviews, as buttons carry them. */
export interface ReviewIds {
  readonly sessions: readonly string[];
  readonly topics: readonly string[];
  readonly facts: readonly string[];
  readonly points: readonly string[];
  readonly lessons: readonly string[];
  readonly recommendations: readonly string[];
  readonly actions: readonly string[];
  readonly objections: readonly string[];
}

/** @param who takes part in that of a community, whoever leads it first; by their ids */
export async function reviewed(
  s: Stage,
  ids: Readonly<Record<Key, string>>,
  who: Readonly<Record<Key, readonly string[]>>,
): Promise<ReviewIds> {
  const { prisma, clock } = s;
  const now = clock.now();
  const said = `${REVIEW_WORD} was mending`;
  const founder = await prisma.organisation.findFirstOrThrow({ where: { name: ORGANISATIONS.a } });
  const made = {
    sessions: [],
    topics: [],
    facts: [],
    points: [],
    lessons: [],
    recommendations: [],
    actions: [],
    objections: [],
  };
  const all: { [K in keyof ReviewIds]: string[] } = made;
  const id = (of: keyof ReviewIds): string => {
    const one = crypto.randomUUID();
    all[of].push(one);
    return one;
  };
  for (const key of KEYS) {
    const [lead = '', second = lead] = who[key];
    const sessionId = id('sessions');
    await prisma.session.create({
      data: {
        id: sessionId,
        method: 'aar',
        communityId: ids[key],
        organisationId: founder.id,
        reference: `AAR-2026-${key}`,
        state: 'making_sense',
        attribution: 'named',
        k: 4,
        selfLed: false,
        screens: false,
        title: REVIEW_TITLE,
        event: said,
        startsOn: '2026-11-12',
        purpose: said,
        scopeIn: said,
        place: 'private',
        readers: 'participants',
        boundary: true,
        zone: 'Europe/London',
        since: now,
        createdBy: lead,
        createdAt: now,
      },
    });
    const people = [
      [lead, 'facilitator'],
      [lead, 'participant'],
      [second, 'participant'],
    ] as const;
    await prisma.sessionPerson.createMany({
      data: people.map(([personId, role]) => ({ sessionId, personId, role, since: now })),
    });
    const topicId = id('topics');
    await prisma.topic.create({
      data: { id: topicId, sessionId, title: said, kind: 'change', state: 'accepted', createdAt: now },
    });
    await prisma.contribution.create({
      data: {
        id: id('points'),
        sessionId,
        round: 1,
        question: 'harder',
        text: said,
        status: 'revealed',
        place: 0,
        personId: lead,
        day: '2026-11-12',
        topicId,
      },
    });
    await prisma.sessionFact.create({
      data: { id: id('facts'), sessionId, when: '', statement: said, status: 'proposed', place: 0, createdAt: now },
    });
    await prisma.lesson.create({
      data: {
        id: id('lessons'),
        sessionId,
        communityId: ids[key],
        when: said,
        do: said,
        because: said,
        lastSeenAt: now,
        proposedBy: lead,
        createdAt: now,
      },
    });
    await prisma.recommendation.create({
      data: {
        id: id('recommendations'),
        sessionId,
        text: said,
        addressedTo: 'The board',
        proposedBy: lead,
        place: 0,
        createdAt: now,
      },
    });
    await prisma.action.create({
      data: {
        id: id('actions'),
        sessionId,
        communityId: ids[key],
        text: said,
        measure: said,
        ownerId: second,
        dueOn: '2027-01-31',
        strength: 'strong',
        state: 'accepted',
        proposedBy: lead,
        createdAt: now,
      },
    });
    await prisma.objection.create({
      data: { id: id('objections'), sessionId, personId: second, text: said, state: 'open', at: now },
    });
  }
  return all;
}
