/** Nothing that a person or a platform wrote gets into the queue or the log by way of a job. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from '../bot/core/schema.ts';
import { heardLog } from './testing/log.ts';
import { checkData, cleanWords, describeError, JobRefused, sayQueueError } from './words.ts';

const definition = { name: 'post', schema: z.object({ row: z.string(), at: z.number() }), attempts: 3, backoffMs: 1 };

describe('data', () => {
  test('are taken as the schema says, without fields that it does not know', () => {
    expect(checkData(definition, { row: 'r', at: 1, from: 'the next release' })).toEqual({ row: 'r', at: 1 });
  });

  test('that do not fit are refused by the name of a field alone', () => {
    expect(() => checkData(definition, { row: 'r', at: 'Asha' })).toThrow(
      new JobRefused('Its data do not fit: invalid_type at at'),
    );
    expect(() => checkData(definition, null)).toThrow('Its data do not fit: invalid_type at a field');
  });

  test('of any text are storable once they are taken', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (row) => {
        let taken: string;
        try {
          taken = checkData(definition, { row, at: 1 }).row;
        } catch (error) {
          expect(error).toBeInstanceOf(JobRefused);
          return;
        }
        expect(taken).not.toContain('\0');
        expect(Buffer.from(taken).toString()).toBe(taken);
      }),
    );
  });

  test('longer than any id are refused', () => {
    expect(checkData(definition, { row: 'r'.repeat(500), at: 1 }).row).toHaveLength(500);
    expect(() => checkData(definition, { row: 'r'.repeat(501), at: 1 })).toThrow('longer than any id: row');
  });

  test('half a character is refused', () => {
    expect(() => checkData(definition, { row: '\ud83d', at: 1 })).toThrow('Its data cannot be stored: row');
    expect(checkData(definition, { row: '\ud83d\ude00', at: 1 }).row).toBe('\u{1f600}');
  });
});

describe('errors', () => {
  class ChatError extends Error {
    override readonly name = 'ChatError';
    readonly reason = 'busy';
  }

  test('are described by kind, code and place', () => {
    expect(describeError(new ChatError('Asha'))).toMatch(/^ChatError busy at jobs\/words\.test\.ts:\d+$/);
    const error = Object.assign(new Error('x'), { code: 'ECONNRESET', status: 502, stack: undefined });
    expect(describeError(error)).toBe('Error ECONNRESET 502');
    expect(describeError('Asha')).toBe('a thrown string');
    expect(describeError(undefined)).toBe('a thrown undefined');
  });

  test('never by their message, even where it imitates a stack, a code or a name', () => {
    const error = Object.assign(new Error('x\n    at Asha (/home/asha/secret.ts:1:1)'), { code: 'Asha wrote this' });
    error.name = 'Asha wrote that';
    expect(describeError(error)).toMatch(/^Error at jobs\/words\.test\.ts:\d+$/);
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 8 }), (message) => {
        const words = describeError(new Error(message));
        expect(words).toMatch(/^Error( at [\w./-]+:\d+)?$/);
      }),
    );
  });

  test.each([
    'could not renew lock for job send-1',
    'Missing lock for job 7. moveToFinished',
    'Missing key for job 7. moveToFinished',
    'Job 7 is not in the active state. moveToFinished',
    'Lock mismatch for job 7. Cmd moveToFinished from active',
  ])('a job that was lost is a warning: %s', (message) => {
    const log = heardLog();
    sayQueueError(log, new Error(message));
    expect(log.lines.map(({ level, event }) => [level, event])).toEqual([['warn', 'queue.lock_lost']]);
  });

  test('whatever else the queue complains of is an error', () => {
    const log = heardLog();
    sayQueueError(log, new Error('Unknown code -99 error for 7. moveToFinished'));
    expect(log.lines.map(({ level, event }) => [level, event])).toEqual([['error', 'queue.error']]);
  });

  test("the queue's own words are made storable and short", () => {
    expect(cleanWords(`a\0 b\ud83d\nc ${'d'.repeat(500)}`)).toMatch(/^a b c d+$/);
    expect(cleanWords('x'.repeat(500))).toHaveLength(200);
  });
});
