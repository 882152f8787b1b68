/** A story with a bit of everything in the database: answered and open, settled and owed, plain and sealed. */

import { randomUUID } from 'node:crypto';
import { createConnections } from '../../prisma/connections.ts';
import { createReferences } from '../../prisma/references.ts';
import { addressOf } from '../../prisma/testing/rows.ts';
import { yours } from '../core/attention.ts';
import { createSealer } from '../core/seal.ts';
import { type Story, story } from './story.ts';

/** What the stage seals with. */
export const stageSecret = new Uint8Array(32).fill(7);

/** Texts that a careless copy would change. */
export const awkward = 'Tabs\tand\nlines\r\n, “quotes”, \\x5c \\N {a,"b"} NULL, \u2028, 🏛️, Ŵŷ, \u0001';

export interface FullStory extends Story {
  readonly url: string;
  /** A delivery that was accepted and not acted on. */
  readonly waiting: string;
}

export async function fullStory(): Promise<FullStory> {
  const told = await story();
  const { s, asha, ben, teamsChannel, slackChannel } = told;
  await s.say(asha, teamsChannel, `Who knows? ${awkward}`, { addressed: true });
  await s.settle();
  const root = s.slack.posted[0]?.ref;
  if (!root) throw new Error('the question was not posted');
  await s.say(ben, slackChannel, awkward, { thread: root });
  await s.settle();
  const references = createReferences({
    prisma: s.prisma,
    sealer: createSealer([stageSecret], 'teams references'),
    clock: s.clock,
  });
  await references.save('teams:ashcombe', { serviceUrl: 'https://teams.example/', words: awkward });
  const connections = createConnections({
    prisma: s.prisma,
    secrets: [stageSecret],
    newId: randomUUID,
    clock: s.clock,
  });
  await connections.add({
    name: 'downs',
    platform: 'slack',
    organisation: 'Downs Partnership',
    appId: 'A0DOWNS',
    secret: 'a signing secret',
    secretExpiresAt: null,
    slack: {
      externalId: 'T0DOWNS',
      token: 'xoxb-downs',
      refresh: 'xoxe-downs',
      expiresAt: s.clock.now(),
      botUserId: 'U0DOWNS',
      botId: 'B0DOWNS',
      name: 'Downs',
      url: 'https://downs.example/',
      scopes: ['chat:write'],
    },
  });
  await connections.allow({ connection: 'downs', externalId: 'E0DOWNS', organisation: awkward });
  await connections.spend('slack', 'came back', s.clock.now());
  // Owed and not sent yet: a card that is drawn later, and one that is sealed.
  await s.say(asha, teamsChannel, 'And who knows this?', { addressed: true });
  await s.inbox.afterwards(s.clock.now(), (w) =>
    w.say('delivery:x', { to: ben.ref, attention: yours }, { summary: 'A sealed card', blocks: [] }),
  );
  const waiting = s.event(asha, s.private(asha), { kind: 'command', name: 'help', text: '' });
  await s.bot.accept(waiting);
  return { ...told, url: await addressOf(s.prisma), waiting: waiting.id };
}
