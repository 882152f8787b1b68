/** What a line of the log can hold, for machines and at a terminal. */
import { describe, expect, it } from 'vitest';
import type { Log } from './core/ports.ts';
import { createLog } from './log.ts';

const clock = { now: () => new Date('2026-03-04T09:41:07.123Z') };

function lines(readable: boolean, say: (log: Log) => void, level: 'info' | 'warn' | 'silent' = 'info'): string[] {
  const written: string[] = [];
  say(createLog({ level, clock, readable, write: (line) => written.push(line) }));
  return written;
}

describe('for machines', () => {
  it('one JSON object a line, with the fields that were fixed before', () => {
    const [line] = lines(false, (log) =>
      log.with({ role: 'web' }).warn('queue.away', { reason: 'ECONNREFUSED', tries: 2 }),
    );
    expect(line).toMatch(/\n$/);
    expect(JSON.parse(line ?? '')).toEqual({
      level: 'warn',
      time: '2026-03-04T09:41:07.123Z',
      role: 'web',
      reason: 'ECONNREFUSED',
      tries: 2,
      event: 'queue.away',
    });
  });

  it('keeps out what is not a flat field, and cuts what is too long to be an id', () => {
    const fields = {
      body: { text: 'Dear Asha' },
      error: new Error('of Asha'),
      list: ['Asha'],
      long: 'x'.repeat(5_000),
      none: undefined,
    };
    const [line] = lines(false, (log) => log.info('odd', fields as never));
    expect(line).not.toContain('Asha');
    expect(JSON.parse(line ?? '')).toMatchObject({ body: '[object]', error: '[object]', list: '[object]' });
    expect(line?.length).toBeLessThan(600);
  });

  it('cannot be made to hold two lines or two levels', () => {
    const [line, second] = lines(false, (log) =>
      log.info('in', { a: 'x\n{"level":"error"}', level: 'error', event: 'other' }),
    );
    expect(second).toBeUndefined();
    expect(line?.trim()).not.toContain('\n');
    expect(JSON.parse(line ?? '')).toMatchObject({ level: 'info', event: 'in', level_: 'error', event_: 'other' });
  });

  it('says nothing below its level', () => {
    const say = (log: Log) => {
      log.info('quiet');
      log.warn('loud');
    };
    expect(lines(false, say, 'warn')).toHaveLength(1);
    expect(lines(false, say, 'silent')).toHaveLength(0);
  });
});

describe('at a terminal', () => {
  it('is short', () => {
    expect(lines(true, (log) => log.info('postgres.started', { port: 5432, first: true }))[0]).toMatch(
      /^\d\d:41:07 postgres\.started port=5432 first=true\n$/,
    );
    expect(lines(true, (log) => log.error('http.failed'))[0]).toMatch(/^\d\d:41:07 error http\.failed\n$/);
  });

  it('escapes what would break the line or the terminal', () => {
    const [line] = lines(true, (log) => log.info('in', { a: 'x\ny\u001b[31m\u202e' }));
    for (const breaker of ['\n', '\u001b', '\u202e']) expect(line?.trimEnd()).not.toContain(breaker);
    expect(line).toContain('a="x\\ny\\u001b[31m\\u202e"');
  });
});
