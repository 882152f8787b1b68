/** What a form carries of the message that it was opened from: enough to name and link it, and never more than a modal takes. */
import { expect, test } from 'vitest';
import type { FileNote, Said } from '../core/inbound.ts';
import { createSealer } from '../core/seal.ts';
import { carryAbout, readAbout } from './about.ts';

const LINK = 'https://brackenford.slack.example/archives/C0123456789/p1700000000000000?thread_ts=1700000000.000000';
const file = (more: Partial<FileNote> = {}): FileNote => ({
  name: 'Licence policy.pdf',
  type: 'application/pdf',
  bytes: 2_500_000,
  link: 'https://files.example/1',
  ...more,
});
const said = (files: readonly FileNote[], link = LINK): Said => {
  const message = { kind: 'message', platform: 'slack', id: 'm', key: 'm' } as const;
  return { message, thread: message, author: 'bot', text: '', files, version: '1', link };
};

test('its address and its files come back as they were', () => {
  const files = [file(), { name: '', type: 'file', link: LINK }];
  expect(readAbout(carryAbout(said(files)))).toEqual({ link: LINK, files });
  expect(readAbout(carryAbout(said([])))).toEqual({ link: LINK, files: [] });
});

test('a message without either carries nothing', () => {
  expect(carryAbout(said([], ''))).toBe('');
  expect(readAbout('')).toBeNull();
});

test.each([
  ['one file with a long name', [file({ name: `${'Policy "é" '.repeat(60)}.pdf` })]],
  ['an address without end', [file({ link: `https://files.example/${'x'.repeat(4_000)}` })]],
  ['many files', Array.from({ length: 40 }, (_, n) => file({ name: `"${'日本語'.repeat(20)}" ${n}.pdf` }))],
])('%s: it fits into a modal, the first file is named, and what is left out is said', (_what, files) => {
  const context = carryAbout(said(files));
  const place = {
    i: 'C0123456789',
    w: 'channel',
    t: '1700000000.000000',
    o: `T01234567/C0123456789/${'1'.repeat(40)}`,
  };
  const sealed = createSealer([new Uint8Array(32)], 'forms').seal({ c: context, ...place });
  expect(Buffer.from(sealed).toString('base64url').length).toBeLessThanOrEqual(3_000);
  const read = readAbout(context);
  expect(read?.link).toBe(LINK);
  expect(read?.files[0]?.name).not.toBe('');
  if (files.length > 1) expect(read?.files.at(-1)).toEqual({ name: '', type: 'file', link: LINK });
});

test.each([
  'null',
  '{}',
  'not JSON',
  '{"l":"javascript:alert(1)","f":[]}',
  `{"l":"${LINK}","f":[["a","b",1,"javascript:alert(1)"]]}`,
  `{"l":"${LINK}","f":[["a","b",-1,""]]}`,
  `{"l":"${LINK}","f":${JSON.stringify(Array.from({ length: 200 }, () => ['a', 'b', 1, '']))}}`,
])('what somebody made up is not read: %s', (context) => expect(readAbout(context)).toBeNull());

test('an address that is none of the web is not carried', () => {
  expect(readAbout(carryAbout(said([file({ link: 'ftp://files.example/1' })])))).toMatchObject({
    files: [{ link: LINK }],
  });
  expect(carryAbout(said([], 'slack://channel'))).toBe('');
});
