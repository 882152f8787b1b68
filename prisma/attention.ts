/** What waits for its moment with a person, in Postgres: let through, put together, or dropped, one person at a time. */
import type { Attention } from '../bot/core/attention.ts';
import type { UserRef } from '../bot/core/ref.ts';
import { ANYBODY, type Told, type Verdict, verdict } from '../bot/words/attention.ts';
import { UNSURE } from './doubt.ts';
import { Prisma, type PrismaClient } from './generated/client.ts';
import { readPersonCalendar } from './reading-calendars.ts';
import { turnOf } from './turn.ts';
import type { Touched, Tx } from './work.ts';

/** The view of a message that tells several things; its id is the message's own. */
export const TOGETHER = 'together';
/** Things in one message, so that it stays within what a platform takes; what is more comes in another. */
const MOST_TOGETHER = 6;
/** What waits is decided about anew at least so often: people change when they work, and end a pause. */
const ANEW_MS = 3_600_000;
/** What was let through and could not be brought for so long may come at another hour than it was let through for. */
const STALE_MS = 15 * 60_000;
const WEEK_MS = 7 * 86_400_000;

/** Rows of `outgoing` about which there is something to decide now. */
const undecided = (now: Date): Prisma.Sql => Prisma.sql`attention IS NOT NULL AND ((state = 'held' AND due_at <= ${now})
  OR (state = 'owed' AND remote_id IS NULL AND due_at <= ${now} AND admitted_at < ${new Date(now.getTime() - STALE_MS)}
    AND problem IS DISTINCT FROM ${UNSURE}))`;

interface Row {
  id: string;
  lane: string;
  attention: Attention['class'];
  rank: string | null;
  useful_until: Date | null;
  admitted_at: Date | null;
  /** It may be told in one message with others: one that is drawn whenever that is, and stands by itself. */
  groups: boolean;
}

/** The columns of a class. */
export function columnsOf(attention: Attention | null): {
  attention: Attention['class'] | null;
  rank: string | null;
  until: Date | null;
} {
  switch (attention?.class) {
    case undefined:
      return { attention: null, rank: null, until: null };
    case 'yours':
      return { attention: 'yours', rank: null, until: null };
    case 'duty':
      return { attention: 'duty', rank: null, until: attention.by ?? null };
    case 'ask':
      return { attention: 'ask', rank: attention.rank, until: attention.until };
  }
}

function attentionOf({ attention, rank, useful_until: until }: Row): Attention {
  switch (attention) {
    case 'yours':
      return { class: 'yours' };
    case 'duty':
      return until ? { class: 'duty', by: until } : { class: 'duty' };
    case 'ask':
      return { class: 'ask', rank: rank === 'referral' ? 'referral' : 'other', until: until ?? new Date(0) };
  }
}

/** Whether the results of somebody's own acts may come now, and when else. Everything of another class is decided about in its lane. */
export async function firstMoment(tx: Tx, to: UserRef, now: Date): Promise<Date> {
  // Few have quiet hours, and most of what is said is theirs: it costs them one look.
  const [quiet] = await tx.$queryRaw<{ person: string }[]>`
    SELECT i.person_id AS person FROM identity i JOIN preference p ON p.person_id = i.person_id AND p.quiet_from IS NOT NULL
    WHERE i.platform = ${to.platform} AND i.ref = ${to.id}`;
  if (!quiet) return now;
  const said = verdict({ class: 'yours' }, now, await readPersonCalendar(tx, quiet.person), { asks: [], duties: null });
  return said.tell === 'later' ? said.at : now;
}

/** Decides about everything that waits for the person of a lane, in all lanes of theirs: whoever comes second finds it done. */
export async function admit(
  { prisma, newId }: { prisma: PrismaClient; newId: () => string },
  lane: string,
  now: Date,
): Promise<Touched> {
  const touched: Touched = { lanes: new Set(), facts: false };
  const account = accountOf(lane);
  if (!account) return touched;
  const [waits] = await prisma.$queryRaw<unknown[]>`
    SELECT 1 FROM outgoing WHERE lane = ${lane} AND ${undecided(now)} LIMIT 1`;
  if (waits === undefined) return touched;
  await prisma.$transaction(
    async (tx) => {
      const person = await personBehind(tx, account.platform, account.id);
      if (person) await turnOf(tx, person);
      const lanes = person ? await lanesOf(tx, person) : [lane];
      await decide(tx, { person, lanes, newId }, now, touched);
    },
    { timeout: 20_000, maxWait: 10_000 },
  );
  // Whoever asked goes on with this one.
  touched.lanes.delete(lane);
  return touched;
}

