/** What all processes logged: events by name, and which errors no hit on a database or on Redis explains. */

/** A time in which what everything stands on was broken, in machine milliseconds. */
export interface Hit {
  readonly of: 'database' | 'redis';
  readonly from: number;
  readonly to: number;
}

type Line = Readonly<Record<string, string | undefined>>;
type Level = 'warn' | 'error';

/** What a handler or a job was doing ends with an error so long after a hit at the latest: a restarted server needs a while to answer. */
const AFTER_MS = 15_000;

/** How a lost connection shows itself to Prisma, perhaps with what Postgres said of it, to pg, and to the queue's. */
const POSTGRES = '(57P0\\d|08\\w{3}|ECONN\\w+)';
const LOST = {
  database: new RegExp(`^((P1001|P1008|P1017|P2010|P2024|P2028|P2037|P2039)(/${POSTGRES})?|${POSTGRES})$`),
  redis: /^(ECONN\w+|ETIMEDOUT)$/,
} as const;
/** A connection that was cut is an error without a code, of no class of its own. */
const UNCODED = /^(Error|DriverAdapterError)$/;

/**
 * Errors that are to be expected then: the handler is asked again, Slack brings it again, what is due is looked at again, and an
 * operator reads of it.
 */
const EXPECTED =
  /^(handler failed( and its failure could not be written)?|a fact could not be followed|an? \w+ could not be (looked at|moved on|closed)|slack\.not_taken|queue\.error)$/;

const linesOf = (lines: readonly string[], level: Level): Line[] =>
  lines.filter((line) => line.includes(`"level":"${level}"`)).map((line) => JSON.parse(line) as Line);

const nameOf = ({ event, kind, error, code, at }: Line): string =>
  [event, kind, error, code, at].filter(Boolean).join(' ');

function counted(lines: readonly Line[]): Record<string, number> {
  const events: Record<string, number> = {};
  for (const line of lines) events[nameOf(line)] = (events[nameOf(line)] ?? 0) + 1;
  return events;
}

/** Lines of one level by event, code and place, and how often there was each. */
export const eventsIn = (lines: readonly string[], level: Level): Record<string, number> =>
  counted(linesOf(lines, level));

/** The same of the errors that nothing explains which happened at the time. */
export function unexplained(lines: readonly string[], hits: readonly Hit[]): Record<string, number> {
  const isExplained = ({ event = '', error = '', code, time = '' }: Line): boolean => {
    const at = Date.parse(time);
    const near = hits.filter(({ from, to }) => at >= from && at <= to + AFTER_MS);
    // The queue's errors are told in one word after another.
    const [name = '', word = 'at'] = error.split(' ');
    const known = code ?? (word === 'at' ? undefined : word);
    return (
      EXPECTED.test(event) &&
      near.some(({ of }) => (known === undefined ? UNCODED.test(name) : LOST[of].test(known))) &&
      (event === 'queue.error' || near.some(({ of }) => of === 'database'))
    );
  };
  return counted(linesOf(lines, 'error').filter((line) => !isExplained(line)));
}

/** Rows of which a sender said that they may be sent twice, since nobody can look whether they were. */
export const doubtfulRows = (lines: readonly string[]): string[] =>
  lines
    .filter((line) => line.includes('a message may be sent twice'))
    .map((line) => String((JSON.parse(line) as { row?: unknown }).row));

/** References of handlers' failures. */
export const referencesIn = (lines: readonly string[]): string[] =>
  lines.flatMap((line) => /"fault":"(\w+)"/.exec(line)?.[1] ?? []);
