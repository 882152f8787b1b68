/** The open list of a searched list. */
import { useEffect, useRef } from 'react';
import type { Choice } from './choices.ts';
import type { Spot } from './float.ts';
import type { Look } from './look.ts';

interface Props {
  id: string;
  label: string;
  look: Look;
  spot: Spot;
  multiple: boolean;
  choices: readonly Choice[];
  active: number;
  status: string;
  optionId(index: number): string;
  isChosen(choice: Choice): boolean;
  onPick(choice: Choice): void;
  onPoint(index: number): void;
}

export function ComboboxList(props: Props) {
  const list = useRef<HTMLDivElement>(null);
  const { active } = props;
  useEffect(() => {
    list.current?.querySelector(`[data-index="${active}"]`)?.scrollIntoView({ block: 'nearest' });
  }, [active]);
  return (
    <div
      className="listbox"
      data-look={props.look}
      style={props.spot}
      onPointerDown={(event) => event.preventDefault()}
    >
      <div
        ref={list}
        id={props.id}
        role="listbox"
        aria-label={props.label}
        aria-multiselectable={props.multiple || undefined}
      >
        {props.choices.map((choice, index) => (
          <Row key={`${choice.group ?? ''}${choice.value}`} {...props} choice={choice} index={index} />
        ))}
      </div>
      {props.status && <div className="listbox-status">{props.status}</div>}
    </div>
  );
}

function Row({ choice, index, ...props }: Props & { choice: Choice; index: number }) {
  const chosen = props.isChosen(choice);
  const startsGroup = choice.group !== undefined && props.choices[index - 1]?.group !== choice.group;
  return (
    <>
      {startsGroup && (
        <div className="menu-heading" role="presentation">
          {choice.group}
        </div>
      )}
      {/* biome-ignore lint/a11y/useFocusableInteractive: the input keeps the focus and points here */}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the input has the keys */}
      <div
        id={props.optionId(index)}
        role="option"
        aria-selected={chosen}
        data-index={index}
        className={index === props.active ? 'option option-active' : 'option'}
        onClick={() => props.onPick(choice)}
        onPointerMove={() => props.onPoint(index)}
      >
        <span className="menu-words">
          <span>{choice.label}</span>
          {choice.note && <span className="menu-note">{choice.note}</span>}
        </span>
        {chosen && <span aria-hidden="true">✓</span>}
      </div>
    </>
  );
}
