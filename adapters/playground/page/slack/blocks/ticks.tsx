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
  const has = (option: Json): boolean => chosen.some(({ value }) => value === option.value);

  const change = (option: Json): void => {
    const others = chosen.filter(({ value }) => value !== option.value);
    const next = several
      ? { type: 'checkboxes', selected_options: has(option) ? others : [...others, option] }
      : { type: 'radio_buttons', selected_option: option };
    surface.set(blockId, actionId, next);
    if (dispatch) void surface.press(blockId, { ...element, ...next, action_id: actionId });
  };

  return (
    <fieldset
      aria-labelledby={labelledBy}
      aria-label={labelledBy ? undefined : label || undefined}
      aria-describedby={describedBy}
      className="ticks"
    >
      {objs(element.options).map((option) => (
        <label key={str(option.value)} className="tick">
          <input
            aria-invalid={invalid || undefined}
            required={required && !several}
            type={several ? 'checkbox' : 'radio'}
            name={`${id}-${blockId}`}
            checked={has(option)}
            onChange={() => change(option)}
          />
          <span className="menu-words">
            <span>
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
    </fieldset>
  );
}
