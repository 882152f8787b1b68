/** Arrow keys in a list: Up, Down, Home and End move the focus among the elements marked `data-row`. */
import type { KeyboardEvent } from 'react';

/** For a container's `onKeyDown`. Text fields and open menus keep their own arrows. */
export function moveInRows(event: KeyboardEvent<HTMLElement>): void {
  const target = event.target as HTMLElement;
  if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey) return;
  if (!target.matches('[data-row]')) return;
  const rows = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-row]')];
  const at = rows.indexOf(target);
  const to =
    event.key === 'ArrowDown'
      ? at + 1
      : event.key === 'ArrowUp'
        ? at - 1
        : event.key === 'Home'
          ? 0
          : event.key === 'End'
            ? rows.length - 1
            : -1;
  const row = rows[to];
  if (!row || to === at) return;
  event.preventDefault();
  row.focus();
}
