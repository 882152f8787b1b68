/** What comes in: translated, once, never our own; and what the bot answers is carried out. */
import { expect, test } from 'vitest';
import { ask, type Reply, replace, results, tell } from '../../../bot/core/reply.ts';
import { plain } from '../../../bot/core/text.ts';
import type { Incoming } from '../harness.ts';
import { everyField, GENERATED } from '../samples.ts';
import { bodyCard, type Stage, squeezed } from '../stage.ts';

export function incomingSuite(stage: Stage): void {
  const KINDS: readonly Incoming[] = [
    { event: 'message', text: 'A message' },
    { event: 'mention', text: 'A question' },
    { event: 'private', text: 'In private' },
    { event: 'edited', text: 'A better message' },
    { event: 'deleted' },
    { event: 'command', text: 'find taxis' },
    { event: 'action', action: 'contract.plain', value: 'v-1' },
    { event: 'feedback', useful: true },
    { event: 'shortcut', name: 'ask' },
    { event: 'search', of: 'contract.find', query: 'lic' },
  ];

  test('own messages are dropped before anything is asked of the bot; so are other bots', async () => {
    for (const event of ['own', 'other bot'] as const) {
      const delivered = await stage.it.deliver({ event, text: 'An echo' });
      expect(delivered?.status).toBeLessThan(300);
    }
    expect(stage.it.bot.asked).toEqual([]);
  });

  test.each(KINDS)('$event twice has one effect', async (event) => {
    const first = await stage.it.deliver(event);
    if (!first) return;
    expect(first.status).toBeLessThan(300);
    expect(stage.it.bot.effects).toHaveLength(1);
    const again = await first.again();
    expect(again.status).toBeLessThan(300);
    expect(stage.it.bot.effects).toHaveLength(1);
    expect(new Set(stage.it.bot.stored.map((stored) => stored.id)).size).toBe(1);
  });

  test('ids say the platform and are never shared between kinds', async () => {
    for (const event of KINDS) await stage.it.deliver(event);
    const ids = stage.it.bot.effects.map((effect) => effect.id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id.startsWith(`${stage.it.platform}/`)).toBe(true);
  });

  test('what is not wanted is acknowledged and neither stored nor handled', async () => {
    stage.it.bot.wants = () => false;
    for (const event of KINDS) {
      const delivered = await stage.it.deliver(event);
      if (delivered) expect(delivered.status).toBeLessThan(300);
    }
    expect([stage.it.bot.stored, stage.it.bot.effects]).toEqual([[], []]);
    expect(stage.it.bot.asked.length).toBeGreaterThan(0);
  });

  test.each(['wants', 'storing'] as const)(
    'a database that is away (%s) is a 5xx without a word: what was not kept is not acknowledged',
    async (when) => {
      const away = () => {
        throw new Error('password=hunter2 connection refused at 10.0.0.1');
      };
      stage.it.bot[when] = away;
      const delivered = await stage.it.deliver({ event: 'message', text: 'Hello' });
      expect(delivered?.status).toBeGreaterThanOrEqual(500);
      expect(delivered?.body).toBe('');
      stage.it.bot.wants = () => true;
      stage.it.bot.storing = () => undefined;
      expect((await delivered?.again())?.status).toBeLessThan(300);
      expect(stage.it.bot.effects).toHaveLength(1);
    },
  );

  test('a message says who, where, what, and whether it addresses the bot', async () => {
    await stage.it.deliver({ event: 'message', text: 'Just talking' });
    const talk = stage.it.bot.last('message');
    expect([plain(talk.said.text), talk.addressed, talk.where]).toEqual(['Just talking', false, 'channel']);
    expect([talk.from, talk.said.author]).toEqual([stage.it.person, stage.it.person]);
    expect(talk.in.id).toBe(stage.it.channel.id);
    expect(talk.said.thread.key).toBe(talk.said.message.key);
    await stage.it.deliver({ event: 'mention', text: 'how do others do it?' });
    const mention = stage.it.bot.last('message');
    expect([plain(mention.said.text), mention.addressed]).toEqual(['how do others do it?', true]);
    await stage.it.deliver({ event: 'private', text: 'psst' });
    const secret = stage.it.bot.last('message');
    expect([plain(secret.said.text), secret.addressed, secret.where]).toEqual(['psst', true, 'private']);
  });

  test('edits and deletions name the message that was first said; an edit is newer than it', async () => {
    await stage.it.deliver({ event: 'message', text: 'A message' });
    const first = stage.it.bot.last('message').said;
    await stage.it.deliver({ event: 'edited', text: 'A better message' });
    const edited = stage.it.bot.last('edited').said;
    expect([edited.message.key, plain(edited.text)]).toEqual([first.message.key, 'A better message']);
    expect(edited.version > first.version).toBe(true);
    await stage.it.deliver({ event: 'deleted' });
    const deleted = stage.it.bot.last('deleted');
    expect(deleted.message.key).toBe(first.message.key);
    expect(deleted.version > edited.version).toBe(true);
  });

  test.each([true, false])(
    'that words of a model were useful (%s) says of which message, and who, and no more',
    async (useful) => {
      const { ref } = await stage.post(GENERATED);
      await stage.it.deliver({ event: 'feedback', useful });
      const { on, ...feedback } = stage.it.bot.last('feedback');
      expect({ ...feedback, platform: on.platform }).toMatchObject({
        useful,
        from: stage.it.person,
        platform: ref.platform,
      });
      expect(JSON.stringify(feedback)).not.toContain('beside it');
    },
  );

  const CARRIED: readonly (readonly [string, Incoming, Reply, string])[] = [
    ['tell after a command', { event: 'command', text: 'x' }, tell(bodyCard('Told you so')), 'Told you so'],
    ['tell after a press', { event: 'action', action: 'a', value: '' }, tell(bodyCard('Told you so')), 'Told you so'],
    ['tell after a message', { event: 'mention', text: 'x' }, tell(bodyCard('Told you so')), 'Told you so'],
    ['tell in private', { event: 'private', text: 'x' }, tell(bodyCard('Told you so')), 'Told you so'],
    ['tell after a shortcut', { event: 'shortcut', name: 'ask' }, tell(bodyCard('Told you so')), 'Told you so'],
    [
      'replace after a press',
      { event: 'action', action: 'a', value: '' },
      replace(bodyCard('In its place')),
      'In its place',
    ],
    [
      'results',
      { event: 'search', of: 'contract.find', query: 'q' },
      results([{ value: 'v', title: 'A title', text: 'Its text' }]),
      'A title',
    ],
  ];
  test.each(CARRIED)('%s reaches the person', async (_name, event, reply, words) => {
    stage.it.bot.reply = () => reply;
    if (!(await stage.it.deliver(event))) return;
    expect(stage.it.judge(stage.latest())).toEqual([]);
    expect(squeezed(stage.it.seen(stage.latest()).text)).toContain(squeezed(words));
  });

  test.each(['command', 'action', 'shortcut'] as const)('a form asked for by a %s is shown', async (event) => {
    const { form } = everyField(stage.it.person);
    stage.it.bot.reply = () => ask(form);
    const incoming: Incoming =
      event === 'command'
        ? { event, text: 'ask' }
        : event === 'action'
          ? { event, action: 'contract.opens', value: '' }
          : { event, name: 'ask' };
    if (!(await stage.it.deliver(incoming))) return;
    expect(stage.it.judge(stage.latest())).toEqual([]);
    expect(stage.it.seen(stage.latest()).text).not.toBe('');
  });
}
