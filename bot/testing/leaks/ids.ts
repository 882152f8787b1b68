/** Ids that somebody might have kept and send, whatever they are of. */
import { labelFor } from '../../words/handling.ts';
import type { Stage } from '../stage.ts';
import type { ReviewIds } from './reviewing.ts';
import { ORGANISATIONS } from './world.ts';

export interface OtherIds {
  readonly sharings: readonly string[];
  /** The same with the rules, as whoever accepts them was shown them. */
  readonly offers: readonly string[];
  /** That are to come. */
  readonly digests: readonly string[];
  /** Of each community, the last that came. */
  readonly posted: readonly string[];
  /** Of which there are digests. */
  readonly weeks: readonly string[];
  /** Brackenford, which shares some. */
  readonly partners: readonly string[];
  /** All of them, also those whose askers are in no community any more. */
  readonly questions: readonly string[];
  /** Of answers. */
  readonly disputes: readonly string[];
  /** Of libraries. */
  readonly items: readonly string[];
  readonly invitations: readonly string[];
  readonly requests: readonly string[];
  readonly proposals: readonly string[];
  readonly channels: readonly string[];
  readonly joinings: readonly string[];
  readonly links: readonly string[];
  readonly persons: readonly string[];
  readonly reviews: ReviewIds;
}

export async function idsIn({ prisma }: Stage, reviews: ReviewIds): Promise<OtherIds> {
  const select = { id: true } as const;
  const sharings = await prisma.sharing.findMany({ include: { community: true } });
  const of = async (all: Promise<readonly { readonly id: string }[]>) => (await all).map(({ id }) => id);
  return {
    sharings: sharings.map(({ id }) => id),
    offers: sharings.map(({ id, community: { access } }) => `${id} ${access} ${labelFor(access)}`),
    digests: await of(prisma.digest.findMany({ select, where: { state: { notIn: ['posted', 'skipped'] } } })),
    posted: await of(
      prisma.digest.findMany({
        select,
        where: { state: 'posted' },
        distinct: ['communityId'],
        orderBy: { week: 'desc' },
      }),
    ),
    weeks: [...new Set((await prisma.digest.findMany({ select: { week: true } })).map(({ week }) => week))],
    partners: await of(prisma.organisation.findMany({ select, where: { name: ORGANISATIONS.b } })),
    questions: await of(prisma.question.findMany({ select })),
    disputes: await of(prisma.standingDispute.findMany({ select })),
    items: await of(prisma.libraryItem.findMany({ select })),
    invitations: await of(prisma.invitation.findMany({ select })),
    requests: await of(prisma.joinRequest.findMany({ select })),
    proposals: await of(prisma.proposal.findMany({ select })),
    channels: await of(prisma.channel.findMany({ select, orderBy: { boundAt: 'asc' }, take: 6 })),
    joinings: await of(prisma.joining.findMany({ select })),
    links: await of(prisma.linkCode.findMany({ select })),
    persons: await of(prisma.person.findMany({ select, orderBy: { createdAt: 'asc' }, take: 2 })),
    reviews,
  };
}
