/** The names and commands that a composer offers, above it. */
import { Mark } from '../ui/icon.tsx';
import type { Suggestion } from './suggest.ts';

interface Props {
  id: string;
  found: readonly Suggestion[];
  active: number;
  onPick(suggestion: Suggestion): void;
  onPoint(index: number): void;
}

export function SuggestionList({ id, found, active, onPick, onPoint }: Props) {
  return (
    <div
      id={id}
      role="listbox"
      aria-label="Suggestions"
      className="suggestions"
      onPointerDown={(event) => event.preventDefault()}
    >
      {found.map((one, index) => (
        // biome-ignore lint/a11y/useFocusableInteractive: the text field keeps the focus and points here
        // biome-ignore lint/a11y/useKeyWithClickEvents: the text field has the keys
        <div
          key={one.key}
          id={`${id}-${index}`}
          role="option"
          aria-selected={index === active}
          className={index === active ? 'option option-active' : 'option'}
          onClick={() => onPick(one)}
          onPointerMove={() => onPoint(index)}
        >
          {one.bot ? (
            <span className="avatar avatar-app" style={{ width: 22, height: 22 }}>
              <Mark size={22} />
            </span>
          ) : (
            one.initials && (
              <span
                className="avatar"
                aria-hidden="true"
                style={{ width: 22, height: 22, fontSize: 9, background: one.colour }}
              >
                {one.initials}
              </span>
            )
          )}
          <span className="suggestion-label">{one.label}</span>
          <span className="menu-note">{one.note}</span>
        </div>
      ))}
    </div>
  );
}
