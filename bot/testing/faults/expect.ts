/** What must hold at the end of every fault run, whatever its size. */
import { expect } from 'vitest';
import type { RunReport, RunSize } from './run.ts';

export function expectGood(report: RunReport, { seed, faults, queue }: RunSize): void {
  const { figures, seconds, questions, answers, edits, deletions, doubled, errors, injected } = report;
  const again = `SEED=${seed}${faults ? ` FAULTS=${faults}` : ''}`;
  const counts = { faults: report.faults, injected, questions, answers, edits, deletions, doubled: doubled.length };
  const { warnings } = report;
  console.log(JSON.stringify({ again, queue, ...counts, errors, warnings, seconds, ...figures }, null, 2));
  // How it is run again stands in every failure.
  const of = (what: string): string => `${what} (${queue}, ${again})`;

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
  const isDatabaseHit = Object.keys(report.faults).some((name) => name.startsWith('postgres-'));
  // What a handler was doing when its connection went is tried again, and an operator reads of it.
  if (!isDatabaseHit) expect(errors, of('errors logged')).toEqual({});
}
