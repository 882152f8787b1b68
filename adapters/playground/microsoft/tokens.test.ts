/** Microsoft's tokens as the stand-in gives them out: by botbuilder and jose, not by our own code. */
import { createRemoteJWKSet, decodeJwt, jwtVerify } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { askToken, openScene, type Scene } from './botbuilder.testing.ts';

let scene: Scene;
beforeAll(async () => {
  scene = await openScene();
});
afterAll(() => scene.close());

describe('tokens', () => {
  it('of the bot are issued for its password alone', async () => {
    expect((await askToken(scene.playground)).status).toBe(200);
    expect((await askToken(scene.playground, { client_secret: 'wrong' })).status).toBe(401);
    expect((await askToken(scene.playground, { client_id: 'other' })).status).toBe(400);
    expect((await askToken(scene.playground, { scope: 'https://graph.microsoft.com/.default' })).status).toBe(400);
    expect((await askToken(scene.playground, {}, 'other-tenant')).status).toBe(400);
  });

  it('of the channel are signed by the published key', async () => {
    await scene.act({ kind: 'post', conversation: scene.licensing, text: 'for the token' });
    await scene.turn((activity) => activity.text === 'for the token');
    const metadata = (await (await fetch(scene.playground.teams.openIdMetadataUrl)).json()) as { jwks_uri: string };
    const { payload } = await jwtVerify(scene.lastToken(), createRemoteJWKSet(new URL(metadata.jwks_uri)), {
      issuer: 'https://api.botframework.com',
      audience: scene.playground.teams.appId,
    });
    expect(payload.serviceurl).toBe(scene.playground.teams.serviceUrl);
    expect(decodeJwt(scene.lastToken()).exp).toBeGreaterThan(Date.now() / 1000);
  });

  it('are needed for the Connector', async () => {
    const url = `${scene.playground.teams.serviceUrl}v3/conversations/${encodeURIComponent(scene.licensing)}/members`;
    expect((await fetch(url)).status).toBe(401);
    // The channel's own token is no token of the bot.
    expect((await fetch(url, { headers: { authorization: `Bearer ${scene.lastToken()}` } })).status).toBe(401);
    const [head, body] = (await scene.token()).split('.');
    expect((await fetch(url, { headers: { authorization: `Bearer ${head}.${body}.` } })).status).toBe(401);
    expect((await fetch(url, { headers: { authorization: `Bearer ${await scene.token()}` } })).status).toBe(200);
  });
});
