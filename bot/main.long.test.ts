/** Guildhall started again after what nobody meant: its database was killed, or it was while the playground's story was being told. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { withClient } from '../prisma/connection.ts';
import { temporaryFolder } from '../prisma/testing/folder.ts';
import { seedQuestions } from './start/story.ts';
import { gone, serverPid } from './testing/bundled.ts';
import { startProcess, until } from './testing/process.ts';

/** How much of the story stands in a folder's database, read past Guildhall. */
async function toldIn(data: string): Promise<{ questions: number; replies: number }> {
  const [, , , port] = readFileSync(join(data, 'postgres', 'postmaster.pid'), 'utf8').split('\n');
  const password = readFileSync(join(data, 'postgres.password'), 'utf8').trim();
  return withClient(`postgresql://guildhall:${password}@127.0.0.1:${port}/guildhall`, async (client) => {
    const { rows } = await client.query(`SELECT (SELECT count(*)::int FROM question) AS questions,
      (SELECT count(*)::int FROM reply) AS replies`);
    return rows[0];
  });
}

it('ends with a sentence when its database is killed, and starts again', async () => {
  const cwd = await temporaryFolder();
  const data = join(cwd, 'data');
  const env = { PORT: '0', GUILDHALL_DATA: data };
  const first = startProcess({ cwd, env });
  await first.says(/Open (http:\/\/localhost:\d+)\/playground/);
  process.kill(serverPid(data), 'SIGKILL');
  expect(await first.ended(), first.output()).toBe(1);
  expect(first.output()).toContain('The bundled database has ended.');
  const second = startProcess({ cwd, env });
  await second.says(/Open (http:\/\/localhost:\d+)\/playground/);
  const server = serverPid(data);
  second.child.kill('SIGTERM');
  await second.ended();
  await gone(server);
}, 180_000);

it('tell the playground’s story from its beginning where a kill left it half told', async () => {
  const cwd = await temporaryFolder();
  const data = join(cwd, 'data');
  const env = { PORT: '0', GUILDHALL_DATA: data };
  const first = startProcess({ cwd, env });
  await first.says(/Starting the bot\.\.\. done/);
  await until(
    async () => ((await toldIn(data)).questions > 0 ? true : null),
    60_000,
    () => first.output(),
  );
  first.child.kill('SIGKILL');
  await first.ended();
  const second = startProcess({ cwd, env });
  await second.says(/Open (http:\/\/localhost:\d+)\/playground/);
  const server = serverPid(data);
  const replies = seedQuestions.flatMap((question) => question.replies);
  expect(await toldIn(data)).toEqual({ questions: seedQuestions.length, replies: replies.length });
  second.child.kill('SIGTERM');
  await second.ended();
  await gone(server);
}, 300_000);
