/** Forms: every kind of field is drawn, filled in and comes back; a refused form keeps its words. */
import { describe, expect, test } from 'vitest';
import type { Inbound } from '../../../bot/core/inbound.ts';
import { ask, invalid, type Reply, tell } from '../../../bot/core/reply.ts';
import type { Native } from '../harness.ts';
import { everyField, FORM_EDGES, STEPS } from '../samples.ts';
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
      until: '2028-02-29',
      agreed: 'yes',
    });
    const { values } = stage.it.bot.last('submission');
    for (const empty of ['when', 'never', 'also', 'not']) expect(values).not.toHaveProperty(empty);
  });

  test('a date that is taken out again and a box that is ticked no more are absent', async () => {
    const { form } = everyField(stage.it.person);
    await stage.it.submit(await stage.it.ask(form), { until: '', agreed: '' });
    const { values } = stage.it.bot.last('submission');
    expect(values).not.toHaveProperty('until');
    expect(values).not.toHaveProperty('agreed');
    expect(values).toMatchObject({ started: 'words kept' });
  });

  test('what no calendar has is refused beside its field before anybody is asked, and all else is kept', async () => {
    const { form, filled } = everyField(stage.it.person);
    const native = await stage.it.ask(form);
    for (const odd of ['2026-02-30', '12/11/2026', '2026-11-12T00:00:00Z', 'soon', '20261112', '{"a":1}']) {
      const before = stage.it.shown().length;
      await stage.it.submit(native, { ...filled, until: odd });
      const answers = stage.it.shown().slice(before);
      expect(answers).toHaveLength(1);
      for (const answer of answers) expect(stage.it.judge(answer)).toEqual([]);
      expect(stage.it.seen(answers[0] as Native).text).toContain('This is no date.');
    }
    expect([stage.it.bot.stored, stage.it.bot.effects].map((all) => all.filter(isSubmission))).toEqual([[], []]);
    await stage.it.submit(stage.it.now(native), { until: '' });
    const { until: _, ...rest } = filled;
    expect(stage.it.bot.last('submission').values).toMatchObject(rest);
  });

  test('a box that has to be ticked says so beside itself', async () => {
    const { form, filled } = everyField(stage.it.person);
    const native = await stage.it.ask(form);
    stage.it.bot.reply = () => invalid({ agreed: 'Please tick it first' });
    const { agreed: _, ...rest } = filled;
    await stage.it.submit(native, { ...rest, agreed: '' });
    const answer = stage.it.shown().at(-1) as Native;
    expect(stage.it.judge(answer)).toEqual([]);
    expect(stage.it.seen(answer).text).toContain('Please tick it first');
  });

  describe('steps', () => {
    const [first, second] = STEPS;
    const answering = (reply: Reply): void => {
      stage.it.bot.reply = () => reply;
    };
    const holds = (native: Native, words: readonly string[], others: readonly string[] = []): void => {
      const text = squeezed(stage.it.seen(native).text);
      expect(stage.it.judge(native)).toEqual([]);
      for (const word of words) expect(text).toContain(squeezed(word));
      for (const word of others) expect(text).not.toContain(squeezed(word));
    };

    test('take each other’s place, forwards and back, say which they are, and show what their handlers say', async () => {
      const opened = await stage.it.ask(first);
      holds(opened, ['Step 1 of 2', 'Day of the event']);
      answering(ask(second));
      await stage.it.submit(opened, { title: 'The count', when: '2026-11-13' });
      expect(stage.it.bot.last('submission')).toMatchObject({ form: first.form, values: { title: 'The count' } });
      const next = stage.it.now(opened);
      holds(next, ['Step 2 of 2', 'Day of the talk', 'Back'], ['Day of the event']);
      const calls = stage.it.shown().length;
      // Nothing that was typed before stands in a field that is only called the same.
      answering(ask(first));
      await stage.it.pressIn(next, 'Back', { topics: ['a', 'c'] });
      const { action, value, values } = stage.it.bot.last('action');
      expect({ action, value, values }).toEqual({
        action: 'contract.step',
        value: '1',
        values: { topics: ['a', 'c'] },
      });
      const back = stage.it.now(next);
      holds(back, ['Step 1 of 2', 'By-election', 'Day of the event'], ['Day of the talk']);
      expect(stage.it.shown()).toHaveLength(calls + 1);
      // What is shown is what its handler says, whatever was typed into it an age ago.
      answering(ask(second));
      await stage.it.submit(back, {});
      expect(stage.it.bot.last('submission').values).toEqual({
        title: 'By-election',
        when: '2026-11-12',
        agreed: 'yes',
      });
      answering(tell(bodyCard('It is set up')));
      const last = stage.it.now(back);
      await stage.it.submit(last, { title: 'Tom', when: '2026-11-20', agreed: 'yes' });
      expect(stage.it.bot.last('submission')).toMatchObject({
        form: second.form,
        context: second.context,
        values: { title: 'Tom', when: '2026-11-20', agreed: 'yes' },
      });
    });

    test('are left by their buttons whatever is missing, with all that was typed', async () => {
      const native = await stage.it.ask(second);
      answering(ask(first));
      await stage.it.pressIn(native, 'Back', { title: 'To', when: '', agreed: 'yes' });
      expect(stage.it.bot.last('action').values).toEqual({ title: 'To', agreed: 'yes' });
    });

    test('say that nothing stands in them where nothing does; a button in a card says nothing of that', async () => {
      const native = await stage.it.ask(second);
      answering(ask(first));
      await stage.it.pressIn(native, 'Back', {});
      expect(stage.it.bot.last('action').values).toEqual({});
      await stage.it.deliver({ event: 'action', action: 'contract.step', value: '1' });
      expect(stage.it.bot.last('action')).not.toHaveProperty('values');
    });

    test('are refused where they stand', async () => {
      const opened = await stage.it.ask(first);
      answering(ask(second));
      await stage.it.submit(opened, {});
      const next = stage.it.now(opened);
      answering(invalid({ title: 'Nobody is called that', when: 'That is past' }));
      const typed = { title: 'Tm', when: '2026-11-20', agreed: 'yes' };
      await stage.it.submit(next, typed);
      const refused = stage.it.now(next);
      const text = stage.it.seen(stage.it.shown().at(-1) as Native).text;
      for (const why of ['Nobody is called that', 'That is past']) expect(text).toContain(why);
      expect(stage.it.judge(stage.it.shown().at(-1) as Native)).toEqual([]);
      answering(tell(bodyCard('It is set up')));
      await stage.it.submit(refused, { title: 'Tom' });
      expect(stage.it.bot.last('submission').values).toEqual({ ...typed, title: 'Tom' });
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

const isSubmission = ({ kind }: Inbound): boolean => kind === 'submission';
