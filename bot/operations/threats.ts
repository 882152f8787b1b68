/** From what is watched to the alarms that it gives cause for now. */
import type { Alarm, Kind } from './alarm.ts';
import { daysLeft, LIMITS, minutesSince, type Owing, type Registered, type Watched } from './watched.ts';

type Args = Alarm['args'];
const alarm = (kind: Kind, cause: string, args: Args, stage = 1): Alarm => ({ kind, cause, args, stage });

/**
 * Every alarm that stands now.
 * @param upSince since when this process is up, for what is to be told anew: nobody could take up before what waits
 * since then. What stands already is judged without it
 */
export function threats(watched: Watched, now: Date, upSince = new Date(0)): readonly Alarm[] {
  const isLate = (since: Date | null, ms: number): since is Date =>
    since !== null && now.getTime() - Math.max(since.getTime(), upSince.getTime()) > ms;
  const { dueSince, stored, dead, freeBytes, doors, owed } = watched;
  return [
    ...(freeBytes !== null && freeBytes < LIMITS.freeBytes
      ? [alarm('disk', 'disk', { megabytes: Math.floor(freeBytes / 1e6) })]
      : []),
    ...watched.ended.map((one) => alarm('ended', `ended:${one.connection}`, named(one))),
    ...watched.secrets.flatMap((one) => secret(one, now)),
    ...doors
      .filter(({ openUntil }) => isLate(openUntil, LIMITS.deafMs))
      .map(({ platform, connection, openUntil }) => {
        const minutes = minutesSince(openUntil, now);
        return connection === ''
          ? alarm('deaf', `deaf:${platform}`, { platform, minutes })
          : alarm('cut-off', `deaf:${platform}/${connection}`, { platform, connection, minutes });
      }),
    ...owed.filter(({ since }) => isLate(since, LIMITS.owedMs)).map((one) => waiting(one, now)),
    ...(isLate(dueSince, LIMITS.dueMs) ? [alarm('queue', 'queue', { minutes: minutesSince(dueSince, now) })] : []),
    ...(isLate(stored.since, LIMITS.storedMs)
      ? [alarm('stored', 'stored', { minutes: minutesSince(stored.since, now) })]
      : []),
    ...(dead.events + dead.messages > 0
      ? [
          alarm(
            'dead',
            'dead',
            { events: dead.events, messages: dead.messages },
            magnitude(dead.events + dead.messages),
          ),
        ]
      : []),
  ];
}

/** Causes of which it is not known now whether they stand: what was told of them is not over. */
export const unknown = ({ freeBytes, queueAsked }: Watched): readonly string[] => [
  ...(freeBytes === null ? ['disk'] : []),
  ...(queueAsked ? [] : ['queue']),
];

const named = ({ connection, organisation, platform }: Registered): Args => ({ connection, organisation, platform });

/** Each secret by itself: a new one that ends on another day begins anew. */
function secret(one: Watched['secrets'][number], now: Date): readonly Alarm[] {
  const days = daysLeft(one.endsAt, now);
  const day = one.endsAt.toISOString().slice(0, 10);
  const cause = `secret:${one.connection}/${day}`;
  const passed = LIMITS.secretDays.filter((limit) => days <= limit).length;
  if (days < 0) return [alarm('secret-ended', cause, { ...named(one), day }, LIMITS.secretDays.length + 2)];
  if (days === 0) return [alarm('secret-today', cause, named(one), LIMITS.secretDays.length + 1)];
  return passed === 0 ? [] : [alarm('secret', cause, { ...named(one), day, days }, passed)];
}

/**
 * One cause, so that nobody hears at once that it goes on and that it is over: a refusal is the further stage, and stays what
 * was told for as long as anything waits there.
 */
function waiting({ platform, workspace, organisation, messages, since, refused }: Owing, now: Date): Alarm {
  const args = { platform, organisation, messages, minutes: minutesSince(since, now) };
  const cause = `lane:${platform}/${workspace}`;
  return refused === null ? alarm('lane', cause, args) : alarm('refused', cause, { ...args, code: refused }, 2);
}

/** 1 for a few, 2 from ten on, 3 from a hundred on. */
const magnitude = (count: number): number => String(count).length;
