/** Real botbuilder against the stand-in: activities in, Connector calls out. */
import { ActivityTypes, TeamsInfo, type TurnContext } from 'botbuilder';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openScene, type Scene } from './botbuilder.testing.ts';

let scene: Scene;
beforeAll(async () => {
  scene = await openScene();
});
afterAll(() => scene.close());

describe('activities in', () => {
  it('a channel message has the thread in its conversation, the mention as an entity, HTML beside the text', async () => {
    const { id } = await scene.act({
      kind: 'post',
      conversation: scene.licensing,
      text: '@Guildhall who **knows** <b> & <at>all</at>?',
    });
    const activity = await scene.turn((one) => one.id === id);
    expect(activity).toMatchObject({
      text: '<at>Guildhall</at> who knows <b> & <at>all</at>?',
      textFormat: 'plain',
      conversation: { id: `${scene.licensing};messageid=${id}`, conversationType: 'channel', isGroup: true },
      from: { id: scene.priya, aadObjectId: expect.any(String) },
      recipient: { id: `28:${scene.playground.teams.appId}` },
      channelData: {
        teamsChannelId: scene.licensing,
        teamsTeamId: scene.teamId,
        team: { id: scene.teamId },
        channel: { id: scene.licensing },
      },
    });
    expect(activity.entities?.filter((entity) => entity.type === 'mention')).toHaveLength(1);
    expect(activity.attachments?.[0]).toMatchObject({
      contentType: 'text/html',
      content: expect.stringContaining('<strong>knows</strong> &lt;b&gt; &amp;'),
    });
    const reply = await scene.act({ kind: 'post', conversation: scene.licensing, root: id, text: 'I do' }, scene.tom);
    expect((await scene.turn((one) => one.id === reply.id)).conversation.id).toBe(`${scene.licensing};messageid=${id}`);
  });

  it('edits, deletions and reactions say what they are', async () => {
    const { id = '' } = await scene.act({ kind: 'post', conversation: scene.licensing, text: 'one' });
    await scene.act({ kind: 'edit', conversation: scene.licensing, id, text: 'two' });
    expect(await scene.turn((one) => one.type === 'messageUpdate' && one.id === id)).toMatchObject({
      text: 'two',
      channelData: { eventType: 'editMessage' },
    });
    await scene.act({ kind: 'delete', conversation: scene.licensing, id });
    expect(await scene.turn((one) => one.type === 'messageDelete' && one.id === id)).toMatchObject({
      channelData: { eventType: 'softDeleteMessage' },
    });
    await expect(scene.act({ kind: 'edit', conversation: scene.licensing, id, text: 'x' }, scene.tom)).rejects.toThrow(
      'not your message',
    );
    const card = await scene.speak(scene.licensing, (context) => context.sendActivity('react to me'));
    await scene.act({ kind: 'react', conversation: scene.licensing, id: card?.id ?? '', type: 'like' });
    expect(await scene.turn((one) => one.type === 'messageReaction')).toMatchObject({
      replyToId: card?.id,
      reactionsAdded: [{ type: 'like' }],
    });
  });

  it('without consent only what mentions the bot is heard', async () => {
    await scene.act({ kind: 'consent', of: scene.teamId, granted: false });
    const quiet = await scene.act({ kind: 'post', conversation: scene.licensing, text: 'not for the bot' });
    const loud = await scene.act({ kind: 'post', conversation: scene.licensing, text: '@Guildhall for the bot' });
    await scene.turn((one) => one.id === loud.id);
    expect(scene.turns.some((one) => one.id === quiet.id)).toBe(false);
    await scene.act({ kind: 'edit', conversation: scene.licensing, id: loud.id ?? '', text: 'still its own' });
    await scene.turn((one) => one.type === 'messageUpdate' && one.id === loud.id);
    await scene.act({ kind: 'consent', of: scene.teamId, granted: true });
  });
});

