/** Which empty fields are refused before anything is sent. */
import { describe, expect, it } from 'vitest';
import { missing } from './required.ts';

const input = (id: string, element: Record<string, unknown>, optional = false) => ({
  type: 'input',
  block_id: id,
  optional,
  element: { action_id: 'v', ...element },
});
const text = { type: 'plain_text_input' };
const option = { text: { type: 'plain_text', text: 'A' }, value: 'a' };

describe('missing', () => {
  it('names every required field that is empty, whatever its kind', () => {
    const blocks = [
      input('text', text),
      input('menu', { type: 'static_select' }),
      input('people', { type: 'multi_users_select' }),
      input('ticks', { type: 'checkboxes' }),
      input('choice', { type: 'radio_buttons' }),
      input('day', { type: 'datepicker' }),
    ];
    expect(Object.keys(missing(blocks, {}))).toEqual(['text', 'menu', 'people', 'ticks', 'choice', 'day']);
  });

  it('lets optional fields, filled fields and first values pass', () => {
    const blocks = [
      input('more', text, true),
      input('text', text),
      input('first', { ...text, initial_value: 'kept' }),
      input('menu', { type: 'static_select', initial_option: option }),
      input('day', { type: 'datepicker', initial_date: '2026-11-12' }),
      input('box', { type: 'checkboxes', options: [option], initial_options: [option] }),
    ];
    expect(missing(blocks, { text: { v: { type: 'plain_text_input', value: 'words' } } })).toEqual({});
  });

  it('takes an emptied field for empty though it had a first value, and blanks for nothing', () => {
    const blocks = [input('first', { ...text, initial_value: 'kept' }), input('text', text)];
    const values = {
      first: { v: { type: 'plain_text_input', value: null } },
      text: { v: { type: 'plain_text_input', value: '  ' } },
    };
    expect(Object.keys(missing(blocks, values))).toEqual(['first', 'text']);
  });
});