async function decide(
  tx: Tx,
  { person, lanes, newId }: { person: string | null; lanes: readonly string[]; newId: () => string },
  now: Date,
  touched: Touched,
): Promise<void> {
  const rows = await tx.$queryRaw<Row[]>`
    SELECT id, lane, attention, rank, useful_until, admitted_at, 
      (view <> ${TOGETHER} AND under IS NULL AND keeps IS NULL) IS TRUE AS groups
    FROM outgoing
    WHERE lane = ANY(${[...lanes]}) AND ${undecided(now)}
    ORDER BY attention <> 'yours', attention <> 'ask', rank IS DISTINCT FROM 'referral', seq FOR UPDATE`;
  const calendar = person ? await readPersonCalendar(tx, person) : ANYBODY;
  const asks = [...(await askedSince(tx, lanes, new Date(now.getTime() - WEEK_MS)))];
  const told: Told = { asks, duties: await toldOfDuties(tx, lanes) };
  const duties: Row[] = [];
  for (const row of rows) {
    const counted = row.admitted_at !== null;
    const said = verdict(attentionOf(row), now, calendar, told, { counted });
    if (said.tell === 'now') {
      touched.lanes.add(row.lane);
      if (row.attention === 'ask' && !counted) asks.push(now);
      if (row.attention === 'duty' && !counted && row.groups) duties.push(row);
      else await letThrough(tx, row.id, now);
    } else await keepBack(tx, row, said, now);
  }
  for (let first = 0; first < duties.length; first += MOST_TOGETHER)
    await putTogether(tx, duties.slice(first, first + MOST_TOGETHER), now, newId());
}

const letThrough = (tx: Tx, id: string, now: Date) =>
  tx.$executeRaw`UPDATE outgoing SET state = 'owed', due_at = ${now}, admitted_at = ${now} WHERE id = ${id}::uuid`;

async function keepBack(tx: Tx, row: Row, said: Exclude<Verdict, { tell: 'now' }>, now: Date): Promise<void> {
  if (said.tell === 'never') {
    await tx.$executeRaw`
      UPDATE outgoing SET state = 'dropped', problem = ${said.why}, card = NULL, pressed = false, admitted_at = NULL
      WHERE id = ${row.id}::uuid`;
    return;
  }
  const at = new Date(Math.min(said.at.getTime(), now.getTime() + ANEW_MS));
  await tx.$executeRaw`UPDATE outgoing SET state = 'held', due_at = ${at} WHERE id = ${row.id}::uuid`;
}

/** One message for what is told in the same moment, in the conversation of the oldest. */
async function putTogether(tx: Tx, rows: readonly Row[], now: Date, id: string): Promise<void> {
  const [first] = rows;
  if (!first) return;
  if (rows.length === 1) {
    await letThrough(tx, first.id, now);
    return;
  }
  const ids = rows.map(({ id }) => id);
  await tx.$executeRaw`
    INSERT INTO outgoing (id, subject, destination, lane, platform, to_ref, view, view_id, attention, admitted_at, due_at, created_at)
    SELECT ${id}::uuid, ${`${TOGETHER}:${id}`}, lane, lane, platform, to_ref, ${TOGETHER}, ${id}, 'duty', ${now}, ${now}, ${now}
    FROM outgoing WHERE id = ${first.id}::uuid`;
  await tx.$executeRaw`UPDATE outgoing SET state = 'together', together = ${id}::uuid WHERE id = ANY(${ids}::uuid[])`;
}

/** When a person was asked, of late. */
async function askedSince(tx: Tx, lanes: readonly string[], since: Date): Promise<readonly Date[]> {
  const rows = await tx.$queryRaw<{ at: Date }[]>`
    SELECT admitted_at AS at FROM outgoing
    WHERE lane = ANY(${[...lanes]}) AND attention = 'ask' AND admitted_at > ${since}`;
  return rows.map(({ at }) => at);
}

async function toldOfDuties(tx: Tx, lanes: readonly string[]): Promise<Date | null> {
  const [last] = await tx.$queryRaw<{ at: Date | null }[]>`
    SELECT max(admitted_at) AS at FROM outgoing WHERE lane = ANY(${[...lanes]}) AND attention = 'duty'`;
  return last?.at ?? null;
}

async function personBehind(tx: Tx, platform: string, id: string): Promise<string | null> {
  const known = await tx.identity.findUnique({
    where: { platform_ref: { platform, ref: id } },
    select: { personId: true },
  });
  return known?.personId ?? null;
}

/** Of closed accounts too: what was asked there was asked of the same person. */
async function lanesOf(tx: Tx, person: string): Promise<readonly string[]> {
  const accounts = await tx.identity.findMany({ where: { personId: person }, select: { platform: true, ref: true } });
  return accounts.map(({ platform, ref }) => `${platform}/user/${ref}`);
}

/** The account whose private messages go through a lane; null for a channel's. */
function accountOf(lane: string): { platform: string; id: string } | null {
  const [, platform, id] = /^([^/]+)\/user\/(.+)$/s.exec(lane) ?? [];
  return platform === undefined || id === undefined ? null : { platform, id };
}
