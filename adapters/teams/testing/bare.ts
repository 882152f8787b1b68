/** A bare botbuilder bot that verifies tokens and only acknowledges, as a process of its own: what the bench compares with. Says its port. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  CloudAdapter,
  ConfigurationBotFrameworkAuthentication,
  ConfigurationServiceClientCredentialFactory,
} from 'botbuilder';
import { addressesOf } from '../speak.ts';

const account = {
  appId: process.env.TEAMS_APP_ID ?? '',
  appPassword: process.env.TEAMS_APP_PASSWORD ?? '',
  tenantId: process.env.TEAMS_TENANT_ID ?? '',
  openIdMetadataUrl: process.env.TEAMS_OPENID_METADATA ?? '',
  loginUrl: process.env.TEAMS_LOGIN_URL ?? '',
};
const credentials = new ConfigurationServiceClientCredentialFactory({
  MicrosoftAppId: account.appId,
  MicrosoftAppPassword: account.appPassword,
  MicrosoftAppTenantId: account.tenantId,
  MicrosoftAppType: 'SingleTenant',
});
const adapter = new CloudAdapter(new ConfigurationBotFrameworkAuthentication(addressesOf(account), credentials));

/** What express adds to Node's response, as far as botbuilder uses it. */
const express = {
  status(code: number) {
    Object.assign(this, { statusCode: code });
    return this;
  },
  header(this: { setHeader(name: string, value: unknown): void }, name: string, value: unknown) {
    this.setHeader(name, value);
    return this;
  },
  send(this: { end(text: string): void }, body: unknown) {
    this.end(typeof body === 'string' ? body : JSON.stringify(body));
    return this;
  },
};

const server = createServer((req, res) => {
  const parts: Buffer[] = [];
  req.on('data', (part: Buffer) => parts.push(part));
  req.on('end', () => {
    const request = Object.assign(req, { body: JSON.parse(Buffer.concat(parts).toString('utf8')) });
    adapter
      .process(request as never, Object.assign(res, express) as never, async () => undefined)
      .catch((error) => {
        process.stderr.write(`${error}\n`);
        res.writeHead(500).end();
      });
  });
});
server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`listening on ${(server.address() as AddressInfo).port}.\n`);
});
