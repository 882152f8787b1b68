/** Connections as an operator adds, shows, checks, changes and ends them. The command as a process, beside a Guildhall that runs, is connect.long.test.ts. */
import { describe, expect, test } from 'vitest';
import { APP, APP_SECRET, connecting, SIGNING, SLACK, TENANT, TOKEN } from './testing/connecting.ts';

const at = connecting();

describe('Slack', () => {
  test('is connected, shown, checked, given new secrets and removed', async () => {
    const added = await at.connect('slack ashcombe --organisation "Ashcombe Council" --expires 2126-11-30', {
      env: SLACK,
    });
    expect(added).toMatchObject({ code: 0 });
    expect(added.text).toContain('Connected “T0ASH works” (T0ASH) of Ashcombe Council as “ashcombe”.');
    expect(added.text).toContain('/slack/ashcombe/events');
    expect(
      await at.rows('SELECT id, platform, state, version, secret_expires_at::date::text AS expires FROM connection'),
    ).toEqual([{ id: 'ashcombe', platform: 'slack', state: 'active', version: 1, expires: '2126-11-30' }]);
    expect(await at.rows('SELECT connection, external_id FROM workspace')).toEqual([
      { connection: 'ashcombe', external_id: 'T0ASH' },
    ]);
    expect((await at.connect('list')).text).toContain(
      'ashcombe: Ashcombe Council, Slack, T0ASH works (T0ASH), heard at /slack/ashcombe/events, secret until 2126-11-30',
    );
    expect((await at.connect('check ashcombe')).text).toContain(
      'ok       scopes, ashcombe: all that the manifest asks for.\n',
    );
    at.scopes = at.scopes.filter((scope) => scope !== 'channels:history' && scope !== 'im:write');
    expect(await at.connect('check ashcombe')).toMatchObject({
      code: 1,
      text: expect.stringMatching(
        /^problem {2}scopes, ashcombe: missing: channels:history \(.+; im:write \(.+ Update the app /m,
      ),
    });

    // Typed this time, and only the token: the signing secret stays.
    expect((await at.connect('rotate ashcombe', { typed: ['', 'xoxb-brackenford-1'] })).text).toContain(
      'That token is of another workspace (T0BRA)',
    );
    await at.rows("UPDATE installation SET state = 'revoked'");
    expect((await at.connect('list')).text).toContain('revoked: waits for a new token');
    const rotated = await at.connect('rotate ashcombe', { typed: ['', 'xoxb-ashcombe-2'] });
    expect(rotated.text).toContain(
      '“ashcombe” has a new token, and uses it within seconds. What waited for it goes on',
    );
    expect(await at.rows('SELECT state, version FROM installation')).toEqual([{ state: 'active', version: 2 }]);
    expect((await at.connect('rotate ashcombe', { typed: ['', ''] })).text).toContain('Nothing was given');

    expect((await at.connect('remove ashcombe')).text).toContain('neither heard nor spoken to any more');
    expect((await at.connect('list')).text).toMatch(/ashcombe: .+, removed/);
    expect((await at.connect('rekey')).text).toContain('connection.settings: 0 sealed anew\n');
    expect((await at.connect('check ashcombe')).text).toContain('There is no connection “ashcombe”');
    expect(await at.rows('SELECT connection FROM workspace')).toEqual([{ connection: null }]);
    expect(await at.connect('slack ashcombe --organisation "Ashcombe Council"', { env: SLACK })).toMatchObject({
      code: 0,
    });
  }, 240_000);

  test('is connected by socket, which Slack must give, and is told no address', async () => {
    const socket = { SLACK_APP_TOKEN: 'xapp-1-A0-1-one', SLACK_BOT_TOKEN: TOKEN };
    const words = 'slack ashcombe --organisation "Ashcombe Council" --socket';
    const refusals = [
      ['invalid_auth', 'Slack refuses the app-level token (invalid_auth)'],
      ['missing_scope', 'lacks the scope connections:write'],
      ['not_allowed_token_type', 'That is no app-level token'],
      ['forbidden_team', 'Slack gives no socket (forbidden_team): see that Socket Mode is switched on'],
    ] as const;
    for (const [code, sentence] of refusals) {
      at.fake.on('apps.connections.open', () => ({ ok: false, error: code }));
      expect(await at.connect(words, { env: socket })).toMatchObject({
        code: 1,
        text: expect.stringContaining(sentence),
      });
    }
    expect(await at.connect(words, { env: { ...socket, SLACK_APP_TOKEN: 'xoxb-1' } })).toMatchObject({
      code: 1,
      text: expect.stringContaining('SLACK_APP_TOKEN must begin with'),
    });
    expect(await at.rows('SELECT id FROM connection')).toEqual([]);
    at.fake.on('apps.connections.open', () => ({ url: 'ws://127.0.0.1:1/link' }));
    const added = await at.connect(words, { typed: [socket.SLACK_APP_TOKEN, TOKEN] });
    expect(added).toMatchObject({ code: 0, text: expect.stringContaining('App-level token with connections:write') });
    expect(added.text).toContain('It is heard by socket');
    expect(added.text).not.toMatch(/Signing Secret|\/slack\/ashcombe/);
    expect((await at.connect('list')).text).toContain(
      'ashcombe: Ashcombe Council, Slack, T0ASH works (T0ASH), heard by socket',
    );
    expect((await at.connect('check ashcombe')).text).toContain('ok       socket, ashcombe: Slack gives one.\n');
    // Another app has another token.
    const other = { ...socket, SLACK_BOT_TOKEN: 'xoxb-brackenford-1' };
    expect((await at.connect('slack other --organisation Other --socket', { env: other })).text).toContain(
      'That is the app-level token of “ashcombe”',
    );
    expect((await at.connect('rotate ashcombe', { typed: ['xapp-1-A0-1-two', ''] })).text).toContain(
      '“ashcombe” has a new app-level token, and uses it within seconds.',
    );
    expect(at.fake.openings.at(-1)?.token).toBe('xapp-1-A0-1-two');
    expect((await at.connect('rotate ashcombe', { typed: ['', 'xoxb-ashcombe-2'] })).text).toContain('has a new token');
    expect((await at.connect('check ashcombe')).code).toBe(0);
    // One that is heard by HTTP is given a socket.
    await at.connect('slack brackenford --organisation Brackenford', {
      env: { ...SLACK, SLACK_BOT_TOKEN: 'xoxb-brackenford-1' },
    });
    await at.connect('rotate brackenford --socket', { typed: ['xapp-1-B0-1-one', ''] });
    expect((await at.connect('list')).text).toMatch(/brackenford: .+, heard by socket/);
    at.fake.on('apps.connections.open', () => ({ ok: false, error: 'invalid_auth' }));
    expect(await at.connect('check ashcombe')).toMatchObject({ code: 1 });
    expect(at.fake.openings.at(-1)?.token).toBe('xapp-1-A0-1-two');
  }, 240_000);

  test.each([
    ['slack slack --organisation A', SLACK, 'The name stands in an address'],
    ['slack ashcombe', SLACK, '--organisation is missing'],
    [`slack ashcombe --organisation A --token ${TOKEN}`, SLACK, 'Secrets are asked for.'],
    ['slack ashcombe --organisation A', { ...SLACK, SLACK_BOT_TOKEN: 'xoxb-wrong' }, 'Slack refuses'],
    [
      'slack ashcombe --organisation A',
      { SLACK_SIGNING_SECRET: 'short' },
      'SLACK_SIGNING_SECRET does not look like one',
    ],
    ['slack ashcombe --organisation A', {}, 'Nothing was typed'],
    ['', {}, 'npm run connect -- slack <name>'],
  ])(
    '%s',
    async (words, given, sentence) => {
      const refused = await at.connect(words, { env: given });
      expect(refused.text).toContain(sentence);
      expect(refused.code).toBe(1);
      expect(await at.rows('SELECT id FROM connection')).toEqual([]);
    },
    60_000,
  );

  test('another’s workspace and another’s signing secret are not taken', async () => {
    await at.connect('slack ashcombe --organisation "Ashcombe Council"', { env: SLACK });
    const second = await at.connect('slack other --organisation Other', {
      env: { SLACK_SIGNING_SECRET: 'another-secret-0123456789', SLACK_BOT_TOKEN: TOKEN },
    });
    expect(second.text).toContain('belongs to the connection “ashcombe” already');
    const same = await at.connect('slack other --organisation Other', {
      env: { SLACK_SIGNING_SECRET: SIGNING, SLACK_BOT_TOKEN: 'xoxb-brackenford-1' },
    });
    expect(same.text).toContain('That is the signing secret of “ashcombe”');
    expect(await at.rows('SELECT id FROM connection')).toEqual([{ id: 'ashcombe' }]);
  }, 90_000);
});

test('Teams is connected once Microsoft gives its bot a token, and alarms have a channel by its link', async () => {
  const words = `teams brackenford --organisation "Brackenford Council" --app-id ${APP.toUpperCase()} --tenant-id ${TENANT}`;
  expect(await at.connect(words, { typed: ['not the secret'.replaceAll(' ', '-')] })).toMatchObject({
    code: 1,
    text: expect.stringContaining('Microsoft refuses the client secret'),
  });
  const added = await at.connect(words, { typed: [APP_SECRET] });
  expect(added.text).toContain(`Connected the tenant ${TENANT} of Brackenford Council as “brackenford”.`);
  expect(await at.rows('SELECT app_id, tenant FROM connection')).toEqual([{ app_id: APP, tenant: TENANT }]);
  expect((await at.connect('check brackenford')).text).toContain('ok       token, brackenford: Microsoft gives one.\n');
  expect((await at.connect('rotate brackenford', { env: { TEAMS_APP_PASSWORD: APP_SECRET } })).text).toContain(
    'has a new secret',
  );

  // A tenant belongs to one active connection.
  const again = words.replace('teams brackenford', 'teams other').replace('Brackenford Council', 'Other');
  expect(await at.connect(again, { typed: [APP_SECRET] })).toMatchObject({
    code: 1,
    text: expect.stringContaining(`The tenant ${TENANT} belongs to the connection “brackenford” already`),
  });
  expect(await at.rows('SELECT id FROM connection')).toEqual([{ id: 'brackenford' }]);

  const channel = '19:abc@thread.tacv2';
  const link = `https://teams.microsoft.com/l/channel/${encodeURIComponent(channel)}/Alarms?groupId=g&tenantId=${TENANT}`;
  expect((await at.connect(`operator "${link}"`)).text).toContain(`Alarms go to teams/${TENANT}/${channel}.`);
  expect(await at.rows('SELECT key, value FROM setting')).toEqual([
    { key: 'operator channel', value: `teams/${TENANT}/${channel}` },
  ]);
  expect((await at.connect('operator "https://elsewhere.slack.com/archives/C1"')).text).toContain(
    'No connected workspace is at',
  );
  expect((await at.connect('operator slack/T0NONE/C1')).text).toContain('(T0NONE) is not connected');
  expect((await at.connect('operator off')).text).toContain('Alarms go to the log alone.');
  expect(await at.rows('SELECT key FROM setting')).toEqual([]);

  expect((await at.connect('calendar "Brackenford Council" --holidays scotland')).text).toContain(
    'Brackenford Council: zone not set (Europe/London), bank holidays scotland.',
  );
  expect((await at.connect('calendar "Brackenford Council" --zone Mars')).text).toContain('--zone must be the name of');
  expect((await at.connect('calendar "Nowhere Council"')).text).toContain('no organisation of that name');
  expect(await at.rows("SELECT zone, holidays FROM organisation WHERE name = 'Brackenford Council'")).toEqual([
    { zone: null, holidays: 'scotland' },
  ]);
}, 240_000);
