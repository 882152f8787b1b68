/** A log that tests can read. */
import type { Log, LogFields } from '../../bot/core/ports.ts';

export interface Line {
  readonly level: 'info' | 'warn' | 'error';
  readonly event: string;
  readonly fields: LogFields;
}
export interface HeardLog extends Log {
  readonly lines: readonly Line[];
  /** The lines of one event. */
  of(event: string): readonly Line[];
}

export function heardLog(): HeardLog {
  const lines: Line[] = [];
  const over = (base: LogFields): Log => ({
    info: (event, fields) => lines.push({ level: 'info', event, fields: { ...base, ...fields } }),
    warn: (event, fields) => lines.push({ level: 'warn', event, fields: { ...base, ...fields } }),
    error: (event, fields) => lines.push({ level: 'error', event, fields: { ...base, ...fields } }),
    with: (fields) => over({ ...base, ...fields }),
  });
  return { ...over({}), lines, of: (event) => lines.filter((line) => line.event === event) };
}
