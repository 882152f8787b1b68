/** What must hold at the end of every fault run, whatever its size. */
import { expect } from 'vitest';
import { allFaults } from './classes/index.ts';
import { ANSWERS, EDITS } from './lives.ts';
import type { RunReport, RunSize } from './run.ts';

export function expectGood(report: RunReport, { seed, faults, queue, stormy }: RunSize): void {
  const { figures, seconds, questions, answers, edits, deletions, atOnce, doubled, errors, injected } = report;
  const again = `SEED=${seed}${faults ? ` FAULTS=${faults}` : ''}`;
  const counts = {
    faults: report.faults,
    injected,
    questions,
    answers,
    edits,
    deletions,
    atOnce,
    doubled: doubled.length,
  };
  const { warnings } = report;
  console.log(JSON.stringify({ again, queue, ...counts, errors, warnings, seconds, ...figures }, null, 2));
  // How it is run again stands in every failure.
  const of = (what: string): string => `${what} (${queue}, ${again})`;

  expect.soft(report.problems, of('lost, doubled or untrue')).toEqual([]);
  // A person who answers under a copy that we do not know of speaks to nobody: no more of them than of such copies.
  expect(report.unheard.length, of('answers under a copy')).toBeLessThanOrEqual(10 * doubled.length);
  expect.soft(report.refusedTeams, of('activities that Teams could not bring')).toBe(0);

  expect(report.rowsAfter, of('rows of what is not ours')).toEqual(report.rowsBefore);
  expect(report.linesFound, of('words of what is not ours')).toEqual([]);
  expect(report.questionsFound, of('words that must be found')).toContain('public.question.text');
  expect(report.logged, of('words in the log')).toEqual([]);

  expect(report.bodies, of('bodies left')).toBe(0);
  expect(report.debts, of('facts not followed')).toBe(0);
  expect(Object.keys(report.deliveries), of('deliveries')).toEqual(['settled']);
  expect(report.givenUp, of('given up')).toEqual([]);
  for (const state of ['owed', 'sending']) expect(report.outgoing[state] ?? 0, of(state)).toBe(0);
  // What a handler was doing when its connection went is tried again, and an operator reads of it; nothing else goes wrong.
  expect(report.unexplained, of('errors logged')).toEqual({});

  // What waits for a call or a delivery may wait in vain at the end.
  const besides = new Set(allFaults.filter(({ beside }) => beside).map(({ name }) => name));
  for (const [name, times] of Object.entries(report.planned))
    expect(report.faults[name] ?? 0, of(`how often ${name} came`)).toBeGreaterThanOrEqual(
      besides.has(name) ? times / 2 : times,
    );
  expect(answers, of('answers')).toBeGreaterThanOrEqual(ANSWERS * (questions - atOnce.questions));
  const changed = stormy - atOnce.questions;
  expect(edits, of('edits')).toBeGreaterThanOrEqual(EDITS * (changed + ANSWERS * changed - atOnce.answers));
  const tenth = Math.floor((ANSWERS * changed) / 10 - 1);
  expect(deletions, of('deletions')).toBeGreaterThanOrEqual(tenth + atOnce.questions + atOnce.answers);
}