describe('Connector calls', () => {
  it('send, reply, update and delete', async () => {
    const root = await scene.speak(scene.licensing, (context) =>
      context.sendActivity('Hello & **bold** &lt;at&gt; <script>x</script>'),
    );
    const id = root?.id ?? '';
    const shown = () => scene.posts().find((post) => post.message.id === id);
    expect(shown()?.message.html).toBe('<p>Hello &amp; <strong>bold</strong> &lt;at&gt; x</p>');
    const reply = await scene.speak(`${scene.licensing};messageid=${id}`, (context) =>
      context.sendActivity('in the thread'),
    );
    expect(shown()?.replies.map((one) => one.id)).toEqual([reply?.id]);
    await scene.speak(scene.licensing, (context) =>
      context.updateActivity({ id, type: ActivityTypes.Message, text: 'changed' }),
    );
    expect(shown()?.message).toMatchObject({ text: 'changed', edited: true });
    await scene.speak(scene.licensing, (context) => context.deleteActivity(id));
    expect(shown()?.message).toMatchObject({ deleted: true, html: '' });
    await expect(
      scene.speak(scene.licensing, (context) => context.updateActivity({ id, type: ActivityTypes.Message, text: 'x' })),
    ).rejects.toMatchObject({ statusCode: 404 });
  });

  it('keep the summary, which says what a card is about to those who do not see it', async () => {
    const card = (summary?: string) => ({
      type: ActivityTypes.Message,
      ...(summary && { summary }),
      attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content: { type: 'AdaptiveCard' } }],
    });
    const sent = await scene.speak(scene.licensing, (context) => context.sendActivity(card('Question from Priya')));
    const id = sent?.id ?? '';
    const shown = () => scene.posts().find((post) => post.message.id === id)?.message.summary;
    expect(shown()).toBe('Question from Priya');
    const update = (summary?: string) =>
      scene.speak(scene.licensing, (context) => context.updateActivity({ id, ...card(summary) }));
    await update('Question from Priya, answered');
    expect(shown()).toBe('Question from Priya, answered');
    await update();
    expect(shown()).toBe('');
    await update('Question from Priya');
    await scene.speak(scene.licensing, (context) => context.deleteActivity(id));
    expect(shown()).toBe('');
    const typed = await scene.act({ kind: 'post', conversation: scene.licensing, text: 'no card' });
    expect(scene.posts().find((post) => post.message.id === typed.id)?.message.summary).toBe('');
  });

  it('open a personal chat, whose messages the person alone sees', async () => {
    const { appId, tenantId, serviceUrl } = scene.playground.teams;
    const opened = await new Promise<string>((resolve, reject) => {
      const parameters = {
        isGroup: false,
        bot: { id: `28:${appId}` },
        members: [{ id: scene.priya }],
        tenantId,
        channelData: { tenant: { id: tenantId } },
      };
      scene.adapter
        .createConversationAsync(
          appId,
          'msteams',
          serviceUrl,
          'https://api.botframework.com',
          parameters as never,
          async (context) => {
            await context.sendActivity('psst');
            resolve(context.activity.conversation.id);
          },
        )
        .catch(reject);
    });
    expect(opened).toMatch(/^a:1/);
    expect(scene.playground.hooks.teamsPosts(scene.priya, opened).at(-1)?.message.text).toBe('psst');
    expect(() => scene.playground.hooks.teamsPosts(scene.tom, opened)).toThrow('no such conversation');
    await scene.act({ kind: 'uninstall', in: scene.priya });
    await expect(scene.speak(opened, (context) => context.sendActivity('x'))).rejects.toMatchObject({
      statusCode: 403,
      code: 'MessageWritesBlocked',
    });
    await scene.act({ kind: 'install', in: scene.priya });
    await scene.turn((one) => one.type === 'installationUpdate' && one.action === 'add');
  });

  it('know rosters and teams', async () => {
    await scene.speak(scene.licensing, async (context) => {
      context.activity.channelData = { team: { id: scene.teamId }, tenant: { id: scene.playground.teams.tenantId } };
      const page = await TeamsInfo.getPagedMembers(context);
      expect(page.members.map((member) => member.name)).toContain('Priya Nair');
      expect(await TeamsInfo.getMember(context, scene.priya)).toMatchObject({
        email: 'priya.nair@ashcombe.example',
        userPrincipalName: 'priya.nair@ashcombe.example',
      });
      expect((await TeamsInfo.getTeamDetails(context)).name).toBe('Regulatory Services');
      expect((await TeamsInfo.getTeamChannels(context)).map((channel) => channel.name)).toEqual([
        undefined,
        'Licensing',
      ]);
    });
  });

  it('refuse what Teams refuses, and go wrong when a test asks', async () => {
    const send = (activity: Parameters<TurnContext['sendActivity']>[0]) =>
      scene
        .speak(scene.licensing, (context) => context.sendActivity(activity))
        .then(
          () => 0,
          (error: { statusCode?: number }) => error.statusCode,
        );
    expect(await send({ type: 'message', text: ' ' })).toBe(400);
    expect(await send({ type: 'message', text: 'x'.repeat(29_000) })).toBe(413);
    expect(await send({ type: 'message', attachments: [{ contentType: 'text/html', content: '<b>x</b>' }] })).toBe(400);
    expect(
      await send({
        type: 'message',
        text: 'x',
        entities: [
          { type: 'mention', text: '<at>Nobody</at>', mentioned: { id: '29:nobody', name: 'Nobody' } },
        ] as never,
      }),
    ).toBe(400);
    scene.playground.hooks.teamsFault({ on: 'activities', how: 412, times: 1 });
    expect(await send('x')).toBe(412);
    expect(await send('x')).toBe(0);
  });

  it('whisper to one person', async () => {
    const url = (id: string) =>
      `${scene.playground.teams.serviceUrl}v3/conversations/${encodeURIComponent(id)}/activities?isTargetedActivity=true`;
    const send = async (id: string, body: unknown) =>
      fetch(url(id), {
        method: 'POST',
        headers: { authorization: `Bearer ${await scene.token()}`, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
    const res = await send(scene.licensing, { type: 'message', text: 'for your eyes', recipient: { id: scene.priya } });
    expect(res.status).toBe(201);
    const { id } = (await res.json()) as { id: string };
    expect(scene.posts(scene.priya).find((post) => post.message.id === id)?.message.targeted).toBe(true);
    expect(scene.posts(scene.tom).some((post) => post.message.id === id)).toBe(false);
    expect((await send(scene.licensing, { type: 'message', text: 'for whom?' })).status).toBe(400);
    expect((await send(scene.licensing, { type: 'message', text: 'x', recipient: { id: '29:nobody' } })).status).toBe(
      400,
    );
  });
});
