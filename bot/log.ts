/** The log of a running process over pino (its one home): JSON lines for machines, short lines for a person at a terminal. */
import { pino } from 'pino';
import type { LogLevel } from './config.ts';
import type { Clock, Log, LogFields } from './core/ports.ts';

export interface LogOptions {
  readonly level: LogLevel;
  readonly clock: Clock;
  /** Short readable lines instead of JSON. */
  readonly readable: boolean;
  /** Takes a whole line, its line break included. */
  readonly write: (line: string) => void;
}

/** Longer strings are no ids or codes. */
const LONGEST = 300;
const RESERVED = new Set(['level', 'time', 'event']);

/** A log whose lines hold an event's name and flat fields, whatever it is handed. */
export function createLog({ level, clock, readable, write }: LogOptions): Log {
  const logger = pino(
    {
      level,
      base: null,
      messageKey: 'event',
      timestamp: () => `,"time":"${clock.now().toISOString()}"`,
      formatters: { level: (label) => ({ level: label }) },
    },
    { write: (line) => write(readable ? toReadable(line) : line) },
  );
  const wrap = (fixed: LogFields): Log => ({
    info: (event, fields) => logger.info(flat({ ...fixed, ...fields }), event),
    warn: (event, fields) => logger.warn(flat({ ...fixed, ...fields }), event),
    error: (event, fields) => logger.error(flat({ ...fixed, ...fields }), event),
    with: (fields) => wrap({ ...fixed, ...fields }),
  });
  return wrap({});
}

/** Types do not hold at run time: an object, an error or a long text that got here stays out of the line. */
function flat(fields: Readonly<Record<string, unknown>>): Record<string, string | number | boolean | null> {
  const kept: Record<string, string | number | boolean | null> = {};
  for (const [name, value] of Object.entries(fields)) {
    if (value === undefined) continue;
    const key = RESERVED.has(name) ? `${name}_` : name;
    if (typeof value === 'string') kept[key] = value.length > LONGEST ? `${value.slice(0, LONGEST)}…` : value;
    else if (typeof value === 'number' || typeof value === 'boolean' || value === null) kept[key] = value;
    else kept[key] = `[${typeof value}]`;
  }
  return kept;
}

/** `09:41:07 warn queue.away reason=ECONNREFUSED`; what could break the line or the terminal is quoted and escaped. */
function toReadable(line: string): string {
  const { level, time, event, ...fields } = JSON.parse(line) as Record<string, unknown>;
  const shown = Object.entries(fields).map(([name, value]) => `${name}=${quoted(value)}`);
  const mark = level === 'info' ? '' : `${level} `;
  return `${[`${new Date(String(time)).toLocaleTimeString('en-GB')} ${mark}${quoted(event, /^[\w. -]+$/)}`, ...shown].join(' ')}\n`;
}

function quoted(value: unknown, plain = /^[\w.:/@-]+$/): string {
  if (typeof value !== 'string') return String(value);
  if (plain.test(value)) return value;
  return JSON.stringify(value).replace(
    /[\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
