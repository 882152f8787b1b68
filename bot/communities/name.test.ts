/** Names, codes, and what counts as a typed command: the pure parts of communities. */
import { expect, test } from 'vitest';
import { typedCommand } from '../core/route.ts';
import { createTables } from '../core/tables.ts';
import { digestOf, newCode, readCode } from './bind-code.ts';
import { wire } from './index.ts';
import { foldName, lengthOf, tidyLine, withoutFillers } from './name.ts';

test.each([
  ['Licensing Officers', 'licensing officers'],
  ['  licensing—OFFICERS ', 'licensing officers'],
  ['Cymdeithas Tŷ a Chartref', 'cymdeithas ty a chartref'],
  ['Women’s safety', 'womens safety'],
  ["Women's safety", 'womens safety'],
  ['100%_\\ safe', '100 safe'],
  ['Страна ё', 'страна е'],
  ['!!!', ''],
])('"%s" folds to "%s"', (name, folded) => {
  expect(foldName(name)).toBe(folded);
});

test('a name is one line without anything invisible', () => {
  expect(tidyLine(' Licensing \n\t officers\u200B\u202E ')).toBe('Licensing officers');
  expect(lengthOf('Caf\u0065\u0301')).toBe(4);
});

test('words that people add around a name fall away, unless nothing is left', () => {
  expect(withoutFillers('the licensing community')).toBe('licensing');
  expect(withoutFillers('the community')).toBe('the community');
});

test('a new code is unambiguous, and is read back however it is typed', () => {
  const seen = new Set<string>();
  for (let count = 0; count < 500; count += 1) {
    const code = newCode();
    expect(code).toMatch(/^[A-HJKMNP-TV-Z2-9]{5}-[A-HJKMNP-TV-Z2-9]{5}$/);
    expect(readCode(code)).toBe(code.replace('-', ''));
    seen.add(code);
  }
  expect(seen.size).toBe(500);
  expect(readCode('abcde fghjk')).toBe('ABCDEFGHJK');
  expect(readCode(' AbCdE–F G H J K ')).toBe('ABCDEFGHJK');
  for (const none of ['', 'ABCDE', 'ABCDE-FGHJ0', 'ABCDE-FGHJKM', 'licensing', 'ABCDE-FGHJ!']) {
    expect(readCode(none)).toBeNull();
  }
  expect(digestOf('ABCDEFGHJK')).toMatch(/^[0-9a-f]{64}$/);
});

test.each([
  ['communities', true],
  ['communities housing', true],
  ['communities that use the new case system, how did you move your data', false],
  ['create', true],
  ['Create a community', true],
  ['create a template for decision notices', false],
  ['join licensing', true],
  ['join the dots between housing and health: has anybody tried?', false],
  ['leave Licensing officers', true],
  ['leave entitlement for term-time staff: who has a policy?', false],
  ['leave entitlement for term time staff who has a policy', false],
  ['bind', true],
  ['bind ABCDE-FGHJK', true],
  ['bind a b c d e f g h j k', true],
  ['bind Licensing', true],
  ['unbind', true],
  ['unbind this please', false],
  ['code licensing', true],
  ['code of conduct', false],
  ['code for councillors', false],
  ['join\nus', false],
])('"%s" typed after a mention is a command: %s', (text, isCommand) => {
  expect(typedCommand(createTables([wire({ answersTo: async () => [], drafting: null })]), text) !== null).toBe(
    isCommand,
  );
});
