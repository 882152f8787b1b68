/** Block Kit's checkboxes and radio buttons. */
import { type Json, obj, objs, str } from '../../state/json.ts';
import type { ElementProps } from './element-props.ts';
import { useSurface } from './surface.ts';
import { TextObject } from './text.tsx';

export function Ticks({
  element,
  blockId,
  id,
  label,
  labelledBy,
  describedBy,
  invalid,
  required,
  dispatch,
}: ElementProps) {
  const surface = useSurface();
  const actionId = str(element.action_id);
  const several = element.type === 'checkboxes';
  const state = surface.values[blockId]?.[actionId];
  const source: Json = state ?? element;
  const prefix = state ? 'selected' : 'initial';
  const one = obj(source[`${prefix}_option`]);
  const chosen = several ? objs(source[`${prefix}_options`]) : one ? [one] : [];
  const options = objs(element.options);
  /** A lone box is what its label says: it is called so, and told of what is wrong with it. */
  const isLone = several && options.length === 1 && labelledBy !== undefined;
  const has = (option: Json): boolean => chosen.some(({ value }) => value === option.value);

  const change = (option: Json): void => {
    const others = chosen.filter(({ value }) => value !== option.value);
    const next = several
      ? { type: 'checkboxes', selected_options: has(option) ? others : [...others, option] }
      : { type: 'radio_buttons', selected_option: option };
    surface.set(blockId, actionId, next);
    if (dispatch) void surface.press(blockId, { ...element, ...next, action_id: actionId });
  };

  const Group = isLone ? 'div' : 'fieldset';
  const group = {
    'aria-labelledby': labelledBy,
    'aria-label': labelledBy ? undefined : label || undefined,
    'aria-describedby': describedBy,
  };
  return (
    <Group {...(!isLone && group)} className="ticks">
      {options.map((option) => (
        <label key={str(option.value)} className="tick">
          <input
            {...(isLone && {
              id,
              'aria-labelledby': `${labelledBy} ${id}-words`,
              'aria-describedby': describedBy,
            })}
            aria-invalid={invalid || undefined}
            required={required && (!several || isLone)}
            type={several ? 'checkbox' : 'radio'}
            name={`${id}-${blockId}`}
            checked={has(option)}
            onChange={() => change(option)}
          />
          <span className="menu-words">
            <span id={isLone ? `${id}-words` : undefined}>
              <TextObject text={obj(option.text)} />
            </span>
            {obj(option.description) && (
              <span className="menu-note">
                <TextObject text={obj(option.description)} />
              </span>
            )}
          </span>
        </label>
      ))}
    </Group>
  );
}
