/** Everything that Slack publishes, Microsoft's client recorded and we wrote down, sent to the whole product: none may crash it or fail. */
import { describe, expect, it } from 'vitest';
import { cast } from '../../adapters/playground/cast.ts';
import { asSent, filled, fixtures, published } from '../../adapters/slack/testing/fixture.ts';
import { signed } from '../../adapters/slack/testing/sign.ts';
import * as told from '../../adapters/slack/testing/slack-people.ts';
import { type Folder, fixture, fixtureNames } from '../../adapters/teams/testing/fixtures.ts';
import { APP_ID, TENANT } from '../../adapters/teams/testing/world.ts';
import { sends, sendsAsTeams } from '../testing/journey/forge.ts';
import { journey } from '../testing/journey/journey.ts';

const town = journey();

/** The same with other ids in it. */
const renamed = <T>(payload: T, ids: Readonly<Record<string, string>>): T =>
  JSON.parse(Object.entries(ids).reduce((text, [from, to]) => text.replaceAll(from, to), JSON.stringify(payload))) as T;

/** Everything that was taken is done with, and what it is for still works: in a channel that nothing of this happened to. */
async function stillWorks(words: string): Promise<void> {
  await town.product.quiet();
  expect((await sends(town.product, '/readyz', { method: 'GET' })).status).toBe(200);
  await town.slack('marcus.bell').says('hmo-licensing', `@Guildhall ${words}`);
  await town.teams('priya.nair').finds('Licensing', words);
}

describe('Slack', () => {
  it('takes every payload that was published or written down, as a stranger’s and as one of ours', async () => {
    const asha = town.slack('asha.verma');
    const here = { team: asha.team.teamId, user: asha.id };
    const ours = {
      [told.TEAM]: here.team,
      [told.ASHA]: here.user,
      [told.BOT_USER]: asha.team.botUserId,
      [told.CHANNEL]: await asha.channel('licensing'),
    };
    const all = [
      ...published(),
      ...published().map(([name, payload]) => [`${name}, ours`, filled(payload, here)] as const),
      ...fixtures().map(([name, payload]) => [`${name}, ours`, renamed(payload, ours)] as const),
    ];
    const secret = town.product.playground.slack.signingSecret;
    for (const [at, [name, payload]] of all.entries()) {
      // With the same id the second one would be taken for the first again.
      const sent = 'event_id' in payload ? { ...payload, event_id: `EvREPLAY${at}` } : payload;
      const answer = await sends(town.product, '/slack/events', signed(secret, asSent(sent), new Date()));
      expect([name, answer.status]).toEqual([name, 200]);
    }
    expect(all.length).toBeGreaterThan(250);
    await stillWorks('Who is still there in Slack?');
  }, 120_000);
});

describe('Teams', () => {
  it('takes every activity that was recorded or documented', async () => {
    const { appId, serviceUrl } = town.product.playground.teams;
    let count = 0;
    for (const folder of ['recorded', 'documented'] satisfies Folder[]) {
      for (const name of fixtureNames(folder)) {
        const sent = fixture(folder, name);
        const ours = JSON.stringify(sent).includes(TENANT);
        const activity = renamed(sent, { [TENANT]: cast.tenant.tenantId, [APP_ID]: appId });
        const answer = await sendsAsTeams(town.product, JSON.stringify({ ...activity, serviceUrl }));
        // 501: an invoke that is not ours, such as another bot's button. A few were recorded in another tenant.
        expect([name, ours ? [200, 501] : [401]].flat(), `${answer.status}`).toContain(answer.status);
        count += 1;
      }
    }
    expect(count).toBeGreaterThan(130);
    await stillWorks('Who is still there in Teams?');
  }, 120_000);
});
