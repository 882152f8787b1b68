/** Sealing: opened by its secret alone, whole or not at all. */
import { expect, test } from 'vitest';
import { createSealer } from './seal.ts';

const secret = (fill: number) => new Uint8Array(32).fill(fill);

test('what is sealed is opened again, and says nothing meanwhile', () => {
  const sealer = createSealer([secret(1)], 'deliveries');
  const sealed = sealer.seal({ text: 'Personal words', list: [1, null] });
  expect(Buffer.from(sealed).includes('Personal')).toBe(false);
  expect(sealer.open(sealed)).toEqual({ text: 'Personal words', list: [1, null] });
  expect(sealer.seal('same')).not.toEqual(sealer.seal('same'));
});

test('a secret is changed by putting the new one first', () => {
  const old = createSealer([secret(1)], 'deliveries').seal('words');
  const rotated = createSealer([secret(2), secret(1)], 'deliveries');
  expect(rotated.open(old)).toBe('words');
  expect(createSealer([secret(2)], 'deliveries').open(rotated.seal('new'))).toBe('new');
});

test('another secret, another purpose and a changed byte open nothing', () => {
  const sealed = createSealer([secret(1)], 'deliveries').seal('words');
  expect(() => createSealer([secret(2)], 'deliveries').open(sealed)).toThrow('not configured');
  expect(() => createSealer([secret(1)], 'tokens').open(sealed)).toThrow('not configured');
  for (let at = 0; at < sealed.length; at += 1) {
    const changed = sealed.slice();
    changed[at] = (changed[at] ?? 0) ^ 1;
    expect(() => createSealer([secret(1)], 'deliveries').open(changed)).toThrow();
  }
});
