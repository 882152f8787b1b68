/** What happened is found again after a kill, and nothing is acknowledged before it is stored. */

import { WebClient } from '@slack/web-api';
import { afterEach, describe, expect, it } from 'vitest';
import { Keep, memoryStore, type PlaygroundStore } from './store.ts';
import { openStage, type Stage, silentLog } from './testing.ts';

const stages: Stage[] = [];
afterEach(async () => {
  for (const stage of stages.splice(0)) await stage.close();
});
async function open(store: PlaygroundStore): Promise<Stage> {
  const stage = await openStage({ store }, { start: false });
  stages.push(stage);
  return stage;
}

describe('a restart', () => {
  it('finds messages, threads, homes, forms, switches and secrets as they were', async () => {
    const store = memoryStore();
    const first = await open(store);
    expect(first.playground.fresh).toBe(true);
    const { cast, hooks, slack, teams } = first.playground;
    const team = cast.slackTeams[0];
    const as = team?.users[0]?.id ?? '';
    const teamId = team?.teamId ?? '';
    const channel = team?.channels[0]?.id ?? '';
    const { ts = '' } = await hooks.slackAct(teamId, as, { kind: 'post', channel, text: 'kept \u0000 *here*' });
    await hooks.slackAct(teamId, as, { kind: 'post', channel, thread: ts, text: 'reply' });
    const client = new WebClient(slack.installations[0]?.botToken, { slackApiUrl: slack.apiUrl });
    await client.views.publish({ user_id: as, view: { type: 'home', blocks: [{ type: 'divider' }] } });
    const tenant = cast.tenant;
    const priya = tenant.users[0]?.id ?? '';
    const conversation = tenant.teams[0]?.id ?? '';
    const post = await hooks.teamsAct(priya, { kind: 'post', conversation, text: 'kept too' });
    await hooks.teamsAct(priya, { kind: 'consent', of: conversation, granted: false });

    // No close: as after a kill.
    const second = await open(store);
    expect(second.playground.fresh).toBe(false);
    expect(second.playground.slack.signingSecret).toBe(slack.signingSecret);
    expect(second.playground.slack.installations).toEqual(slack.installations);
    expect(second.playground.teams.appPassword).toBe(teams.appPassword);
    expect(second.playground.hooks.slackMessages(teamId, as, channel, ts).map((message) => message.text)).toEqual([
      'kept \u0000 *here*',
      'reply',
    ]);
    expect(second.playground.hooks.teamsPosts(priya, conversation).at(-1)?.message.id).toBe(post.id);
    const slackView = await (
      await fetch(`${second.baseUrl}/playground/api/slack/snapshot?team=${teamId}&as=${as}`)
    ).json();
    expect(slackView).toMatchObject({ home: { blocks: [{ type: 'divider' }] } });
    const teamsView = await (
      await fetch(
        `${second.baseUrl}/playground/api/teams/snapshot?tenant=${tenant.tenantId}&as=${encodeURIComponent(priya)}`,
      )
    ).json();
    expect(teamsView).toMatchObject({
      teams: [{ id: conversation, consented: false }, { consented: true }, { consented: true }],
    });
    const later = await second.playground.hooks.slackAct(teamId, as, { kind: 'post', channel, text: 'later' });
    expect(Number(later.ts)).toBeGreaterThan(Number(ts));
  });

  it('has other secrets in another installation', async () => {
    const [one, two] = [await open(memoryStore()), await open(memoryStore())];
    expect(one.playground.slack.signingSecret).not.toBe(two.playground.slack.signingSecret);
    expect(one.playground.slack.installations[0]?.botToken).not.toBe(two.playground.slack.installations[0]?.botToken);
    expect(one.playground.teams.appPassword).not.toBe(two.playground.teams.appPassword);
  });
});

describe('the write-through', () => {
  it('answers the bot only when the message is stored', async () => {
    const store = memoryStore();
    let broken = false;
    const failing: PlaygroundStore = {
      ...store,
      put: (kind, id, body) =>
        broken && kind === 'slack.message' ? Promise.reject(new Error('disk full')) : store.put(kind, id, body),
    };
    const stage = await open(failing);
    const channel = stage.playground.cast.slackTeams[0]?.channels[0]?.id ?? '';
    const { apiUrl, installations } = stage.playground.slack;
    const post = () =>
      fetch(`${apiUrl}chat.postMessage`, {
        method: 'POST',
        headers: { authorization: `Bearer ${installations[0]?.botToken}`, 'content-type': 'application/json' },
        body: JSON.stringify({ channel, text: 'hello' }),
      });
    broken = true;
    expect((await post()).status).toBe(500);
    broken = false;
    expect((await post()).status).toBe(200);
    expect([...store.rows.values()].filter((row) => row.kind === 'slack.message')).toHaveLength(2);
  });

  it('keeps the last of many writes to one thing, in order', async () => {
    const slow = memoryStore();
    const store: PlaygroundStore = {
      ...slow,
      put: async (...row) => {
        await new Promise((resolve) => setImmediate(resolve));
        await slow.put(...row);
      },
    };
    const keep = new Keep(store, silentLog);
    for (let n = 0; n < 50; n++) keep.put('k', 'a', n);
    keep.put('k', 'b', 1);
    keep.remove('k', 'b');
    await keep.settled();
    expect([...slow.rows.values()]).toEqual([{ kind: 'k', id: 'a', body: '49' }]);
  });
});
