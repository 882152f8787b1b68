/** What the doctor says of the disk and of the database, in every state that they may be in. */
import { expect, test } from 'vitest';
import { LIMITS } from '../../operations/watched.ts';
import { lineOf } from './finding.ts';
import { databaseFindings, diskFinding, MOST_CONNECTIONS } from './machine.ts';

const FREE = Math.round(LIMITS.freeBytes / 1e6).toLocaleString('en-GB');
const postgres = 'postgresql://guildhall@db.example/guildhall';

test.each([
  ['as much as is asked for', null, LIMITS.freeBytes, `ok       disk: ${FREE} MB are free.`],
  [
    'a little less',
    null,
    LIMITS.freeBytes - 1,
    `problem  disk: ${FREE} MB are free. Free room there, or enlarge it. (RUNBOOK.md, section 3)`,
  ],
  ['nothing', null, 0, 'problem  disk: 0 MB are free. Free room there, or enlarge it. (RUNBOOK.md, section 3)'],
  ['nobody knows how much', null, null, 'ok       disk: it cannot be asked here.'],
  ['another server’s', postgres, null, 'ok       disk: it is the database’s own; Postgres does not say.'],
] as const)('a disk with %s left', (_name, databaseUrl, free, line) => {
  expect(lineOf(diskFinding({ databaseUrl }, free))).toBe(line);
});

const facts = {
  version: '18.4',
  bytes: 12_345_678_901,
  connections: 100,
  free: 60,
  lacking: 0,
  newer: 0,
  hasQueue: true,
};
const lines = (more: Partial<typeof facts>): string[] => databaseFindings({ ...facts, ...more }).map(lineOf);

test('a database that lacks nothing', () => {
  expect(lines({})).toEqual([
    'ok       database: Postgres 18.4, 12,346 MB.',
    'ok       database connections: 60 of 100 are free.',
    'ok       migrations: all are there.',
  ]);
});

test.each([
  [MOST_CONNECTIONS, `ok       database connections: ${MOST_CONNECTIONS} of 100 are free.`],
  [
    MOST_CONNECTIONS - 1,
    `warning  database connections: ${MOST_CONNECTIONS - 1} of 100 are free, and a process takes up to ${MOST_CONNECTIONS}. Raise max_connections in Postgres, or run fewer processes.`,
  ],
  [
    0,
    `warning  database connections: 0 of 100 are free, and a process takes up to ${MOST_CONNECTIONS}. Raise max_connections in Postgres, or run fewer processes.`,
  ],
])('a Postgres with %d connections left', (free, line) => {
  expect(lines({ free })).toContain(line);
});

test('a database behind this release, and one ahead of it', () => {
  expect(lines({ lacking: 2 })).toContain('problem  migrations: 2 are missing. Run: npm run migrate');
  expect(lines({ newer: 1 })).toContain(
    'warning  migrations: the database is 1 ahead of this release. Start the newer release everywhere.',
  );
});
