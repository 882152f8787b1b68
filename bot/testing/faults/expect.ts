/** What must hold at the end of every fault run, whatever its size. */
import { expect } from 'vitest';
import type { RunReport } from './run.ts';

export function expectGood(report: RunReport, seed: number): void {
  const { figures, seconds, questions, answers, workerKills, webKills, doubled, errors } = report;
  const summary = { seed, questions, answers, workerKills, webKills, doubled, seconds, ...figures };
  console.log(JSON.stringify(summary, null, 2));
  // The seed stands in every failure.
  const of = (what: string): string => `${what} (TEST_SEED=${seed})`;

  expect(report.problems, of('lost, doubled or untrue')).toEqual([]);
  // A person who answers under a copy that we do not know of speaks to nobody: no more of them than of such copies.
  expect(report.unheard.length, of('answers under a copy')).toBeLessThanOrEqual(10 * doubled.length);
  expect(report.refusedTeams, of('activities that Teams could not bring')).toBe(0);

  expect(report.rowsAfter, of('rows of what is not ours')).toEqual(report.rowsBefore);
  expect(report.linesFound, of('words of what is not ours')).toEqual([]);
  expect(report.questionsFound, of('words that must be found')).toContain('public.question.text');
  expect(report.logged, of('words in the log')).toEqual([]);

  expect(report.bodies, of('bodies left')).toBe(0);
  expect(report.debts, of('facts not followed')).toBe(0);
  expect(Object.keys(report.deliveries), of('deliveries')).toEqual(['settled']);
  expect(report.givenUp, of('given up')).toEqual([]);
  for (const state of ['owed', 'sending']) expect(report.outgoing[state] ?? 0, of(state)).toBe(0);
  expect(errors, of('errors logged')).toEqual([]);
}
