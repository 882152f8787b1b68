/** The command `connect` as a process of its own, alone and beside a Guildhall that runs. */
import { existsSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { signed } from '../adapters/slack/testing/sign.ts';
import { connecting, SIGNING, SLACK, TOKEN } from './testing/connecting.ts';
import { startProcess, until } from './testing/process.ts';

const at = connecting();

test('as a process it takes secrets from its environment or from its prompts, and .env for the first connection alone', async () => {
  // The first connection's, as a start reads them: not this command's.
  await writeFile(join(at.cwd, '.env'), `SLACK_SIGNING_SECRET=of-the-first-connection\nSLACK_BOT_TOKEN=xoxb-first-1\n`);
  const typed = await at.connectProcess('slack ashcombe --organisation "Ashcombe Council"', {
    typed: [SIGNING, TOKEN],
  });
  expect(typed).toMatchObject({
    code: 0,
    text: expect.stringContaining('Signing Secret (Basic Information of the Slack app):'),
  });
  expect(typed.text).toContain('Connected “T0ASH works” (T0ASH) of Ashcombe Council as “ashcombe”.');
  expect((await at.connectProcess('rotate ashcombe', { env: { SLACK_BOT_TOKEN: 'xoxb-ashcombe-2' } })).text).toContain(
    'SLACK_BOT_TOKEN is taken from the environment of this command.',
  );
  const refused = await at.connectProcess(`slack other --organisation Other --token=${TOKEN}`);
  expect(refused).toMatchObject({ code: 1, text: expect.stringContaining('Secrets are asked for.') });
  expect(await at.rows('SELECT id FROM connection')).toEqual([{ id: 'ashcombe' }]);
}, 120_000);

describe('beside a Guildhall that runs', () => {
  test('which starts with connections alone, and hears one that is added while it runs', async () => {
    const settings = { ...at.env, PORT: '0', PUBLIC_URL: 'https://guildhall.example.org', LOG_LEVEL: 'info' };
    const without = startProcess({ cwd: at.cwd, env: settings });
    expect(await without.ended()).toBe(1);
    expect(without.output()).toContain('or add a connection with npm run connect.');

    await at.connectProcess('slack ashcombe --organisation "Ashcombe Council"', { env: SLACK });
    const running = startProcess({ cwd: at.cwd, env: settings });
    const address = await running.says(/health: (http:\S+)\/readyz/);
    const knock = async (name: string, secret: string): Promise<number> => {
      const request = signed(secret, { json: { type: 'url_verification', challenge: 'c' } }, new Date());
      return (await fetch(`${address}/slack/${name}/events`, request)).status;
    };
    expect(await knock('ashcombe', SIGNING)).toBe(200);
    expect(await knock('brackenford', SIGNING)).toBe(404);
    const secret = 'another-secret-0123456789';
    await at.connectProcess('slack brackenford --organisation "Brackenford Council"', {
      env: { SLACK_SIGNING_SECRET: secret, SLACK_BOT_TOKEN: 'xoxb-brackenford-1' },
    });
    await until(
      async () => ((await knock('brackenford', secret)) === 200 ? true : null),
      20_000,
      () => `it was never heard:\n${running.output()}`,
    );
    expect(await knock('brackenford', SIGNING)).toBe(401);
    expect(await (await fetch(`${address}/metrics`)).text()).toContain(
      'guildhall_installations{platform="slack",state="active"} 2',
    );
    await at.connectProcess('remove ashcombe');
    await until(
      async () => ((await knock('ashcombe', SIGNING)) === 404 ? true : null),
      20_000,
      () => 'it was heard on and on',
    );
    running.child.kill('SIGTERM');
    expect(await running.ended()).toBe(0);
  }, 240_000);

  test('with the bundled database, which it shares', async () => {
    const data = join(at.cwd, 'data');
    const playing = startProcess({ cwd: at.cwd, env: { PORT: '0', GUILDHALL_DATA: data } });
    await playing.says(/Open (http:\/\/localhost:\d+)\/playground/);
    const { SLACK_API_URL = '' } = at.env;
    at.env = { GUILDHALL_DATA: data, SLACK_API_URL };
    expect(
      (await at.connectProcess('slack ashcombe --organisation "Ashcombe Council"', { env: SLACK })).text,
    ).toContain('Connected “T0ASH works”');
    expect((await at.connectProcess('list')).text).toContain('ashcombe: Ashcombe Council');
    playing.child.kill('SIGTERM');
    expect(await playing.ended()).toBe(0);
    // A real platform takes the playground's place.
    const real = startProcess({ cwd: at.cwd, env: { ...at.env, PORT: '0' } });
    await real.says(/Guildhall is ready at/);
    real.child.kill('SIGTERM');
    expect(await real.ended()).toBe(0);
    // No secret is made in place of the one that sealed what is there.
    rmSync(join(data, 'secret'));
    expect((await at.connectProcess('list')).text).toContain('There is no secret: set GUILDHALL_SECRET');
    expect(existsSync(join(data, 'secret'))).toBe(false);
  }, 240_000);
});
