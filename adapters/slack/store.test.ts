/** Whose a token is, asked of Slack at start, and what is said where it is nobody's. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { StartError } from '../../bot/core/start-error.ts';
import { installationFromToken } from './store.ts';
import { startFakeSlack } from './testing/fake-slack.ts';
import { type SlackHarness, slackHarness } from './testing/harness.ts';

let it: SlackHarness;
beforeEach(async () => {
  it = await slackHarness();
});
afterEach(() => it.close());

const failure = (promise: Promise<unknown>): Promise<unknown> => promise.catch((error: unknown) => error);

describe('at start', () => {
  test('a token says whose it is', async () => {
    const installation = await installationFromToken('xoxb-1', { apiUrl: it.fake.apiUrl });
    expect(installation).toMatchObject({
      teamId: 'T0GUILD',
      botUserId: 'U0BOT',
      botId: 'B0BOT',
      token: 'xoxb-1',
      url: 'https://example.slack.com/',
    });
    expect(it.fake.calls[0]).toMatchObject({ method: 'auth.test', token: 'xoxb-1' });
  });

  test.each([
    ['invalid_auth', 'SLACK_BOT_TOKEN'],
    ['account_inactive', 'SLACK_BOT_TOKEN'],
    ['something_else', 'something_else'],
  ])('%s is a sentence that says %s', async (code, word) => {
    it.fake.on('auth.test', () => ({ ok: false, error: code }));
    const error = await failure(installationFromToken('xoxb-secret-token', { apiUrl: it.fake.apiUrl }));
    expect(error).toBeInstanceOf(StartError);
    expect(String(error)).toContain(word);
    expect(String(error)).not.toContain('xoxb-secret-token');
  });

  test('a person’s token is not a bot’s, and an address where nobody is says so', async () => {
    it.fake.on('auth.test', () => ({ team_id: 'T0GUILD', user_id: 'U0ASHA' }));
    expect(String(await failure(installationFromToken('xoxp-1', { apiUrl: it.fake.apiUrl })))).toContain(
      'not a bot token',
    );
    const gone = await startFakeSlack();
    await gone.close();
    expect(String(await failure(installationFromToken('xoxb-1', { apiUrl: gone.apiUrl })))).toContain('SLACK_API_URL');
  });
});
