/** When a person is told something, by its class, their hours and what they were told before. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { askBy, duty, dutyBy, yours } from '../core/attention.ts';
import { ANYBODY, ASKS, type PersonCalendar, type Told, verdict } from './attention.ts';
import { isWorkingTime } from './working-time.ts';
import { DAY_MS, HOUR_MS } from './zone.ts';

const at = (text: string): Date => new Date(`2026-${text}:00Z`);
const nothing: Told = { asks: [], duties: null };
const quiet: PersonCalendar = { ...ANYBODY, quiet: { from: 22 * 60, to: 7 * 60 } };
const later = (text: string) => ({ tell: 'later', at: at(text) });
const now = { tell: 'now' };

describe('the result of one’s own act', () => {
  test('comes at once, also in the evening and at a weekend', () => {
    expect(verdict(yours, at('11-28T23:30'), ANYBODY, nothing)).toEqual(now);
  });
  test('waits for the end of quiet hours', () => {
    expect(verdict(yours, at('11-28T21:59'), quiet, nothing)).toEqual(now);
    expect(verdict(yours, at('11-28T23:30'), quiet, nothing)).toEqual(later('11-29T07:00'));
  });
  test('comes during a pause, and however much else was told', () => {
    const told = { asks: Array(5).fill(at('11-26T10:00')), duties: at('11-26T10:00') };
    expect(verdict(yours, at('11-26T10:30'), { ...ANYBODY, pausedUntil: at('12-24T00:00') }, told)).toEqual(now);
  });
});

describe('a duty', () => {
  test('comes in working time', () => {
    expect(verdict(duty, at('11-26T10:00'), ANYBODY, nothing)).toEqual(now);
    expect(verdict(duty, at('11-27T18:00'), ANYBODY, nothing)).toEqual(later('11-30T09:00'));
  });
  test('waits for the next day where one was told today', () => {
    const told = { asks: [], duties: at('11-26T09:00') };
    expect(verdict(duty, at('11-26T10:00'), ANYBODY, told)).toEqual(later('11-27T09:00'));
    expect(verdict(duty, at('11-27T09:00'), ANYBODY, told)).toEqual(now);
    expect(verdict(duty, at('11-27T10:00'), ANYBODY, { asks: [], duties: at('11-27T09:00') })).toEqual(
      later('11-30T09:00'),
    );
  });
  test('that would come too late comes at once, but not in quiet hours', () => {
    const told = { asks: [], duties: at('11-27T09:00') };
    expect(verdict(dutyBy(at('11-28T10:00')), at('11-27T10:00'), ANYBODY, told)).toEqual(now);
    expect(verdict(dutyBy(at('11-30T10:00')), at('11-27T10:00'), ANYBODY, told)).toEqual(later('11-30T09:00'));
    expect(verdict(dutyBy(at('11-28T10:00')), at('11-27T23:00'), quiet, nothing)).toEqual(later('11-28T07:00'));
  });
  test('waits for the end of a pause', () => {
    const away = { ...ANYBODY, pausedUntil: at('12-05T00:00') };
    expect(verdict(duty, at('11-26T10:00'), away, nothing)).toEqual(later('12-07T09:00'));
  });
  test('is told also to whoever never works', () => {
    expect(verdict(duty, at('11-26T10:00'), { ...ANYBODY, week: {} }, nothing)).toEqual(now);
  });
});

describe('an ask', () => {
  const asked = (...when: string[]): Told => ({ asks: when.map(at), duties: at('11-26T09:00') });
  test('comes in working time, whatever duties there are', () => {
    expect(verdict(askBy(at('12-01T10:00')), at('11-26T10:00'), ANYBODY, asked())).toEqual(now);
    expect(verdict(askBy(at('12-01T10:00')), at('11-27T18:00'), ANYBODY, asked())).toEqual(later('11-30T09:00'));
  });
  test('is not asked where nobody works before it is too late', () => {
    expect(verdict(askBy(at('11-30T09:00')), at('11-27T18:00'), ANYBODY, asked())).toEqual({
      tell: 'never',
      why: 'no-working-time',
    });
  });
  test('has room for three in seven days, and waits for the next or is not asked', () => {
    const three = asked('11-20T12:00', '11-23T10:00', '11-26T09:30');
    expect(verdict(askBy(at('12-04T10:00')), at('11-26T10:00'), ANYBODY, three)).toEqual(later('11-27T12:00'));
    expect(verdict(askBy(at('11-27T12:00')), at('11-26T10:00'), ANYBODY, three)).toEqual({
      tell: 'never',
      why: 'no-room',
    });
    expect(verdict(askBy(at('12-04T10:00')), at('11-27T12:00'), ANYBODY, three)).toEqual(now);
  });
  test('is not asked during a pause', () => {
    const away = { ...ANYBODY, pausedUntil: at('12-05T00:00') };
    expect(verdict(askBy(at('12-04T10:00')), at('11-26T10:00'), away, asked())).toEqual({
      tell: 'never',
      why: 'paused',
    });
    expect(verdict(askBy(at('12-24T10:00')), at('11-26T10:00'), away, asked())).toEqual(later('12-07T09:00'));
  });
  test('that was counted before waits for its hour alone', () => {
    const three = asked('11-20T12:00', '11-23T10:00', '11-26T09:30');
    const how = { counted: true };
    expect(verdict(askBy(at('12-04T10:00')), at('11-26T10:00'), ANYBODY, three, how)).toEqual(now);
    expect(verdict(askBy(at('12-04T10:00')), at('11-26T20:00'), ANYBODY, three, how)).toEqual(later('11-27T09:00'));
  });
});

test('nobody is asked more than three times in any seven days, nor out of hours, whenever somebody wants to', () => {
  const start = at('11-02T00:00').getTime();
  const wishes = fc.array(fc.integer({ min: 0, max: 28 * 24 * 60 }), { minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(wishes, (minutes) => {
      let waiting = minutes.map((minute) => new Date(start + minute * 60_000));
      const asks: Date[] = [];
      for (let hour = 0; hour < 40 * 24; hour += 3) {
        const moment = new Date(start + hour * HOUR_MS);
        waiting = waiting.filter((since) => {
          if (since > moment) return true;
          const recent = asks.filter((one) => moment.getTime() - one.getTime() < 7 * DAY_MS);
          const said = verdict(askBy(at('12-31T00:00')), moment, quiet, { asks: recent, duties: null });
          if (said.tell === 'now') asks.push(moment);
          else if (said.tell === 'later') expect(said.at > moment).toBe(true);
          return said.tell !== 'now';
        });
      }
      for (const [index, one] of asks.entries()) {
        expect(isWorkingTime(one, quiet)).toBe(true);
        const fourth = asks[index + ASKS];
        if (fourth) expect(fourth.getTime() - one.getTime()).toBeGreaterThanOrEqual(7 * DAY_MS);
      }
    }),
    { numRuns: 10 },
  );
});
