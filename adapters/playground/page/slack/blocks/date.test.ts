/** Slack's date formats. */
import { describe, expect, it } from 'vitest';
import { slackDate } from './date.ts';

const now = new Date(2026, 10, 23, 12, 0);
const at = (day: number, hour = 9): Date => new Date(2026, 10, day, hour, 5);

describe('slackDate', () => {
  it('writes days and times', () => {
    expect(slackDate(at(20), '{date} at {time}', now)).toBe('20 November 2026 at 09:05');
    expect(slackDate(at(20), '{date_short}', now)).toBe('20 Nov 2026');
  });

  it('calls near days by their names, small inside a sentence', () => {
    expect(slackDate(at(23), '{date_short_pretty} at {time}', now)).toBe('Today at 09:05');
    expect(slackDate(at(22), 'asked {date_pretty}', now)).toBe('asked yesterday');
    expect(slackDate(at(24), '{date_long_pretty}', now)).toBe('Tomorrow');
  });

  it('leaves unknown words in braces alone', () => {
    expect(slackDate(at(20), '{nonsense}', now)).toBe('{nonsense}');
  });
});
