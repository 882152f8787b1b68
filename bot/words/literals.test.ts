/** No sentence outside the catalogue: every word that a person reads is looked for in the sources of bot/. */
import { describe, expect, it } from 'vitest';
import { isTest, readSources } from '../testing/boundaries/sources.ts';
import { literalsIn } from '../testing/literals.ts';

interface Allowed {
  readonly in: string;
  /** Its words, or how they begin. */
  readonly text: string;
  readonly why: string;
}
/** Words that look like a sentence and are none, each with its reason. */
const allowed: readonly Allowed[] = [
  { in: 'bot/core/sender.ts', text: 'no adapter', why: 'a code kept with the message owed' },
  { in: 'bot/core/route.ts', text: 'command ……', why: 'what a button carries' },
  { in: 'bot/core/route.ts', text: 'action …… ……', why: 'what a button carries' },
  { in: 'bot/core/route.ts', text: 'shortcut ……', why: 'what a button carries' },
  { in: 'bot/communities/views.ts', text: '…… list ……', why: 'what a button carries' },
  { in: 'bot/communities/views.ts', text: 'bind ……', why: 'a command as it is typed, in every language' },
  { in: 'bot/people/views.ts', text: 'link ……', why: 'a command as it is typed, in every language' },
  { in: 'bot/communities/bind.ts', text: 'bind ……', why: 'a command as it is typed, in every language' },
  { in: 'bot/digests/weekly.ts', text: '…… newest 1', why: 'what a button carries' },
  { in: 'bot/words/how-to.ts', text: '…… digest', why: 'what a button carries' },
  { in: 'bot/sessions/report/docx.ts', text: '<?xml', why: 'a part of a document, whose words are values' },
  { in: 'bot/sessions/report/html.ts', text: '\n:root', why: 'how a page looks' },
  { in: 'bot/sessions/report/html.ts', text: '<', why: 'markup, whose words are values' },
  { in: 'bot/text/names.ts', text: 'dr mr mrs', why: 'titles, by which names are found' },
  { in: 'bot/text/names.ts', text: 'amber angel', why: 'names that are words as well' },
  { in: 'bot/sessions/report/read-here.ts', text: '…… …… …… on', why: 'what a button carries' },
  { in: 'bot/sessions/wording.ts', text: 'art bill', why: 'names that are words as well' },
  { in: 'bot/text/english.ts', text: 'a about above', why: 'words that say nothing of a text’s subject' },
  { in: 'bot/text/english.ts', text: 'able actually', why: 'words that say little of a text’s subject' },
  { in: 'bot/text/english.ts', text: 'no not never', why: 'words with which a sentence says no' },
  { in: 'bot/text/english.ts', text: 'two three', why: 'figures in words' },
];
const isAllowed = (one: Allowed, path: string, text: string): boolean => one.in === path && text.startsWith(one.text);

const speaking = [...readSources()].filter(
  ([path]) => /^bot\/[a-z-]+\//.test(path) && !/^bot\/(start|words\/en-GB)/.test(path) && !isTest(path),
);

describe('sources that speak to people', () => {
  it('are all there', () => {
    const folders = new Set(speaking.map(([path]) => path.split('/')[1]));
    for (const folder of ['core', 'words', 'questions', 'communities', 'people', 'home', 'help']) {
      expect([...folders]).toContain(folder);
    }
  });

  it('take every sentence from the catalogue', () => {
    const found = speaking.flatMap(([path, text]) =>
      literalsIn(path, text)
        .filter((literal) => !allowed.some((one) => isAllowed(one, path, literal.text)))
        .map((literal) => `${path}:${literal.line} ${literal.text}`),
    );
    expect(found).toEqual([]);
  }, 30_000);

  it('still hold what is allowed', () => {
    const gone = allowed.filter(
      (one) =>
        !speaking.some(
          ([path, text]) =>
            path === one.in && literalsIn(path, text).some((literal) => isAllowed(one, path, literal.text)),
        ),
    );
    expect(gone).toEqual([]);
  });
});

/** A value inserted into a template of the planted sources. */
const value = (name: string): string => `\${${name}}`;

describe('a planted sentence', () => {
  const found = (source: string) => literalsIn('bot/questions/a.ts', source).map((literal) => literal.text);

  it.each([
    ['in a card', "const card = { summary: 'You asked a question' };"],
    ['of one word where words are shown', "const button = { label: 'Answer' };"],
    ['in backticks', 'const text = `Nobody has answered yet`;'],
    ['around a value', `const text = \`${value('name')} answered\`;`],
    ['between values', `const text = \`${value('a')} and ${value('b')}\`;`],
    ['in a call', "reply(tell('Not here, sorry'));"],
    ['in a list', "const all = ['Ask', 'Ask a colleague'];"],
    ['in a language of its own', "const text = 'Gofyn cwestiwn';"],
    ['in a refusal, which is a card', "throw new Refusal({ summary: 'Not today' });"],
    ['by concatenation', "const text = 'Asked by ' + name + ' in the morning';"],
  ])('stands out %s', (_where, source) => {
    expect(found(source)).not.toEqual([]);
  });

  it.each([
    ['an import', "import x from './a b c.ts';"],
    ['an error', "throw new Error('two features claim one name');"],
    ['an error of its own kind', "class A extends Error { constructor() { super('not to be had'); } }"],
    ['an event of the log', "log.warn('the platform did not answer', {});"],
    ['a type', "type A = 'one two' | 'three four';"],
    ['a reason for a refused fact', "const f = { refuses: { PersonLeft: 'keeps no people' } };"],
    ['a key, an id and a code', `t('questions.asked'); w.say(\`question:${value('id')}\`, x, 'words.cancel');`],
    ['a shown value', `const card = { text: t(key), label: \`${value('name')}\` };`],
  ])('is not %s', (_what, source) => {
    expect(found(source)).toEqual([]);
  });
});
