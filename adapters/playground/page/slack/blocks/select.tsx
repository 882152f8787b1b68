/** Block Kit's select menus, single and multiple, from options, from the bot, or of people and channels. */
import { num, obj, str } from '../../state/json.ts';
import type { Choice } from '../../ui/choices.ts';
import { Combobox } from '../../ui/combobox.tsx';
import { useSlack } from '../context.ts';
import { useConfirm } from './button.tsx';
import { cast, choicesOf, chosenOf, selectOf, stateOf } from './choosing.ts';
import type { ElementProps } from './element-props.ts';
import { useSurface } from './surface.ts';
import { plainOf } from './text.tsx';

export function Select({ element, blockId, dispatch, ...props }: ElementProps) {
  const surface = useSurface();
  const confirm = useConfirm();
  const { team, state } = useSlack();
  const type = str(element.type);
  const actionId = str(element.action_id);
  const select = selectOf(type);
  if (!select) return null;
  const known =
    select.kind === 'option'
      ? choicesOf(element.options, element.option_groups)
      : cast(select.kind, team, state.conversations);
  const chosen = chosenOf(element, surface.values[blockId]?.[actionId], known);
  const max = num(element.max_selected_items);
  const placeholder = plainOf(element.placeholder) || (select.multiple ? 'Choose some' : 'Choose one');

  const change = (next: Choice[]): void => {
    const state = stateOf(type, next);
    if (!dispatch) surface.set(blockId, actionId, state);
    else {
      confirm(obj(element.confirm), () => {
        surface.set(blockId, actionId, state);
        void surface.press(blockId, { ...element, ...state, action_id: actionId });
      });
    }
  };

  return (
    <Combobox
      {...props}
      label={props.label || placeholder}
      chosen={chosen}
      multiple={select.multiple}
      placeholder={placeholder}
      onChange={change}
      {...(max !== undefined && { max })}
      {...(select.external
        ? {
            load: (query: string) => surface.suggest(blockId, actionId, query),
            least: num(element.min_query_length) ?? 3,
          }
        : { options: known })}
    />
  );
}
