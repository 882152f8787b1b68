/** What was told to the operator, and where to, in Postgres. */
import type { AlarmStore, Over } from '../bot/operations/alarm.ts';
import { operatorChannel } from './settings.ts';
import type { Tx } from './work.ts';

export function createAlarmStore(tx: Tx, now: Date): AlarmStore {
  return {
    channel: () => operatorChannel(tx),

    async raise({ cause, kind, stage, args }, { quietSince, channelSince }) {
      const [told] = await tx.$queryRaw<unknown[]>`
        INSERT INTO alarm AS a (cause, kind, stage, args, told, told_at)
        VALUES (${cause}, ${kind}, ${stage}, ${JSON.stringify(args)}::jsonb, TRUE, ${now})
        ON CONFLICT (cause) DO UPDATE SET kind = EXCLUDED.kind, stage = EXCLUDED.stage, args = EXCLUDED.args, told = TRUE,
          told_at = EXCLUDED.told_at
        WHERE EXCLUDED.stage > a.stage OR (NOT a.told AND a.told_at <= ${quietSince}) OR a.told_at < ${channelSince}::timestamptz
        RETURNING 1`;
      return told !== undefined;
    },

    clear: (causes) => tx.$queryRaw<Over[]>`
      UPDATE alarm SET told = FALSE WHERE told AND cause <> ALL(${[...causes]}::text[]) RETURNING cause, kind, args`,
  };
}
