/** Of a session no table and no column is forgotten: each is given to a records officer, or it is said why not. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readTables, type Table } from '../backup/shape.ts';
import { withClient } from '../connection.ts';
import { type FreshDatabase, freshDatabase } from '../testing/database.ts';
import { KEPT, KINDS } from './kinds.ts';

let database: FreshDatabase;
let tables: readonly Table[];
beforeAll(async () => {
  database = await freshDatabase();
  tables = await withClient(database.url, readTables);
});
afterAll(() => database.drop());

/** By which a row belongs to a session, or to something in one. */
const BELONGS = ['session_id', 'topic_id', 'contribution_id', 'fact_id', 'lesson_id', 'action_id'];

test('every table in which something belongs to a session is given, or left out with a reason', () => {
  const belong = tables.filter(({ columns }) => columns.some(({ name }) => BELONGS.includes(name)));
  const known = new Set([...KINDS, ...KEPT].map(({ table }) => table));
  expect(belong.length).toBeGreaterThan(20);
  expect(belong.map(({ name }) => name).filter((name) => !known.has(name))).toEqual([]);
});

test.each(KINDS)('of $table every column is given, or left out with a reason', (kind) => {
  const { table, columns, people = [], rich = [], sealed, without = {} } = kind;
  const named = [...columns, ...(sealed === undefined ? [] : [sealed]), ...Object.keys(without)];
  expect([...named].sort()).toEqual(
    tables
      .find(({ name }) => name === table)
      ?.columns.map(({ name }) => name)
      .sort(),
  );
  expect([...people, ...rich].filter((name) => !columns.includes(name))).toEqual([]);
});

test.each(KINDS)('of $table every column that names a person is given by name', ({ table, columns, people = [] }) => {
  const ids = columns.filter((name) => /(^|_)(by|person_id|owner_id|contact_id)$/.test(name));
  expect([...people].sort(), table).toEqual(ids.sort());
});
