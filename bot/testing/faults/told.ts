/** What a process of a fault test is told on its input before it starts, since it may have to wait until it is needed. */
import { z } from '../../core/schema.ts';

export const toldShape = z.object({
  role: z.enum(['web', 'worker']),
  databaseUrl: z.string(),
  /** Null: the queue is in Postgres. */
  redisUrl: z.string().nullable(),
  /** In base64. */
  secret: z.string(),
  pace: z.object({ base: z.number(), speed: z.number() }),
  /** Where it listens, if it is a web process. */
  port: z.number(),
  slack: z.object({
    signingSecret: z.string(),
    apiUrl: z.string(),
    installations: z.array(
      z.object({
        teamId: z.string(),
        token: z.string(),
        botUserId: z.string(),
        botId: z.string(),
        appId: z.string(),
      }),
    ),
  }),
  teams: z.object({
    appId: z.string(),
    appPassword: z.string(),
    tenantId: z.string(),
    openIdMetadataUrl: z.string(),
    loginUrl: z.string(),
  }),
});

export type Told = z.infer<typeof toldShape>;

/** Said on the output when the sources are loaded, and when it works. */
export const LOADED = 'loaded';
export const READY = 'ready';
