/** What a walk through the real platforms looks for in the database: that something came, what it made, and whether that is shown. No words. */
import type { PrismaClient } from './generated/client.ts';

/** The last event that had been accepted when a step began: what is later belongs to the step. */
export type Mark = Date;

export interface Came {
  readonly at: Date;
  /** When it was acted on; null while it is not. */
  readonly settledAt: Date | null;
}

export interface Bound {
  readonly platform: string;
  /** The lane of what is said there. */
  readonly lane: string;
  readonly boundAt: Date;
  readonly goneAt: Date | null;
}

/** What stands on the platforms of one thing. */
export interface Shown {
  /** Lanes in which it is shown as it should be. */
  readonly lanes: readonly string[];
  /** How many of it were taken away. */
  readonly removed: number;
  /** Neither shown nor removed, or not yet as they should be. */
  readonly waiting: number;
  /** The most often that one of it was drawn. */
  readonly drawn: number;
  readonly lastAt: Date | null;
}

/** Why nothing was seen. */
export interface Trouble {
  readonly events: number;
  /** Of those, not acted on. */
  readonly stored: number;
  readonly fault: string | null;
  /** Messages that wait or were given up since, and the last platform's code. */
  readonly unsent: number;
  readonly code: string | null;
}

export type DayOne = ReturnType<typeof createDayOne>;

export function createDayOne(prisma: PrismaClient) {
  return {
    async mark(): Promise<Mark> {
      const { _max } = await prisma.delivery.aggregate({ _max: { receivedAt: true } });
      return _max.receivedAt ?? new Date(0);
    },

    /** The first event of these kinds on a platform since. */
    async came(platform: string, kinds: readonly string[], since: Mark): Promise<Came | null> {
      const [row] = await prisma.$queryRaw<Came[]>`
        SELECT d.received_at AS at, d.settled_at AS "settledAt"
        FROM delivery d LEFT JOIN connection c ON c.id = d.connection
        WHERE COALESCE(c.platform, d.connection) = ${platform} AND d.kind = ANY(${[...kinds]}) AND d.received_at > ${since}
        ORDER BY d.received_at LIMIT 1`;
      return row ?? null;
    },

    /** The last event since, whatever it is. */
    async lastCame(since: Mark): Promise<Date | null> {
      const { _max } = await prisma.delivery.aggregate({
        _max: { receivedAt: true },
        where: { receivedAt: { gt: since } },
      });
      return _max.receivedAt;
    },

    async community(since: Mark): Promise<{ id: string; at: Date } | null> {
      const row = await prisma.community.findFirst({
        where: { createdAt: { gt: since } },
        orderBy: { createdAt: 'desc' },
      });
      return row && { id: row.id, at: row.createdAt };
    },

    async channels(community: string): Promise<readonly Bound[]> {
      const rows = await prisma.channel.findMany({ where: { communityId: community }, orderBy: { boundAt: 'asc' } });
      return rows.map(({ platform, ref, boundAt, goneAt }) => ({
        platform,
        lane: `${platform}/conversation/${ref}`,
        boundAt,
        goneAt,
      }));
    },

    async question(community: string, since: Mark): Promise<string | null> {
      const where = { communityId: community, openedAt: { gt: since } };
      return (await prisma.question.findFirst({ where, orderBy: { openedAt: 'desc' } }))?.id ?? null;
    },

    async resolvedAt(question: string): Promise<Date | null> {
      return (await prisma.question.findUnique({ where: { id: question } }))?.resolvedAt ?? null;
    },

    /** The newest reply to a question that came since. */
    async reply(question: string, since: Mark): Promise<string | null> {
      const where = { questionId: question, createdAt: { gt: since }, deletedAt: null };
      return (await prisma.reply.findFirst({ where, orderBy: { createdAt: 'desc' } }))?.id ?? null;
    },

    async isDeleted(reply: string): Promise<boolean> {
      return (await prisma.reply.findUnique({ where: { id: reply } }))?.deletedAt != null;
    },

    /** @param subject `question:<id>`, `reply:<id>` */
    async shown(subject: string): Promise<Shown> {
      const rows = await prisma.outgoing.findMany({ where: { subject } });
      const isShown = (row: (typeof rows)[number]) => row.state === 'shown' && row.shown === row.wanted;
      const done = rows.filter((row) => isShown(row) || row.state === 'removed');
      return {
        lanes: rows.filter(isShown).map(({ lane }) => lane),
        removed: rows.filter(({ state }) => state === 'removed').length,
        waiting: rows.length - done.length,
        drawn: Math.max(0, ...rows.filter(isShown).map(({ shown }) => shown)),
        // Written when the platform said that it is there.
        lastAt: done.reduce<Date | null>((last, { dueAt }) => (last && last > dueAt ? last : dueAt), null),
      };
    },

    async trouble(since: Mark): Promise<Trouble> {
      const events = await prisma.delivery.findMany({
        where: { receivedAt: { gt: since } },
        orderBy: { receivedAt: 'desc' },
        select: { state: true, fault: true },
      });
      const unsent = await prisma.outgoing.findMany({
        where: { createdAt: { gt: since }, state: { in: ['owed', 'sending', 'failed'] } },
        orderBy: { seq: 'desc' },
        select: { code: true, problem: true },
      });
      const stored = events.filter(({ state }) => state !== 'settled');
      return {
        events: events.length,
        stored: stored.length,
        fault: stored.find(({ fault }) => fault !== null)?.fault ?? null,
        unsent: unsent.length,
        code: unsent[0]?.code ?? unsent[0]?.problem ?? null,
      };
    },
  };
}
