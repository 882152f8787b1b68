/** A list that is searched by typing: one choice or several, offered here or looked up as one types. */
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import { type Choice, type Found, filtered, useFound } from './choices.ts';
import { ComboboxList } from './combobox-list.tsx';
import { useSpot } from './float.ts';
import { Icon } from './icon.tsx';
import { useLook } from './look.ts';

interface Props {
  id?: string;
  label?: string;
  labelledBy?: string;
  describedBy?: string;
  /** What can be chosen; with `load` it is asked for as one types. */
  options?: readonly Choice[];
  load?(query: string): Promise<Choice[]>;
  /** How many letters must be typed before `load` is asked. */
  least?: number;
  chosen: readonly Choice[];
  multiple?: boolean;
  max?: number;
  placeholder?: string;
  invalid?: boolean;
  required?: boolean;
  onChange(chosen: Choice[]): void;
}

export function Combobox(props: Props) {
  const { options, load, least = 0, chosen, multiple = false, max, placeholder, onChange } = props;
  const [open, setOpen] = useState(false);
  const [typed, setTyped] = useState<string | null>(null);
  const [active, setActive] = useState(0);
  const own = useId();
  const input = useRef<HTMLInputElement>(null);
  const box = useRef<HTMLDivElement>(null);
  const look = useLook();
  const spot = useSpot(box, open, { wide: 200, fit: true });
  const found: Found = useFound(open, typed ?? '', load, least);
  const choices = filtered(load ? found.choices : (options ?? []), load ? '' : (typed ?? ''));
  const full = multiple && max !== undefined && chosen.length >= max;
  const single = multiple ? undefined : chosen[0];
  const listId = `${own}-list`;
  const optionId = (index: number): string => `${own}-${index}`;
  const isChosen = (choice: Choice): boolean => chosen.some(({ value }) => value === choice.value);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another text or another answer begins at the top
  useEffect(() => setActive(0), [typed, found.choices]);

  const shut = (): void => {
    setOpen(false);
    setTyped(null);
  };

  const pick = (choice: Choice): void => {
    if (!multiple) {
      onChange([choice]);
      shut();
      return;
    }
    if (isChosen(choice)) onChange(chosen.filter(({ value }) => value !== choice.value));
    else if (!full) onChange([...chosen, choice]);
    setTyped(null);
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    const move = (index: number): void => {
      event.preventDefault();
      if (!open) setOpen(true);
      else if (choices.length > 0) setActive((index + choices.length) % choices.length);
    };
    if (event.key === 'ArrowDown') move(active + 1);
    else if (event.key === 'ArrowUp') move(active - 1);
    else if (event.key === 'Home' && open) move(0);
    else if (event.key === 'End' && open) move(choices.length - 1);
    else if (event.key === 'Enter') {
      const choice = choices[active];
      if (!open || !choice) return;
      event.preventDefault();
      pick(choice);
    } else if (event.key === 'Escape' && open) {
      event.preventDefault();
      event.stopPropagation();
      shut();
    } else if (event.key === 'Backspace' && multiple && !typed && chosen.length > 0) {
      onChange(chosen.slice(0, -1));
    }
  };

  const status = full
    ? `No more than ${max}`
    : found.busy
      ? 'Searching…'
      : load && (typed ?? '').length < least
        ? 'Type to search'
        : choices.length === 0
          ? 'Nothing found'
          : '';

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a click anywhere in the box goes to its input
    // biome-ignore lint/a11y/useKeyWithClickEvents: the input has the keys
    <div
      className={props.invalid ? 'combobox combobox-invalid' : 'combobox'}
      ref={box}
      onClick={() => input.current?.focus()}
    >
      {multiple &&
        chosen.map((choice) => (
          <span className="chip" key={choice.value}>
            {choice.label}
            <button
              type="button"
              aria-label={`Remove ${choice.label}`}
              onClick={() => onChange(chosen.filter(({ value }) => value !== choice.value))}
            >
              <Icon name="close" size={12} />
            </button>
          </span>
        ))}
      <input
        ref={input}
        id={props.id}
        role="combobox"
        type="text"
        autoComplete="off"
        aria-label={props.labelledBy ? undefined : props.label}
        aria-labelledby={props.labelledBy}
        aria-describedby={props.describedBy}
        aria-expanded={open}
        aria-controls={listId}
        aria-autocomplete="list"
        aria-activedescendant={open && choices[active] ? optionId(active) : undefined}
        aria-invalid={props.invalid || undefined}
        aria-required={props.required || undefined}
        placeholder={multiple && chosen.length > 0 ? '' : (single?.label ?? placeholder ?? '')}
        value={typed ?? single?.label ?? ''}
        onChange={(event) => {
          setTyped(event.target.value);
          setOpen(true);
        }}
        onClick={() => setOpen(true)}
        onFocus={(event) => event.target.select()}
        onBlur={shut}
        onKeyDown={onKeyDown}
      />
      {single && !props.required && (
        <button
          type="button"
          className="combobox-clear"
          aria-label={`Clear ${single.label}`}
          onClick={() => onChange([])}
        >
          <Icon name="close" size={13} />
        </button>
      )}
      <span className="combobox-arrow">
        <Icon name="down" size={15} />
      </span>
      <span className="hidden" role="status">
        {open ? status || `${choices.length} to choose from` : ''}
      </span>
      {spot &&
        createPortal(
          <ComboboxList
            id={listId}
            label={props.label ?? placeholder ?? 'Choices'}
            look={look}
            spot={spot}
            multiple={multiple}
            choices={choices}
            active={active}
            status={status}
            optionId={optionId}
            isChosen={isChosen}
            onPick={pick}
            onPoint={setActive}
          />,
          document.body,
        )}
    </div>
  );
}
