/** References: they survive being stored and name the same thing from both sides. */
import { expect, test } from 'vitest';
import { bodyCard, copy, type Stage } from '../stage.ts';

export function referencesSuite(stage: Stage): void {
  test('a posted message can be updated, answered in its thread and removed, also after its reference was stored', async () => {
    const { ref } = await stage.post(bodyCard('First'));
    expect(ref).toMatchObject({ kind: 'message', platform: stage.it.platform });
    const stored = copy(ref);
    await stage.it.chat.update(stored, bodyCard('Second'));
    expect(stage.it.seen(stage.latest()).text).toContain('Second');
    const reply = await stage.it.chat.post(stored, bodyCard('A reply'), { row: 'row-2' });
    expect(reply.key).not.toBe(ref.key);
    await stage.it.chat.remove(stored);
  });

  test('a reply to what we posted names it as its thread, by key', async () => {
    const { ref } = await stage.post(bodyCard('The root'));
    await stage.it.deliver({ event: 'message', text: 'An answer', thread: ref });
    const { said } = stage.it.bot.last('message');
    expect(said.thread.key).toBe(ref.key);
    expect(said.message.key).not.toBe(ref.key);
  });

  test('who and where an event named can be spoken to', async () => {
    await stage.it.deliver({ event: 'message', text: 'Hello' });
    const { from, in: place, said } = stage.it.bot.last('message');
    await stage.it.chat.post(copy(from), bodyCard('To you'), { row: 'row-3' });
    await stage.it.chat.post(copy(place), bodyCard('To all'), { row: 'row-4' });
    await stage.it.chat.post(copy(said.message), bodyCard('In the thread'), { row: 'row-5' });
    expect((await stage.it.chat.whoIs(copy(from))).name).not.toBe('');
    expect((await stage.it.chat.able(copy(place))).name).not.toBe('');
  });
}
