/** Block Kit's `input` block: a label, an element, a hint, and the error of the last submission. */
import { useId } from 'react';
import { type Json, num, obj, str } from '../../state/json.ts';
import { Element } from './element.tsx';
import { useSurface } from './surface.ts';
import { plainOf } from './text.tsx';
import { typedText } from './typed.tsx';

export function InputBlock({ block, blockId }: { block: Json; blockId: string }) {
  const { errors, values } = useSurface();
  const own = useId();
  const element = obj(block.element) ?? {};
  const error = errors[blockId];
  const hint = plainOf(block.hint);
  const optional = block.optional === true;
  const described = [hint && `${own}-hint`, error && `${own}-error`].filter(Boolean).join(' ');
  const max = num(element.max_length);
  const length = max ? typedText(element, values[blockId]?.[str(element.action_id)]).length : 0;
  return (
    <div className="field" data-testid={`field-${blockId}`}>
      <label id={`${own}-label`} htmlFor={`${own}-input`} className="field-label">
        {plainOf(block.label)}
        {optional && <span className="field-optional"> (optional)</span>}
      </label>
      <Element
        element={element}
        blockId={blockId}
        id={`${own}-input`}
        label={plainOf(block.label)}
        labelledBy={`${own}-label`}
        describedBy={described || undefined}
        invalid={error !== undefined}
        required={!optional}
        dispatch={block.dispatch_action === true}
      />
      {error !== undefined && (
        <p id={`${own}-error`} className="field-error" role="alert">
          {error}
        </p>
      )}
      {hint && (
        <p id={`${own}-hint`} className="field-hint">
          {hint}
        </p>
      )}
      {max !== undefined && length > max * 0.8 && <p className="field-hint">{max - length} characters left</p>}
    </div>
  );
}
