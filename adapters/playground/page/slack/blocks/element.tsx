/** Any Block Kit element, by its type. */
import { type Json, str } from '../../state/json.ts';
import { Button, Overflow } from './button.tsx';
import { selectOf } from './choosing.ts';
import type { ElementProps } from './element-props.ts';
import { Picture } from './picture.tsx';
import { Select } from './select.tsx';
import { Ticks } from './ticks.tsx';
import { isTyped, Typed } from './typed.tsx';

export function Element(props: ElementProps) {
  const type = str(props.element.type);
  if (type === 'button' || type === 'workflow_button')
    return <Button element={props.element} blockId={props.blockId} />;
  if (type === 'overflow') return <Overflow element={props.element} blockId={props.blockId} />;
  if (type === 'checkboxes' || type === 'radio_buttons') return <Ticks {...props} />;
  if (type === 'image') return <Picture image={props.element} />;
  if (selectOf(type)) return <Select {...props} />;
  if (isTyped(type)) return <Typed {...props} />;
  return <span className="unknown-block">({type || 'element'} is not drawn here)</span>;
}

/** An element outside an input block: it has no label of its own and tells the bot each change. */
export function LooseElement({ element, blockId, label = '' }: { element: Json; blockId: string; label?: string }) {
  const id = `${blockId}-${str(element.action_id)}`;
  return (
    <Element element={element} blockId={blockId} id={id} label={label} invalid={false} required={false} dispatch />
  );
}
