/** Writing and reading backups in tests: files, databases, and the sentence of a refusal. */
import { join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import { StartError } from '../../bot/core/start-error.ts';
import { settableClock } from '../../bot/testing/clock.ts';
import { stageSecret } from '../../bot/testing/full-story.ts';
import { type RestoreOptions, restore } from '../backup/restore.ts';
import { type BackupOptions, backup } from '../backup/write.ts';
import { withClient } from '../connection.ts';
import { freshDatabase } from './database.ts';
import { temporaryFolder } from './folder.ts';

export const clock = settableClock();
export const secrets = [stageSecret];

export async function fileIn(name = 'guildhall.backup'): Promise<string> {
  return join(await temporaryFolder(), name);
}

export async function empty(how: { empty?: boolean } = { empty: true }): Promise<string> {
  const database = await freshDatabase(how);
  onTestFinished(() => database.drop());
  return database.url;
}

export const write = (url: string, file: string, how: Partial<BackupOptions> = {}) =>
  backup(url, { file, secrets, clock, ...how });
export const read = (url: string, file: string, how: Partial<RestoreOptions> = {}) =>
  restore(url, { file, secrets, secretFile: null, ...how });

export const ask = (url: string, sql: string) => withClient(url, async (client) => (await client.query(sql)).rows);

export async function refusal(doing: Promise<unknown>): Promise<string> {
  const error = await doing.then(
    () => new Error('it was not refused'),
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(StartError);
  return (error as StartError).message;
}

/** As it was, but that nobody knows any more whether what was owed was sent since. */
export const doubted = (rows: Record<string, readonly string[]>) => ({ ...rows, outgoing: rows.outgoing?.length });
