/** Cards: every kind is drawn and accepted, and its buttons come back. */
import { expect, test } from 'vitest';
import type { Block, Button, Card } from '../../../bot/core/card.ts';
import { plain, type Text } from '../../../bot/core/text.ts';
import { BUTTONS, CARDS, EDGES, GENERATED, LONG_BODY } from '../samples.ts';
import { bodyCard, type Stage, squeezed } from '../stage.ts';

export function drawingSuite(stage: Stage): void {
  test.each(CARDS)('%s is drawn, accepted, and all its words are there', async (_name, card) => {
    const { native } = await stage.post(card);
    expect(stage.it.judge(native)).toEqual([]);
    const text = squeezed(stage.it.seen(native).text);
    for (const word of wordsOf(card)) expect(text).toContain(squeezed(word));
    expect(stage.it.seen(native).rings).toEqual([]);
  });

  test.each(EDGES)('%s is accepted', async (_name, card) => {
    const { ref, native } = await stage.post(card);
    expect(stage.it.judge(native)).toEqual([]);
    await stage.it.chat.update(ref, card);
    expect(stage.it.judge(stage.latest())).toEqual([]);
  });

  test('words of a model are drawn as such, posted and drawn again, and at any length', async () => {
    const { ref, native } = await stage.post(GENERATED);
    expect(stage.it.judge(native)).toEqual([]);
    expect(stage.it.marksGenerated(native)).toEqual({
      sources: stage.it.citesNatively ? [1, 2, 3] : [],
      feedback: true,
    });
    await stage.it.chat.update(ref, bodyCard('No draft any more'));
    expect(stage.it.marksGenerated(stage.latest())).toBeNull();
    const { generated } = GENERATED;
    await stage.it.chat.update(ref, { ...LONG_BODY, ...(generated && { generated }) });
    expect(stage.it.judge(stage.latest())).toEqual([]);
    expect(stage.it.marksGenerated(stage.latest())?.feedback).toBe(true);
    expect(stage.it.seen(stage.latest()).rings).toEqual([]);
  });

  test('what is too long ends in an ellipsis or goes on; it is never cut silently', async () => {
    const end = 'the very end';
    const { native } = await stage.post(bodyCard(`${'word '.repeat(1_000)}${end}`));
    const { text } = stage.it.seen(native);
    expect(text.includes(end) || text.includes('…')).toBe(true);
  });

  test('however long a body is, what stands around it stays: the state, the rows and the buttons, which work', async () => {
    const { ref, native } = await stage.post(LONG_BODY);
    expect(stage.it.judge(native)).toEqual([]);
    const { text } = stage.it.seen(native);
    expect(text).toContain('…');
    const around = {
      ...LONG_BODY,
      blocks: LONG_BODY.blocks.filter((block) => block.block !== 'text' || block.as !== 'body'),
    };
    for (const word of wordsOf(around)) expect(squeezed(text)).toContain(squeezed(word));
    await stage.it.press(native, 'Press me');
    expect(stage.it.bot.last('action').on?.key).toBe(ref.key);
  });

  test.each(Object.values(BUTTONS).flat())(
    'a button $label comes back with its action and value',
    async (button: Button) => {
      const { ref, native } = await stage.post({ summary: 's', blocks: [{ block: 'buttons', buttons: [button] }] });
      if (button.button === 'link') {
        expect(stage.it.seen(native).links).toContain(button.url);
        return;
      }
      await stage.it.press(native, button.label);
      const event = stage.it.bot.last('action');
      expect({ action: event.action, value: event.value }).toEqual({ action: button.action, value: button.value });
      expect(event.on?.key).toBe(ref.key);
      expect(event.from).toEqual(stage.it.person);
    },
  );

  test('only a person run that is to ring rings, and it rings that person', async () => {
    const { native } = await stage.post(bodyCard([{ run: 'person', name: 'Asha Patel', who: stage.it.person }]));
    expect(stage.it.seen(native).rings).toEqual([]);
    const rung = await stage.post(bodyCard([{ run: 'person', name: 'Asha Patel', who: stage.it.person, ring: true }]));
    expect(stage.it.judge(rung.native)).toEqual([]);
    expect(stage.it.seen(rung.native).rings).toHaveLength(1);
  });
}

/** Every word of a card that must be readable. */
function wordsOf(card: Card): string[] {
  const labels = (button: Button | undefined): string[] => (button ? [button.label] : []);
  const of = (block: Block): string[] => {
    switch (block.block) {
      case 'text':
        return pieces(block.text);
      case 'facts':
        return block.facts.flatMap((fact) => [fact.label, ...pieces(fact.value)]);
      case 'row':
        return [...pieces(block.text), ...pieces(block.note ?? ''), ...labels(block.button)];
      case 'buttons':
        return block.buttons.flatMap(labels);
      case 'divider':
        return [];
    }
  };
  return card.blocks.flatMap(of);
}

/** The words of a text piece by piece, but for instants: how those read is the platform's affair. */
const pieces = (text: Text): string[] =>
  typeof text === 'string'
    ? [text]
    : text.flatMap((run) =>
        run.run === 'time' ? [] : run.run === 'list' ? run.items.flatMap((item) => pieces(item)) : [plain([run])],
      );
