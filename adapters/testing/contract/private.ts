/** What is private: neither asked about nor kept nor learnt of, answered in the answer, and said to nobody else. */
import { expect, test } from 'vitest';
import type { Form } from '../../../bot/core/card.ts';
import type { PrivateReply } from '../../../bot/core/private.ts';
import { tell } from '../../../bot/core/reply.ts';
import { bodyCard, type Stage, squeezed } from '../stage.ts';

const form = (value = ''): Form => ({
  form: 'contract.box',
  context: 'box-1',
  title: 'A note',
  fields: [{ field: 'paragraph', name: 'text', label: 'Your note', ...(value && { value }) }],
  submit: 'Keep',
  cancel: 'Cancel',
});
const said: PrivateReply = { kind: 'tell', card: bodyCard('It is kept') };
/** Calls by which something stays that others may find, or that is kept until it is sent. */
const STAYS = /^(chat\.(postMessage|update)|(POST|PUT) activities)$/;

export function privateSuite(stage: Stage): void {
  /** Opens the form by a private press. */
  const opened = async (value?: string) => {
    stage.it.bot.privates.add('contract.opens').add('contract.box');
    stage.it.bot.whisper = () => ({ kind: 'ask', form: form(value) });
    return stage.it.ask(form(value));
  };
  const textSince = (before: number): string =>
    squeezed(
      stage.it
        .shown()
        .slice(before)
        .map((native) => stage.it.seen(native).text)
        .join('\n'),
    );
  const untouched = (): void => {
    const { asked, stored, effects } = stage.it.bot;
    expect([asked, stored, effects]).toEqual([[], [], []]);
    expect(stage.it.shown().filter(({ what }) => STAYS.test(what))).toEqual([]);
  };

  test('a form is opened with what was written before, sent and answered, and the bot is asked to keep nothing', async () => {
    const native = await opened('The radio was silent');
    expect(stage.it.judge(native)).toEqual([]);
    stage.it.bot.whisper = () => said;
    const before = stage.it.shown().length;
    await stage.it.submit(native, { text: 'The radio was mute' });
    expect(textSince(before)).toContain(squeezed('It is kept'));
    expect(stage.it.bot.quiet).toMatchObject([
      { kind: 'action', action: 'contract.opens', from: stage.it.person },
      { kind: 'submission', form: 'contract.box', context: 'box-1', values: { text: 'The radio was mute' } },
    ]);
    await stage.it.submit(await opened('The radio was silent'), {});
    expect(stage.it.bot.quiet.at(-1)).toMatchObject({ values: { text: 'The radio was silent' } });
    untouched();
  });

  test('a form that is refused says why and keeps what was typed', async () => {
    const native = await opened();
    stage.it.bot.whisper = () => ({ kind: 'invalid', problems: { text: 'Too short, sorry' } });
    const before = stage.it.shown().length;
    await stage.it.submit(native, { text: 'Short' });
    expect(textSince(before)).toContain(squeezed('Too short, sorry'));
    stage.it.bot.whisper = () => ({ kind: 'invalid', problems: { '': 'Not today, sorry' } });
    await stage.it.submit(native, { text: 'Short' });
    expect(textSince(before)).toContain(squeezed('Not today, sorry'));
    untouched();
  });

  test('a form that is done with closes, and is the same when it is brought twice', async () => {
    const native = await opened();
    stage.it.bot.whisper = () => ({ kind: 'nothing' });
    const sent = await stage.it.submit(native, { text: 'Words' });
    expect([sent.status, sent.body]).toEqual([200, '']);
    await sent.again();
    const [, one, two] = stage.it.bot.quiet;
    expect(one?.id).toBe(two?.id);
    untouched();
  });

  test('is given less time than the platform waits', async () => {
    await stage.it.submit(await opened(), { text: 'Words' });
    expect(stage.it.bot.limits).toEqual(stage.it.platform === 'slack' ? [2_000, 2_000] : [5_000, 5_000]);
  });

  test('a press that has words for an answer gets them where nobody keeps them', async () => {
    stage.it.bot.privates.add('contract.opens');
    const answers: PrivateReply[] = [said, { kind: 'tell', card: bodyCard(`It is kept. ${'At length. '.repeat(60)}`) }];
    for (const answer of answers) {
      stage.it.bot.whisper = () => answer;
      const before = stage.it.shown().length;
      await stage.it.deliver({ event: 'action', action: 'contract.opens', value: 'v' });
      expect(stage.it.shown().length - before).toBe(1);
      expect(textSince(before)).toMatch(/Itiskept|Asummary/);
    }
    untouched();
  });

  test('where the bot could not keep anything, it is answered all the same', async () => {
    stage.it.bot.wants = () => {
      throw new Error('away');
    };
    stage.it.bot.storing = stage.it.bot.wants as never;
    stage.it.bot.privates.add('contract.opens').add('contract.box');
    const native = await opened();
    stage.it.bot.whisper = () => said;
    expect((await stage.it.submit(native, { text: 'Words' })).status).toBe(200);
    expect(stage.it.bot.quiet).toHaveLength(2);
  });

  test('what has another name is as ordinary as ever', async () => {
    stage.it.bot.privates.add('contract.box');
    const native = await stage.it.ask({ ...form(), form: 'contract.other' });
    stage.it.bot.reply = () => tell(bodyCard('Taken'));
    await stage.it.submit(native, { text: 'Words' });
    expect(stage.it.bot.stored.map(({ kind }) => kind)).toEqual(['action', 'submission']);
    expect(stage.it.bot.quiet).toEqual([]);
  });
}
