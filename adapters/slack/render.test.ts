/** How cards look in Block Kit, what happens at its limits, and that no literal text turns into anything else on the way. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Block, Card } from '../../bot/core/card.ts';
import { bold, join, plain, type Run, type Text } from '../../bot/core/text.ts';
import { literal, NASTY } from '../testing/nasty.ts';
import { cut, LIMITS, split } from './limits.ts';
import { textObject } from './literal.ts';
import { actionOf, cardBlocks, fallback, VIEW } from './render.ts';
import { richText } from './rich.ts';
import { judge } from './testing/judge.ts';
import { seen } from './testing/seen.ts';

const draw = (...blocks: Block[]) => cardBlocks({ summary: 's', blocks });
const native = (blocks: readonly unknown[]) => ({
  what: 'chat.postMessage',
  body: { text: 's', channel: 'C1', blocks },
});

describe('looks', () => {
  test('a short heading is a header, one with formatting is bold rich text', () => {
    expect(draw({ block: 'text', as: 'heading', text: 'Taxis & fees' })).toEqual([
      { type: 'header', text: { type: 'plain_text', text: 'Taxis & fees', emoji: false } },
    ]);
    const long = draw({ block: 'text', as: 'heading', text: 'word '.repeat(60) });
    expect(long).toMatchObject([
      { type: 'rich_text', elements: [{ elements: [{ type: 'text', style: { bold: true } }] }] },
    ]);
  });

  test('a note is small: plain where it can be, marked up where it must and may, rich text where markup would be read', () => {
    const when: Run = { run: 'time', at: '2026-03-02T09:30:00Z', zone: 'Europe/London', style: 'minute' };
    const link: Run = { run: 'link', url: 'https://guildhall.example/a_b?x=1&y=2', text: 'open it' };
    const note = (text: Text) => draw({ block: 'text', as: 'note', text });
    expect(note('Asked by Asha')).toEqual([
      { type: 'context', elements: [{ type: 'plain_text', text: 'Asked by Asha', emoji: false }] },
    ]);
    expect(note(join('Asked by ', bold('Asha'), ' · ', [when], ' · ', [link]))).toEqual([
      {
        type: 'context',
        elements: [
          {
            type: 'mrkdwn',
            verbatim: true,
            text: 'Asked by *Asha* · <!date^1772443800^{date_short_pretty}, {time}|2 March 2026 at 09:30 GMT> · <https://guildhall.example/a_b?x=1&amp;y=2|open it>',
          },
        ],
      },
    ]);
    expect(note(join('Asked by under_score_name · ', [link]))[0]?.type).toBe('rich_text');
    expect(note(join(':smi', 'le: · ', [link]))[0]?.type).toBe('rich_text');
  });

  test('facts stand in two columns, five to a section', () => {
    const facts = Array.from({ length: 7 }, (_, at) => ({ label: `Label ${at}`, value: `Value ${at}` }));
    const blocks = draw({ block: 'facts', facts });
    expect(blocks.map((block) => block.type === 'section' && block.fields?.length)).toEqual([10, 4]);
    expect(blocks[0]?.type === 'section' && blocks[0].fields?.slice(0, 2)).toMatchObject([
      { type: 'mrkdwn', text: '*Label 0*' },
      { type: 'plain_text', text: 'Value 0' },
    ]);
  });

  test('a row has its button beside it, and its note below', () => {
    const button = { button: 'action', action: 'a.b', value: 'v', label: 'Go' } as const;
    expect(draw({ block: 'row', text: 'A row', note: 'its note', button })).toMatchObject([
      { type: 'section', text: { text: 'A row' }, accessory: { type: 'button', action_id: 'a.b#0', value: 'v' } },
      { type: 'context' },
    ]);
    const odd = join([{ run: 'link', url: 'https://guildhall.example', text: '*x*' }]);
    expect(draw({ block: 'row', text: odd, button }).map((block) => block.type)).toEqual(['rich_text', 'actions']);
  });

  test('somebody’s words are set off, lists and code in them too', () => {
    const text: Run[] = [
      { run: 'text', text: 'said' },
      { run: 'list', ordered: true, items: [[{ run: 'text', text: 'one' }]] },
      { run: 'code', text: 'x' },
    ];
    expect(draw({ block: 'text', as: 'quote', text })).toMatchObject([
      {
        elements: [
          { type: 'rich_text_quote' },
          { type: 'rich_text_list', style: 'ordered', border: 1 },
          { type: 'rich_text_preformatted', border: 1 },
        ],
      },
    ]);
  });

  test('lists in lists grow an indent, and an ordered list goes on counting after one', () => {
    const inner: Run = { run: 'list', ordered: false, items: [[{ run: 'text', text: 'inner' }]] };
    const list: Run = {
      run: 'list',
      ordered: true,
      items: [[{ run: 'text', text: 'one' }, inner], [{ run: 'text', text: 'two' }]],
    };
    expect(richText([list])[0]?.elements).toMatchObject([
      { style: 'ordered' },
      { style: 'bullet', indent: 1 },
      { style: 'ordered', offset: 1 },
    ]);
  });

  test('an address that could do harm is words', () => {
    for (const url of ['javascript:alert(1)', 'data:text/html,x', 'https://a.example/|x>', 'file:///etc/passwd', '']) {
      const blocks = draw(
        { block: 'text', as: 'body', text: [{ run: 'link', url, text: 'click' }] },
        { block: 'buttons', buttons: [{ button: 'link', url, label: 'Go' }] },
      );
      expect(seen(native(blocks)).links).toEqual([]);
    }
  });

  test('every button of a card has an id of its own, which still says its action', () => {
    const button = { button: 'action', action: 'a#b', value: '', label: 'x' } as const;
    const blocks = draw({ block: 'buttons', buttons: [button, button] }, { block: 'row', text: 'r', button });
    const ids = JSON.stringify(blocks).match(/"action_id":"[^"]+"/g) ?? [];
    expect(new Set(ids).size).toBe(3);
    expect(actionOf('a#b#12')).toBe('a#b');
  });

  test('a value that could not come back whole is refused when it is drawn, not when it is pressed', () => {
    expect(() =>
      draw({ block: 'buttons', buttons: [{ button: 'action', action: 'a', value: 'v'.repeat(2_001), label: 'x' }] }),
    ).toThrow('come back');
  });

  test('the fallback is escaped, never empty and never long', () => {
    expect(fallback({ summary: '<!channel> & co', blocks: [] })).toBe('&lt;!channel&gt; &amp; co');
    expect(fallback({ summary: ' ', blocks: [{ block: 'text', as: 'body', text: 'Words' }] })).toBe('Words');
    expect(fallback({ summary: '', blocks: [] })).toBe('…');
  });
});

describe('limits', () => {
  test('a long text keeps all its words as long as the message holds them', () => {
    const words = Array.from({ length: 1_000 }, (_, at) => `word${at}`).join(' ');
    const text = seen(native(draw({ block: 'text', as: 'body', text: words }))).text;
    expect(text.replace(/\s+/g, '')).toBe(words.replace(/\s+/g, ''));
  });

  test('more than fits ends in an ellipsis, within blocks and characters', () => {
    const rows = Array.from({ length: 80 }, (_, at): Block => ({ block: 'row', text: `Row ${at}` }));
    const blocks = draw(...rows);
    expect(blocks).toHaveLength(50);
    expect(blocks.at(-1)).toMatchObject({ type: 'context', elements: [{ text: '…' }] });
    const long = draw(
      { block: 'text', as: 'body', text: 'x'.repeat(8_000) },
      { block: 'text', as: 'body', text: 'y'.repeat(8_000) },
      { block: 'divider' },
    );
    expect(JSON.stringify(long)).toContain('…');
    expect(judge(native(long))).toEqual([]);
  });

  test('a long text gives way to what stands below it, and has all the room that is left', () => {
    const buttons: Block = {
      block: 'buttons',
      buttons: [{ button: 'action', action: 'a', value: 'v', label: 'Answer' }],
    };
    const blocks = draw(
      { block: 'text', as: 'body', text: 'word '.repeat(4_000) },
      { block: 'text', as: 'body', text: 'A short one' },
      { block: 'text', as: 'note', text: 'Open · no answer yet' },
      { block: 'row', text: 'A row', button: { button: 'action', action: 'b', value: 'v', label: 'Useful' } },
      { block: 'divider' },
      buttons,
    );
    expect(blocks.slice(-4)).toMatchObject([
      { type: 'context', elements: [{ text: 'Open · no answer yet' }] },
      { type: 'section', accessory: { text: { text: 'Useful' } } },
      { type: 'divider' },
      { type: 'actions', elements: [{ text: { text: 'Answer' } }] },
    ]);
    const { text } = seen(native(blocks));
    expect(text).toContain('A short one');
    expect(text.match(/word…/g)).toHaveLength(1);
    expect(text.length).toBeGreaterThan(LIMITS.messageText * 0.98);
    expect(judge(native(blocks))).toEqual([]);
  });

  test('several long texts share the room, and a card of a view has a view’s', () => {
    const text = (letter: string): Block => ({ block: 'text', as: 'body', text: `${letter} `.repeat(6_000) });
    const shown = seen(native(draw(text('a'), text('b')))).text;
    expect(shown.match(/a /g)?.length).toBe(shown.match(/b /g)?.length);
    const whole = cardBlocks({ summary: 's', blocks: [text('a'), text('b')] }, VIEW);
    expect(seen({ what: 'views.publish', body: { view: { type: 'home', blocks: whole } } }).text).not.toContain('…');
  });

  test('where there are too many blocks, rows go first, from the end, and buttons last', () => {
    const row = (at: number): Block => ({ block: 'row', text: `Row ${at}` });
    const go: Block = { block: 'buttons', buttons: [{ button: 'action', action: 'a', value: 'v', label: 'More' }] };
    const note: Block = { block: 'text', as: 'note', text: 'The end' };
    const blocks = draw(...Array.from({ length: 60 }, (_, at) => row(at)), note, go);
    expect(blocks).toHaveLength(50);
    expect(blocks.slice(-4)).toMatchObject([
      { text: { text: 'Row 46' } },
      { elements: [{ text: '…' }] },
      { elements: [{ text: 'The end' }] },
      { type: 'actions' },
    ]);
  });

  test('whatever a card holds, it fits, its buttons stay, and what is left out is said', () => {
    const words = fc.integer({ min: 1, max: 7_000 }).map((length) => 'word '.repeat(length / 5 + 1).slice(0, length));
    const button = { button: 'action', action: 'a', value: 'v', label: 'Kept' } as const;
    const block: fc.Arbitrary<Block> = fc.oneof(
      fc
        .record({ as: fc.constantFrom('heading', 'body', 'note', 'quote'), text: words })
        .map(({ as, text }): Block => ({ block: 'text', as, text })),
      fc.record({ text: words, note: words }).map((row): Block => ({ block: 'row', ...row, button })),
      fc.array(words, { maxLength: 12 }).map((all): Block => {
        return { block: 'facts', facts: all.map((value) => ({ label: value, value })) };
      }),
      fc.constant<Block>({ block: 'divider' }),
      fc.constant<Block>({ block: 'buttons', buttons: [button, button] }),
    );
    const some = fc.array(block, { minLength: 1, maxLength: 80 });
    fc.assert(
      fc.property(some, (blocks) => {
        const drawn = draw(...blocks);
        expect(judge(native(drawn))).toEqual([]);
        const { text } = seen(native(drawn));
        const kept = drawn.filter((one) => one.type === 'actions').length;
        expect(kept).toBe(Math.min(49, blocks.filter((one) => one.block === 'buttons').length));
        const whole = blocks.flatMap((one) => (one.block === 'text' ? [one.text] : [])).join('').length;
        if (whole > LIMITS.messageText) expect(text).toContain('…');
      }),
      { numRuns: 60 },
    );
  });

  test('cutting and splitting: never longer, never half of a character, splitting loses nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), fc.integer({ min: 4, max: 40 }), (text, max) => {
        expect(cut(text, max).length).toBeLessThanOrEqual(max);
        expect(cut(text, max).isWellFormed()).toBe(true);
        expect(text.length <= max || cut(text, max).endsWith('…')).toBe(true);
        const parts = split(text, max);
        expect(parts.join('')).toBe(text);
        for (const part of parts)
          expect([part.length <= max, part.isWellFormed(), part !== '']).toEqual([true, true, true]);
      }),
    );
  });
});

describe('literal text between formatting', () => {
  const around = (text: string): Text[] => {
    const link: Run = { run: 'link', url: 'https://guildhall.example/ok', text: 'ok' };
    const when: Run = { run: 'time', at: '2026-03-02T09:30:00Z', zone: 'UTC', style: 'day' };
    return [
      join(text, ' ', [link]),
      join([link], text),
      join([when], text, [when]),
      join(bold('Ok'), ' ', text),
      bold(text),
      join(text, bold('ok'), text),
      [{ ...link, text }],
      [{ run: 'person', name: text }, link],
    ];
  };
  const check = (text: string): void => {
    for (const words of around(text)) {
      const card: Card = {
        summary: 's',
        blocks: [
          { block: 'text', as: 'note', text: words },
          { block: 'row', text: words, note: words },
          { block: 'facts', facts: [{ label: text, value: words }] },
        ],
      };
      const shown = seen(native(cardBlocks(card)));
      expect(judge(native(cardBlocks(card)))).toEqual([]);
      expect(shown.rings).toEqual([]);
      expect(shown.links.filter((url) => url !== 'https://guildhall.example/ok')).toEqual([]);
      expect(shown.marked.filter((mark) => !['*Ok*', '*ok*', `*${text}*`].includes(mark))).toEqual([]);
      expect(shown.text.replace(/\s+/g, '')).toContain(text.replace(/\s+/g, ''));
    }
  };
  test.each(NASTY.filter((text) => text.trim()))('%j', check);
  test('anything', () => fc.assert(fc.property(literal, check), { numRuns: 300 }));

  test('what is bold is seen as bold alone where it stands apart', () => {
    expect(textObject(join('a', bold('b')), 100)).toBeNull();
    expect(textObject(join('a ', bold('b c')), 100)).toMatchObject({ text: 'a *b c*' });
    expect(plain(join('a', bold('b')))).toBe('ab');
  });
});
