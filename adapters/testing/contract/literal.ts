/** Literal text: nothing that a person can type mentions, links or formats on any platform. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Card, Form } from '../../../bot/core/card.ts';
import type { Native } from '../harness.ts';
import { literal, NASTY } from '../nasty.ts';
import { bodyCard, type Stage, squeezed } from '../stage.ts';

export function literalSuite(stage: Stage): void {
  const harmless = (native: Native, text: string, links: readonly string[] = []): void => {
    const seen = stage.it.seen(native);
    expect(stage.it.judge(native)).toEqual([]);
    expect({ rings: seen.rings, marked: seen.marked, links: seen.links }).toEqual({ rings: [], marked: [], links });
    expect(squeezed(seen.text)).toContain(squeezed(text));
  };
  const everywhere = (text: string): Card => ({
    summary: text,
    blocks: [
      { block: 'text', as: 'heading', text },
      { block: 'text', as: 'body', text },
      { block: 'text', as: 'note', text },
      { block: 'text', as: 'quote', text },
      { block: 'text', as: 'body', text: [{ run: 'person', name: text }] },
      { block: 'facts', facts: [{ label: text, value: text }] },
      { block: 'row', text, note: text },
    ],
  });
  const inForm = (text: string): Form => ({
    form: 'contract.literal',
    context: 'c',
    title: 'Title',
    intro: text,
    fields: [{ field: 'line', name: 'l', label: text, hint: text, value: text }],
    submit: 'Send',
    cancel: 'Cancel',
  });

  test.each(NASTY.filter((text) => text.trim()))('%j is only words, wherever it stands', async (text) => {
    for (const as of ['heading', 'body', 'note', 'quote'] as const) {
      harmless((await stage.post({ summary: text, blocks: [{ block: 'text', as, text }] })).native, text);
    }
    harmless((await stage.post(everywhere(text))).native, text);
    harmless(await stage.it.ask(inForm(text)), text);
  });

  test.each([
    'javascript:alert(1)',
    'JAVASCRIPT:alert(1)',
    ' javascript:alert(1)',
    'java\nscript:alert(1)',
    'ms-word:ofe|u|https://evil.example/x',
    'file:///etc/passwd',
    'data:text/html,hi',
    'vbscript:x',
    'search-ms:query=x',
    '\\\\evil\\share',
    '//evil.example',
    '',
  ])('the address %j opens nothing', async (url) => {
    harmless((await stage.post(bodyCard([{ run: 'link', url, text: 'fees.pdf' }]))).native, 'fees.pdf');
  });

  test('nothing that can be typed mentions, links or formats', async () => {
    await fc.assert(
      fc.asyncProperty(literal, async (text) => {
        harmless((await stage.post(everywhere(text))).native, text);
      }),
      { numRuns: 100 },
    );
  });

  test('nothing that can be typed on a button, a link, in code or in a list escapes it', async () => {
    await fc.assert(
      fc.asyncProperty(literal, async (typed) => {
        const text = typed.trim().slice(0, 30).trim() || 'x';
        const url = 'https://guildhall.example/ok';
        const labelled = {
          summary: 's',
          blocks: [{ block: 'buttons', buttons: [{ button: 'action', action: 'a', value: 'v', label: text }] }],
        } as const;
        harmless((await stage.post(labelled)).native, text);
        harmless((await stage.post(bodyCard([{ run: 'link', url, text: typed }]))).native, typed, [url]);
        harmless((await stage.post(bodyCard([{ run: 'code', text: typed }]))).native, typed);
        harmless(
          (await stage.post(bodyCard([{ run: 'list', ordered: false, items: [[{ run: 'text', text: typed }]] }])))
            .native,
          typed,
        );
        harmless((await stage.post(bodyCard([{ run: 'text', text: typed, style: { bold: true } }]))).native, typed);
      }),
      { numRuns: 50 },
    );
  });
}
