/** Menus' choices and the state that is sent for them. */
import { describe, expect, it } from 'vitest';
import { choicesOf, chosenOf, selectOf, stateOf } from './choosing.ts';

const option = (value: string) => ({ text: { type: 'plain_text', text: value.toUpperCase() }, value });

describe('menus', () => {
  it('knows each kind by its type', () => {
    expect(selectOf('static_select')).toEqual({ kind: 'option', multiple: false, external: false });
    expect(selectOf('multi_external_select')).toEqual({ kind: 'option', multiple: true, external: true });
    expect(selectOf('multi_users_select')).toEqual({ kind: 'user', multiple: true, external: false });
    expect(selectOf('button')).toBeNull();
  });

  it('reads options and groups', () => {
    const groups = [{ label: { type: 'plain_text', text: 'Near' }, options: [option('b')] }];
    expect(choicesOf([option('a')], groups).map(({ value, label, group }) => [value, label, group])).toEqual([
      ['a', 'A', undefined],
      ['b', 'B', 'Near'],
    ]);
  });

  it('sends the option back as it came', () => {
    const raw = option('a');
    const [choice] = choicesOf([raw], undefined);
    expect(stateOf('static_select', choice ? [choice] : [])).toEqual({ type: 'static_select', selected_option: raw });
    expect(stateOf('static_select', [])).toEqual({ type: 'static_select', selected_option: null });
    expect(stateOf('multi_users_select', [{ value: 'U1', label: 'Asha' }])).toEqual({
      type: 'multi_users_select',
      selected_users: ['U1'],
    });
  });

  it('shows the initial choice until there is a state, even an empty one', () => {
    const element = { type: 'static_select', initial_option: option('a') };
    expect(chosenOf(element, undefined, []).map(({ value }) => value)).toEqual(['a']);
    expect(chosenOf(element, { type: 'static_select', selected_option: null }, [])).toEqual([]);
    expect(chosenOf({ type: 'users_select', initial_user: 'U1' }, undefined, [{ value: 'U1', label: 'Asha' }])).toEqual(
      [{ value: 'U1', label: 'Asha' }],
    );
  });
});
