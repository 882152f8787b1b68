/** The migrations together are what schema.prisma says, and Prisma's own engine agrees about what was applied. */
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Engine, openEngine } from './engine.ts';
import { listFor, readMigrations, schemaFile } from './migrations.ts';
import { type FreshDatabase, freshDatabase } from './testing/database.ts';

let database: FreshDatabase;
let engine: Engine;
beforeAll(async () => {
  database = await freshDatabase();
  engine = await openEngine(database.url);
});
afterAll(async () => {
  await engine.close();
  await database.drop();
});

test('the migrations lead to schema.prisma (if not: npm run migration -- <name>)', async () => {
  const schema = await readFile(schemaFile, 'utf8');
  expect(await engine.diff(listFor(await readMigrations()), schema)).toBe('');
});

test('a schema that differs is told from the migrations', async () => {
  const schema = await readFile(schemaFile, 'utf8');
  const changed = `${schema}\nmodel Planted {\n  id String @id\n}\n`;
  expect(await engine.diff(listFor(await readMigrations()), changed)).toContain('CREATE TABLE "Planted"');
});

test("Prisma's own engine finds nothing left to apply in a database that we migrated", async () => {
  expect(await engine.apply(listFor(await readMigrations()))).toEqual([]);
});
