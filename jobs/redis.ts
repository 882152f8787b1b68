/** The queue in Redis: checked once at the start; producers fail fast, workers wait for ever. */
import { Queue, Worker } from 'bullmq';
import { Redis, type RedisOptions } from 'ioredis';
import type { Log } from '../bot/core/ports.ts';
import { StartError } from '../bot/core/start-error.ts';
import type { Backend } from './bull.ts';
import { awayReason, codeOf, Presence } from './patience.ts';
import { within } from './within.ts';
import { sayQueueError } from './words.ts';

/**
 * The backend on a Redis that answers.
 * @throws StartError where the address is malformed, nobody answers there, or it is not ours to use or too old
 */
export async function openRedis(how: { redisUrl: string; log: Log }): Promise<Backend> {
  const { redisUrl, log } = how;
  const presence = new Presence(log);
  const place = placeOf(redisUrl);
  let closing = false;
  let closed: Promise<void> | undefined;

  const heard = (error: Error) => {
    if (closing) return;
    const reason = redisAwayReason(error);
    if (reason === undefined) sayQueueError(log, error);
    else presence.away(reason);
  };
  const connect = (options: RedisOptions): Redis => {
    const redis = new Redis(redisUrl, {
      lazyConnect: true,
      connectTimeout: 5_000,
      retryStrategy: (times) => Math.min(times * 50, 1_000),
      ...options,
    });
    redis.on('error', heard);
    redis.on('ready', () => presence.back());
    return redis;
  };

  await check(redisUrl, place, log);
  // Who adds wants to know at once: no queue of commands for a server that is away, and one try.
  const adding = connect({ enableOfflineQueue: false, maxRetriesPerRequest: 1, commandTimeout: 5_000 });
  try {
    await adding.connect();
  } catch (error) {
    adding.disconnect();
    throw unreachable(place, error);
  }

  return {
    kind: 'redis',
    producer(name) {
      // BullMQ would ask for the version, and a queue whose first question is lost stays lost. We asked at the start.
      const bull = new Queue(name, {
        connection: adding,
        skipVersionCheck: true,
        streams: { events: { maxLen: 1_000 } },
      });
      bull.on('error', heard);
      return { bull, release: () => {} };
    },
    consumer(name, run, settings) {
      // Not lazy: BullMQ would connect then, and a worker whose first try fails never takes a job.
      const own = connect({ maxRetriesPerRequest: null, lazyConnect: false });
      const bull = new Worker(name, run, { connection: own, ...settings });
      bull.on('error', heard);
      return {
        bull,
        release: () => {
          own.disconnect();
          // The second connection, which BullMQ made for its waiting.
          bull.disconnect().catch(() => {});
        },
      };
    },
    async healthy() {
      return within(2_000, adding.ping(), '').then(
        (answer) => answer === 'PONG',
        () => false,
      );
    },
    async skewMs(clock) {
      const before = clock.now().getTime();
      const time = await within(2_000, adding.time(), undefined).catch(() => undefined);
      const after = clock.now().getTime();
      if (time === undefined) return undefined;
      const [seconds, microseconds] = time.map(Number);
      return Math.round((seconds ?? Number.NaN) * 1_000 + (microseconds ?? 0) / 1_000 - (before + after) / 2);
    },
    close() {
      closed ??= (async () => {
        closing = true;
        await within(500, adding.quit(), undefined).catch(() => {});
        adding.disconnect();
      })();
      return closed;
    },
  };
}

/** Host and port for a sentence: the address itself may hold a password. */
function placeOf(redisUrl: string): string {
  const url = URL.canParse(redisUrl) ? new URL(redisUrl) : undefined;
  if ((url?.protocol !== 'redis:' && url?.protocol !== 'rediss:') || url.hostname === '') {
    throw new StartError('REDIS_URL is not the address of a Redis: write redis://host:6379 (rediss:// for TLS).');
  }
  return `${url.hostname}:${url.port === '' ? '6379' : url.port}`;
}

/** @throws StartError where it will not do */
async function check(redisUrl: string, place: string, log: Log): Promise<void> {
  const { policy } = await ask(redisUrl, place);
  if (policy !== undefined && policy !== 'noeviction') {
    log.warn('queue.redis-may-forget', { policy, wanted: 'noeviction', setting: 'maxmemory-policy' });
  }
}

export interface RedisFacts {
  readonly version: string;
  /** What it does when its memory is full: only `noeviction` forgets no jobs. Undefined where it does not say. */
  readonly policy: string | undefined;
}

/** What a Redis says of itself. @throws StartError where the address is malformed, nobody answers there, or it is too old */
export const inspectRedis = (redisUrl: string): Promise<RedisFacts> => ask(redisUrl, placeOf(redisUrl));

/** One connection that tries once and says what it met; the ones that stay try for ever. */
async function ask(redisUrl: string, place: string): Promise<RedisFacts> {
  const probe = new Redis(redisUrl, {
    lazyConnect: true,
    connectTimeout: 5_000,
    commandTimeout: 5_000,
    retryStrategy: () => null,
    maxRetriesPerRequest: 0,
  });
  let met: unknown;
  probe.on('error', (error) => {
    met = error;
  });
  try {
    await probe.connect();
    const facts = new Map(
      (await probe.info()).split(/\r?\n/).map((line) => {
        const colon = line.indexOf(':');
        return [line.slice(0, colon), line.slice(colon + 1)] as const;
      }),
    );
    const version = facts.get('redis_version') ?? '';
    const [major = 0, minor = 0] = version.split('.').map(Number);
    if (major < 6 || (major === 6 && minor < 2)) {
      throw new StartError(`The Redis at ${place} is version ${version}: the queue needs 6.2 or newer.`);
    }
    return { version, policy: facts.get('maxmemory_policy') };
  } catch (error) {
    if (error instanceof StartError) throw error;
    throw unreachable(place, met ?? error);
  } finally {
    probe.disconnect();
  }
}

function unreachable(place: string, error: unknown): StartError {
  const message = error instanceof Error ? error.message : '';
  if (/NOAUTH|WRONGPASS|NOPERM|invalid.*password/i.test(message)) {
    return new StartError(`The Redis at ${place} refused the user or password in REDIS_URL.`);
  }
  const why = codeOf(error) ?? (/timed? ?out/i.test(message) ? 'no answer' : 'connection closed');
  return new StartError(
    `There is no Redis at ${place} (${why}): check REDIS_URL, or remove it to keep the queue in Postgres.`,
  );
}

/** ioredis has words, not codes, for a connection that is down. */
function redisAwayReason(error: Error): string | undefined {
  const down = /Connection is closed|Stream isn't writeable|max retries per request|Command timed out|LOADING/;
  return awayReason(error) ?? (down.test(error.message) ? 'connection lost' : undefined);
}
