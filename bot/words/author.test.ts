/** How somebody is called by their first name alone. */
import { expect, test } from 'vitest';
import { firstName } from './author.ts';

test.each([
  ['Asha Verma', null, 'Asha'],
  ['Verma, Asha', null, 'Asha'],
  ['Verma, Asha (Licensing)', null, 'Asha'],
  ['VERMA, Dr Asha', null, 'Asha'],
  ['Dr. Asha Verma', null, 'Asha'],
  ['Cllr Siân Owen-Reid', null, 'Siân'],
  ['Asha', null, 'Asha'],
  ['Verma Asha', 'Asha', 'Asha'],
  ['asha.verma', 'Asha Priya', 'Asha'],
  ['Asha Verma', ' ', 'Asha'],
])('%s, %s', (name, given, first) => expect(firstName({ name, given })).toBe(first));
