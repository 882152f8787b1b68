/** Finding the database of a Guildhall that runs: its address, nothing where none runs, a sentence where it does not answer. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { withClient } from '../connection.ts';
import { startEmbedded } from '../embedded.ts';
import { temporaryFolder } from '../testing/folder.ts';
import { beganAt } from './process.ts';
import { findRunning, hasDatabase } from './running.ts';
import { silentLog } from './temporary.ts';

/** A folder that a process has, without a server. */
async function taken(holder: { pid: number; began: string }): Promise<string> {
  const dir = await temporaryFolder();
  await writeFile(join(dir, 'lock'), JSON.stringify({ ...holder, mark: crypto.randomUUID() }));
  return dir;
}

test('a running one is found and can be talked to; a stopped one is not running', async () => {
  const dir = await temporaryFolder();
  expect(await findRunning(dir)).toBeUndefined();
  expect(await hasDatabase(dir)).toBe(false);
  const { url, stop } = await startEmbedded({ dir, log: silentLog, durable: false });
  onTestFinished(stop);
  const found = await findRunning(dir);
  expect(found).toBe(url);
  const asked = await withClient(found ?? '', (client) => client.query('SELECT current_database() AS name'));
  expect(asked.rows).toEqual([{ name: 'guildhall' }]);
  await stop();
  expect(await findRunning(dir)).toBeUndefined();
  expect(await hasDatabase(dir)).toBe(true);
}, 60_000);

test('what a dead one left behind is not running', async () => {
  const dir = await taken({ pid: process.pid, began: 'before this machine was started' });
  await mkdir(join(dir, 'postgres'));
  const lines = [process.pid, join(dir, 'postgres'), 0, 5432, '', '127.0.0.1', '', 'ready   '];
  await writeFile(join(dir, 'postgres', 'postmaster.pid'), lines.join('\n'));
  expect(await findRunning(dir)).toBeUndefined();
});

test('one that is there and does not answer is named', async () => {
  const dir = await taken({ pid: process.pid, began: await beganAt(process.pid) });
  await expect(findRunning(dir, 1)).rejects.toThrow(
    `The Guildhall (process ${process.pid}) that uses ${dir} has no database that answers`,
  );
});
