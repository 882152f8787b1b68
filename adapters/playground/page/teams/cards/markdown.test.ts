/** The markdown of Teams cards as the page reads it. */
import { describe, expect, it } from 'vitest';
import { inline, type Mark, markdown } from './markdown.ts';

const text = (words: string): Mark => ({ mark: 'text', text: words });

/** The words alone, with emphasis shown by brackets. */
function shown(marks: readonly Mark[]): string {
  return marks
    .map((mark) => {
      if (mark.mark === 'text') return mark.text;
      if (mark.mark === 'break') return '/';
      if (mark.mark === 'link') return `{${shown(mark.of)}|${mark.url}}`;
      return mark.mark === 'strong' ? `[${shown(mark.of)}]` : `(${shown(mark.of)})`;
    })
    .join('');
}
const read = (words: string): string => shown(inline(words));

describe('inline', () => {
  it('reads bold, italic and both', () => {
    expect(read('**a** *b* _c_ __d__')).toBe('[a] (b) (c) [d]');
    expect(read('***a***')).toBe('([a])');
    expect(read('**a _b_ c**')).toBe('[a (b) c]');
  });

  it('leaves marks that pair with nothing', () => {
    expect(read('2 * 3 * 4')).toBe('2 * 3 * 4');
    expect(read('snake_case_name')).toBe('snake_case_name');
    expect(read('**open')).toBe('**open');
  });

  it('takes escapes and entities for the characters that they stand for', () => {
    expect(inline('\\*a\\* \\[x\\](y)')).toEqual([text('*a* [x](y)')]);
    expect(inline('&lt;b&gt; &amp;amp; &#42;')).toEqual([text('<b> &amp; *')]);
  });

  it('reads links, also with brackets and escapes in their words', () => {
    expect(read('see [a \\] b](https://a.example/x_(1)) now')).toBe('see {a ] b|https://a.example/x_(1)} now');
    expect(read('[not a link] (x)')).toBe('[not a link] (x)');
  });
});

describe('markdown', () => {
  it('parts paragraphs, breaks and lists', () => {
    expect(markdown('one\ntwo\n\nthree')).toEqual([
      { part: 'paragraph', of: [text('one'), { mark: 'break' }, text('two')] },
      { part: 'paragraph', of: [text('three')] },
    ]);
    expect(markdown('- a\n- b\n\n3. c')).toEqual([
      { part: 'list', start: null, items: [[text('a')], [text('b')]] },
      { part: 'list', start: 3, items: [[text('c')]] },
    ]);
  });
});
