/** A place that has another id: everything that names it, or one of its messages, names it anew. */
import { NotYet } from '../bot/core/feature.ts';
import type { Moved } from '../bot/core/inbound.ts';
import { type ConversationRef, refKey } from '../bot/core/ref.ts';
import { insertGap } from './gaps.ts';
import { Prisma } from './generated/client.ts';
import { OPERATOR_CHANNEL } from './settings.ts';
import type { Tx } from './work.ts';

/** So long what is under way under the old id is waited for. */
const PATIENCE_MS = 60_000;
/** So long before, something may have been said under the one id or the other that nobody knew what to do with. */
const MEANWHILE_MS = 600_000;

interface Moving {
  readonly from: ConversationRef;
  readonly moved: Moved;
  /** Whose platform says so: what names no place is changed for its people alone. */
  readonly workspace: string;
  /** When it moved. */
  readonly at: Date;
  readonly now: Date;
  /** The id of the gap in which is looked for what was said meanwhile. */
  readonly gap: string;
}

/** Where something stands under the new id already, that stays, and what stands under the old one too. */
export async function movePlace(tx: Tx, { from, moved, workspace, at, now, gap }: Moving): Promise<void> {
  const { platform } = from;
  const { to, ids, keys } = moved;
  type Begins = Moved['ids'];
  const begins = (text: Prisma.Sql, { from: old }: Begins) => Prisma.sql`starts_with(${text}, ${old})`;
  const anew = (text: Prisma.Sql, { from: old, to: next }: Begins) =>
    Prisma.sql`CASE WHEN ${begins(text, { from: old, to: next })} THEN ${next} || substr(${text}, ${old.length + 1}::int) ELSE ${text} END`;
  /** A message's reference, kept as JSON. */
  const reference = (
    json: Prisma.Sql,
  ) => Prisma.sql`CASE WHEN ${json} IS NULL THEN NULL ELSE ${json} || jsonb_build_object(
    'id', ${anew(Prisma.sql`${json}->>'id'`, ids)}, 'key', ${anew(Prisma.sql`${json}->>'key'`, keys)}) END`;

  let found = 0;
  // Somebody was quicker and bound it anew: that is how it is bound.
  found += await tx.$executeRaw`
    UPDATE channel SET ref = ${to.id} WHERE platform = ${platform} AND ref = ${from.id}
      AND NOT EXISTS (SELECT 1 FROM channel c WHERE c.platform = ${platform} AND c.ref = ${to.id})`;
  found += await tx.$executeRaw`
    UPDATE channel SET gone_at = ${now} WHERE platform = ${platform} AND ref = ${from.id} AND gone_at IS NULL`;
  found += await tx.$executeRaw`
    UPDATE thread t SET key = ${anew(Prisma.sql`t.key`, keys)}, conversation = ${to.id}
    WHERE t.platform = ${platform} AND t.conversation = ${from.id}
      AND NOT EXISTS (SELECT 1 FROM thread o WHERE o.platform = ${platform} AND o.key = ${anew(Prisma.sql`t.key`, keys)} AND o.key <> t.key)`;
  found += await tx.$executeRaw`
    UPDATE question q SET source_key = ${anew(Prisma.sql`q.source_key`, keys)}, thread = ${reference(Prisma.sql`q.thread`)},
      place = CASE WHEN q.place = ${from.id} THEN ${to.id} ELSE q.place END
    WHERE q.platform = ${platform}
      AND (q.place = ${from.id} OR (q.place IS NULL AND ${begins(Prisma.sql`q.source_key`, keys)} AND q.identity_id IN (
        SELECT i.id FROM identity i JOIN workspace w ON w.id = i.workspace_id
        WHERE w.platform = ${platform} AND w.external_id = ${workspace})))
      AND NOT EXISTS (SELECT 1 FROM question o WHERE o.platform = ${platform} AND o.source_key = ${anew(Prisma.sql`q.source_key`, keys)} AND o.id <> q.id)`;
  await tx.$executeRaw`
    UPDATE channel_member t SET channel = ${to.id} WHERE t.platform = ${platform} AND t.channel = ${from.id}
      AND NOT EXISTS (SELECT 1 FROM channel_member o
        WHERE o.platform = ${platform} AND o.channel = ${to.id} AND o.account = t.account)`;
  found += await tx.$executeRaw`
    UPDATE question q SET place = ${to.id} FROM identity i
    WHERE i.id = q.identity_id AND i.platform = ${platform} AND q.platform IS NULL AND q.thread IS NULL AND q.place = ${from.id}`;
  found += await tx.$executeRaw`
    UPDATE reply r SET key = ${anew(Prisma.sql`r.key`, keys)}, place = ${to.id}
    WHERE r.platform = ${platform} AND r.place = ${from.id}
      AND NOT EXISTS (SELECT 1 FROM reply o WHERE o.platform = ${platform} AND o.key = ${anew(Prisma.sql`r.key`, keys)} AND o.id <> r.id)`;
  const [lane, next] = [refKey(from), refKey(to)];
  const destination = Prisma.sql`(${next} || substr(m.destination, ${lane.length + 1}::int))`;
  const owed = await tx.$queryRaw<{ state: string }[]>`
    UPDATE outgoing m SET lane = ${next}, destination = ${destination}, to_ref = ${JSON.stringify(to)}::jsonb,
      thread = ${reference(Prisma.sql`m.thread`)}, remote_id = ${anew(Prisma.sql`m.remote_id`, ids)},
      remote_key = ${anew(Prisma.sql`m.remote_key`, keys)}
    WHERE m.lane = ${lane}
      AND NOT EXISTS (SELECT 1 FROM outgoing o WHERE o.subject = m.subject AND o.destination = ${destination})
    RETURNING m.state`;
  found += await tx.$executeRaw`
    UPDATE setting SET value = ${`${platform}/${to.id}`}
    WHERE key = ${OPERATOR_CHANNEL} AND value = ${`${platform}/${from.id}`}`;
  if (found + owed.length === 0) return;
  const waiting = await tx.$queryRaw<unknown[]>`
    SELECT 1 FROM delivery WHERE state = 'stored' AND starts_with(key, ${`${platform}/${keys.from}`}) LIMIT 1`;
  // Whoever is at it would write down the old id after us.
  const isUnderWay = waiting.length > 0 || owed.some(({ state }) => state === 'sending');
  if (isUnderWay && now.getTime() - at.getTime() < PATIENCE_MS) throw new NotYet();
  const since = new Date(Math.min(now.getTime(), at.getTime()) - MEANWHILE_MS);
  await insertGap(tx, { id: gap, platform, workspace, from: since, to: now, sure: false }, now);
}
