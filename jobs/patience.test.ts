/** Patience: which failures are waited out, how long, and how it ends. */
import { describe, expect, test } from 'vitest';
import { Away, awayReason, Presence, patiently } from './patience.ts';
import { sqlError } from './testing/ailing.ts';
import { heardLog } from './testing/log.ts';
import { gate } from './testing/until.ts';

/** A question that is answered after so many of these errors. */
function answersAfter(times: number, error: Error): { ask: () => Promise<string>; asked: () => number } {
  let asked = 0;
  const ask = async () => {
    if (asked++ < times) throw error;
    return 'answer';
  };
  return { ask, asked: () => asked };
}
const limited = (limits?: { awayMs: number; tries: number }, signal = new AbortController().signal) => {
  const log = heardLog();
  const presence = new Presence(log);
  return { log, how: limits === undefined ? { presence, signal } : { presence, signal, limits } };
};

describe('patience', () => {
  test.each(['40P01', '40001'])('after %s the statement is tried again, and nobody is told', async (code) => {
    const { ask, asked } = answersAfter(5, sqlError(code));
    const { how, log } = limited();
    expect(await patiently(ask, how)).toBe('answer');
    expect(asked()).toBe(6);
    expect(log.lines).toEqual([]);
  });

  test.each(['57P01', '57P03', '53300', 'ECONNREFUSED', 'ECONNRESET'])(
    '%s is waited out and said once',
    async (code) => {
      const { ask } = answersAfter(3, sqlError(code));
      const { how, log } = limited();
      expect(await patiently(ask, how)).toBe('answer');
      expect(log.lines).toMatchObject([
        { level: 'warn', event: 'queue.away', fields: { reason: code } },
        { level: 'info', event: 'queue.back' },
      ]);
    },
  );

  test('a server that stays away ends as the one error that BullMQ waits for', async () => {
    const { ask } = answersAfter(Number.POSITIVE_INFINITY, sqlError('57P03'));
    const { how } = limited({ awayMs: 200, tries: 1 });
    await expect(patiently(ask, how)).rejects.toMatchObject({ name: 'Away', code: 'ECONNREFUSED', reason: '57P03' });
  });

  test('so does a deadlock that does not resolve', async () => {
    const { ask, asked } = answersAfter(Number.POSITIVE_INFINITY, sqlError('40P01'));
    const { how } = limited({ awayMs: 200, tries: 4 });
    await expect(patiently(ask, how)).rejects.toThrow(Away);
    expect(asked()).toBe(4);
  });

  test('any other error is passed on at once, untouched', async () => {
    const error = sqlError('42501');
    const { ask, asked } = answersAfter(1, error);
    await expect(patiently(ask, limited().how)).rejects.toBe(error);
    expect(asked()).toBe(1);
  });

  test('a failure that began before the last answer is no news', async () => {
    const { how, log } = limited();
    const broken = gate();
    let asked = 0;
    const slow = patiently(async () => {
      if (asked++ > 0) return 'answer';
      await broken.opened;
      throw sqlError('ECONNRESET');
    }, how);
    expect(await patiently(async () => 'answer', how)).toBe('answer');
    broken.open();
    expect(await slow).toBe('answer');
    expect(log.lines).toEqual([]);
  });

  test('a signal ends the waiting', async () => {
    const stop = new AbortController();
    const { ask } = answersAfter(Number.POSITIVE_INFINITY, sqlError('57P03'));
    const { how } = limited({ awayMs: Number.POSITIVE_INFINITY, tries: 1 }, stop.signal);
    const ended = patiently(ask, how).catch((error: unknown) => error);
    stop.abort();
    expect(await ended).toMatchObject({ reason: 'closed' });
  });

  test("errors without a code are known by pg's words, several addresses by the first that is known", () => {
    expect(awayReason(new Error('Connection terminated unexpectedly'))).toBe('connection lost');
    expect(awayReason(new Error('timeout exceeded when trying to connect'))).toBe('connection lost');
    expect(awayReason(new AggregateError([sqlError('ECONNREFUSED'), sqlError('ECONNREFUSED')]))).toBe('ECONNREFUSED');
    expect(awayReason(new Error('a person wrote: Connection terminated'))).toBeUndefined();
    expect(awayReason('ECONNREFUSED')).toBeUndefined();
  });
});
