/** The workspace that the tests play: its ids and the app in it. */
import type { Installation } from '../store.ts';

export const TEAM = 'T0GUILD';
export const OTHER_TEAM = 'T0OTHER';
export const ASHA = 'U0ASHA';
export const BOT_USER = 'U0BOT';
export const CHANNEL = 'C0LICENCE';
export const DIRECT = 'D0ASHA';
export const SECRET = 'the-signing-secret-of-the-tests';
export const APP_TOKEN = 'xapp-1-A0APP-1-the-app-token-of-the-tests';

export const INSTALLATION: Installation = {
  teamId: TEAM,
  token: 'xoxb-test',
  botUserId: BOT_USER,
  botId: 'B0BOT',
  appId: 'A0APP',
  url: 'https://example.slack.com/',
};

/** English stand-ins for the catalogue's sentences. */
export const SENTENCES = {
  title: 'Guildhall',
  close: 'Close',
  late: 'That took too long. Please try again.',
  someone: '@someone',
  group: '@group',
  channel: '#channel',
  expired: 'This form is too old. Please open it again.',
  noDay: 'This is no date.',
  yes: 'Yes',
};
