/** A review that was published in the playground's Elections community, put straight into the database: getting there takes days. */
import type { Report } from '../../sessions/report/report.ts';
import { madeUp } from '../../sessions/report/testing/made-up.ts';
import type { Product } from './product.ts';

/** Nobody may take these for markup, or be turned round by them. */
export const TAG = '<img src=x onerror=alert(1)>';
export const ARABIC = 'مرحبا بكم في المجلس';

interface How {
  readonly reference: string;
  readonly title: string;
  readonly readers: 'participants' | 'community';
  /** Account names of those who took part. */
  readonly people: readonly string[];
  /** How many editions there are. */
  readonly editions: number;
}

/** @returns the session's id */
export async function publishReview({ prisma }: Pick<Product, 'prisma'>, how: How): Promise<string> {
  const community = await prisma.community.findFirstOrThrow({ where: { name: 'Elections' } });
  const personOf = async (account: string): Promise<string> => {
    const name = account.split('.').map((part) => `${part[0]?.toUpperCase()}${part.slice(1)}`);
    const found = await prisma.identity.findFirstOrThrow({
      where: { name: name.join(' ') },
      include: { workspace: true },
    });
    return found.personId;
  };
  const [sponsor, facilitator] = [await personOf('helen.marsh'), await personOf('grace.oyelaran')];
  const people = await Promise.all(how.people.map(personOf));
  const id = crypto.randomUUID();
  const at = (edition: number): Date => new Date(Date.UTC(2026, 10, 2 + edition, 10));
  const last = at(how.editions);
  const { report } = madeUp({}, 'whole');
  const reportOf = (edition: number): Report => ({
    ...report,
    session: id,
    reference: how.reference,
    title: how.title,
    readers: how.readers,
    edition,
    reason: edition === 1 ? '' : report.reason,
    madeAt: at(edition).toISOString(),
    community: { id: community.id, name: community.name },
    sponsor: { person: sponsor },
    facilitator: { person: facilitator },
    deputies: [],
    actions: report.actions.map((one) => ({ ...one, owner: { person: people[0] ?? facilitator } })),
    lessons: report.lessons.map((one, place) => (place === 1 ? { ...one, context: TAG } : one)),
    points: report.points.map((one, place) => (place === 0 ? { ...one, text: ARABIC } : one)),
    earlier: Array.from({ length: edition - 1 }, (_, before) => ({
      edition: before + 1,
      on: at(before + 1)
        .toISOString()
        .slice(0, 10),
      reason: '',
    })),
  });
  await prisma.session.create({
    data: {
      id,
      method: 'aar',
      communityId: community.id,
      organisationId: community.founderId,
      reference: how.reference,
      state: 'published',
      edition: how.editions,
      attribution: 'unattributed',
      k: 4,
      selfLed: false,
      screens: false,
      title: how.title,
      event: report.event,
      startsOn: report.startsOn,
      purpose: report.purpose,
      scopeIn: report.scopeIn,
      place: 'private',
      readers: how.readers,
      boundary: true,
      zone: 'Europe/London',
      since: last,
      createdBy: facilitator,
      createdAt: at(0),
      publishedAt: at(1),
      people: {
        create: [
          { personId: facilitator, role: 'facilitator', since: at(0) },
          ...people.map((personId) => ({ personId, role: 'participant', since: at(0) })),
        ],
      },
      // Something is still to be done: else it is closed by the next that looks at what is due.
      actions: {
        create: {
          id: crypto.randomUUID(),
          communityId: community.id,
          text: 'Print the cards anew',
          measure: 'Done when they lie on each table',
          ownerId: people[0] ?? facilitator,
          dueOn: '2100-05-01',
          strength: 'medium',
          state: 'accepted',
          proposedBy: facilitator,
          createdAt: last,
          acceptedAt: last,
        },
      },
      reports: {
        create: Array.from({ length: how.editions }, (_, before) => ({
          edition: before + 1,
          body: reportOf(before + 1),
          reason: before === 0 ? null : report.reason,
          at: at(before + 1),
        })),
      },
    },
  });
  return id;
}
