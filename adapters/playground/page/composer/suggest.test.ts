/** What composers offer while one types. */
import { describe, expect, it } from 'vitest';
import { offer, type Suggestion } from './suggest.ts';

const make = (sign: string, label: string, handle: string): Suggestion => ({
  key: handle,
  label,
  note: '',
  insert: `${sign}${handle} `,
});
const people = [
  make('@', 'Guildhall', 'Guildhall'),
  make('@', 'Asha Rao', 'asha.rao'),
  make('@', 'Gwen Price', 'gwen'),
];
const offers = {
  people,
  channels: [make('#', 'licensing', 'licensing')],
  commands: [make('/', '/guild', 'guild')],
  bot: { mention: '@Guildhall', commands: [make('', 'find', 'find'), make('', 'help', 'help')] },
};
const labels = (text: string): string[] => offer(text, text.length, offers).found.map(({ label }) => label);

describe('offer', () => {
  it('offers everybody after a bare @, and those whose name or handle begins so', () => {
    expect(labels('@')).toHaveLength(3);
    expect(labels('hello @g')).toEqual(['Guildhall', 'Gwen Price']);
    expect(labels('(@rao')).toEqual(['Asha Rao']);
  });

  it('follows a full name across its space', () => {
    expect(labels('@Asha R')).toEqual(['Asha Rao']);
    expect(offer('say @Asha R', 11, offers).start).toBe(4);
  });

  it('offers nothing in an address, after a chosen name or in the middle of a word', () => {
    expect(labels('mail asha@rao')).toEqual([]);
    expect(labels('@asha.rao thanks')).toEqual([]);
  });

  it('offers slash commands at the beginning alone', () => {
    expect(labels('/g')).toEqual(['/guild']);
    expect(labels('see /g')).toEqual([]);
  });

  it("offers the bot's commands after its mention without taking Enter away", () => {
    expect(labels('@Guildhall he')).toEqual(['help']);
    expect(offer('@Guildhall he', 13, offers).eager).toBe(false);
    expect(labels('@Guildhall help')).toEqual([]);
  });

  it('offers channels after #', () => {
    expect(labels('in #lic')).toEqual(['licensing']);
  });
});
