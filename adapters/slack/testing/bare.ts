/** A bare Bolt app that only acknowledges, as a process of its own: what the bench compares with. Says its port. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { App, HTTPReceiver } from '@slack/bolt';
import { silent } from '../client.ts';

const receiver = new HTTPReceiver({ signingSecret: process.env.SLACK_SIGNING_SECRET ?? '', logger: silent });
const app = new App({
  receiver,
  logger: silent,
  authorize: async () => ({ botToken: 'xoxb-bare-1', botId: 'B0BOT', botUserId: 'U0BOT' }),
});
// Bolt acknowledges events by itself.
app.event('message', async () => undefined);

const server = createServer((req, res) => receiver.requestListener(req, res));
server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`listening on ${(server.address() as AddressInfo).port}.\n`);
});
