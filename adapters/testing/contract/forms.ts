/** Forms: every kind of field is drawn, filled in and comes back; a refused form keeps its words. */
import { expect, test } from 'vitest';
import { invalid, tell } from '../../../bot/core/reply.ts';
import { everyField, FORM_EDGES } from '../samples.ts';
import { bodyCard, type Stage, squeezed } from '../stage.ts';

export function formsSuite(stage: Stage): void {
  test('every kind of field is drawn, accepted, filled in and comes back, with form and context', async () => {
    const { form, filled } = everyField(stage.it.person);
    const native = await stage.it.ask(form);
    expect(stage.it.judge(native)).toEqual([]);
    const text = squeezed(stage.it.seen(native).text);
    for (const field of form.fields) expect(text).toContain(squeezed(field.label));
    await stage.it.submit(native, filled);
    const event = stage.it.bot.last('submission');
    expect({ form: event.form, context: event.context }).toEqual({ form: form.form, context: form.context });
    expect(event.values).toEqual(filled);
    expect(event.from).toEqual(stage.it.person);
    expect(event.in.id).toBe(stage.it.channel.id);
  });

  test.each(FORM_EDGES)('%s is accepted and comes back', async (_name, form) => {
    const native = await stage.it.ask(form);
    expect(stage.it.judge(native)).toEqual([]);
    await stage.it.submit(native, {});
    expect(stage.it.bot.last('submission').context).toBe(form.context);
  });

  test('what a form holds at first is what it sends when nothing is touched', async () => {
    const { form } = everyField(stage.it.person);
    await stage.it.submit(await stage.it.ask(form), {});
    expect(stage.it.bot.last('submission').values).toMatchObject({
      started: 'words kept',
      where: 'c-2',
      topics: ['a'],
      found: 's-1',
      who: [stage.it.person],
    });
  });

  test('a form that is refused says why, keeps what was typed, and can be sent again', async () => {
    const { form, filled } = everyField(stage.it.person);
    const native = await stage.it.ask(form);
    const refusals: readonly Record<string, string>[] = [
      { title: 'Too short, sorry' },
      { '': 'Not today, sorry' },
      { title: 'One thing', body: 'And another' },
    ];
    for (const problems of refusals) {
      stage.it.bot.reply = () => invalid(problems);
      const before = stage.it.shown().length;
      await stage.it.submit(native, filled);
      const answers = stage.it.shown().slice(before);
      for (const answer of answers) expect(stage.it.judge(answer)).toEqual([]);
      const text = squeezed(answers.map((answer) => stage.it.seen(answer).text).join('\n'));
      for (const problem of Object.values(problems)) expect(text).toContain(squeezed(problem));
    }
    stage.it.bot.reply = () => tell(bodyCard('All good now'));
    const handled = stage.it.bot.effects.length;
    await stage.it.submit(native, filled);
    expect(stage.it.bot.effects).toHaveLength(handled + 1);
    expect(stage.it.bot.last('submission').values).toEqual(filled);
  });
}
