/** Words that try to be more than words: what people type, or are made to type. */
import fc from 'fast-check';

// biome-ignore-start lint/suspicious/noTemplateCurlyInString: it is what somebody may type
/** What people type, or are made to type, that some platform would read as markup, a mention, a link or a picture. */
export const NASTY: readonly string[] = [
  '<!channel>',
  '<!here>',
  '<!everyone>',
  '<!subteam^S123>',
  '<@U0ASHA>',
  '<@U0ASHA|asha>',
  '<#C0LIC|lic>',
  '<https://evil.example|bank>',
  '<!date^1392734382^{date}|x>',
  '&lt;!channel&gt;',
  '&amp;lt;!here&amp;gt;',
  '@channel',
  '@here',
  '@everyone',
  '@Asha Patel',
  '<at>Asha</at>',
  '<at id="0">Asha</at>',
  '*bold*',
  '**bold**',
  '_it_',
  '__it__',
  '~struck~',
  '~~struck~~',
  '`code`',
  '```block```',
  '> quote',
  '>>> quote',
  '# heading',
  '- item',
  '* item',
  '1. item',
  '1) item',
  '[text](https://evil.example)',
  '![img](https://evil.example/x.png)',
  '[x]: https://evil.example',
  '<script>alert(1)</script>',
  '<b>b</b>',
  '<img src=x onerror=alert(1)>',
  ':smile:',
  ':+1::skin-tone-2:',
  '(smile)',
  '{{DATE(2026-03-02T09:30:00Z, SHORT)}}',
  '{{TIME(2026-03-02T09:30:00Z)}}',
  '${expression}',
  '{{mustache}}',
  '\\*escaped\\*',
  '\\',
  '*\u200bbold*\u200b',
  '<\u200b!channel>',
  '\u202e<@U0ASHA>',
  'https://bare.example/x',
  'mail@example.org',
  'www.example.org',
  '---',
  '***',
  '|a|b|',
  '&nbsp;',
  '&',
  '<',
  '>',
  "'",
  '"',
  '\t',
];
// biome-ignore-end lint/suspicious/noTemplateCurlyInString: it is what somebody may type

/** Literal text: nasty tokens, ordinary words and any printable characters, in any order. Never blank. */
export const literal: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      fc.constantFrom(...NASTY),
      fc.constantFrom('a', 'licence', ' ', '\n', ''),
      fc.string({ unit: 'grapheme', maxLength: 6 }),
    ),
    { minLength: 1, maxLength: 6 },
  )
  .map((parts) => parts.join(''))
  .filter((text) => /[\p{L}\p{N}]/u.test(text));
