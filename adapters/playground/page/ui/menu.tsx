/** A button that opens a menu: arrow keys, Home, End and first letters move in it, Esc closes it and gives the focus back. */
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import { useSpot } from './float.ts';
import { useLook } from './look.ts';

export interface MenuItem {
  label: string;
  note?: string;
  icon?: ReactNode;
  danger?: boolean;
  /** Present for a choice among others: whether it is the chosen one. */
  chosen?: boolean;
  /** A heading above this item. */
  under?: string;
  run(): void;
}

interface Props {
  /** The button's accessible name; its tooltip too when the button has only an icon. */
  label: string;
  items: readonly MenuItem[];
  children: ReactNode;
  className?: string;
  end?: boolean;
  wide?: number;
  testId?: string;
  tabIndex?: number;
  onOpen?(open: boolean): void;
}

export function MenuButton({
  label,
  items,
  children,
  className,
  end = false,
  wide = 264,
  testId,
  tabIndex,
  onOpen,
}: Props) {
  const [open, setOpenState] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const menu = useRef<HTMLDivElement>(null);
  const id = useId();
  const look = useLook();
  const spot = useSpot(button, open, { wide, end });

  const setOpen = (next: boolean): void => {
    setOpenState(next);
    onOpen?.(next);
  };

  const shown = spot !== null;
  useEffect(() => {
    if (!shown) return;
    const all = menu.current?.querySelectorAll<HTMLElement>('[role^=menuitem]');
    (menu.current?.querySelector<HTMLElement>('[aria-checked=true]') ?? all?.[0])?.focus();
  }, [shown]);

  useEffect(() => {
    if (!open) return;
    const outside = (event: PointerEvent): void => {
      const target = event.target as Node;
      if (!menu.current?.contains(target) && !button.current?.contains(target)) {
        setOpenState(false);
        onOpen?.(false);
      }
    };
    addEventListener('pointerdown', outside, true);
    return () => removeEventListener('pointerdown', outside, true);
  }, [open, onOpen]);

  const close = (): void => {
    setOpen(false);
    button.current?.focus();
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    const all = [...(menu.current?.querySelectorAll<HTMLElement>('[role^=menuitem]') ?? [])];
    const at = all.indexOf(document.activeElement as HTMLElement);
    const go = (index: number): void => all[(index + all.length) % all.length]?.focus();
    if (event.key === 'Escape' || event.key === 'Tab') close();
    else if (event.key === 'ArrowDown') go(at + 1);
    else if (event.key === 'ArrowUp') go(at - 1);
    else if (event.key === 'Home') go(0);
    else if (event.key === 'End') go(-1);
    else if (event.key.length === 1 && event.key !== ' ') {
      const letter = event.key.toLowerCase();
      const order = [...all.slice(at + 1), ...all.slice(0, at + 1)];
      order.find((item) => item.textContent?.trim().toLowerCase().startsWith(letter))?.focus();
      return;
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <>
      <button
        ref={button}
        type="button"
        className={className}
        aria-haspopup="menu"
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        aria-label={label}
        title={label}
        tabIndex={tabIndex}
        data-testid={testId}
        onClick={() => setOpen(!open)}
        onKeyDown={(event) => {
          if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
            event.preventDefault();
            event.stopPropagation();
            setOpen(true);
          }
        }}
      >
        {children}
      </button>
      {spot &&
        createPortal(
          <div
            ref={menu}
            id={id}
            role="menu"
            aria-label={label}
            tabIndex={-1}
            className="menu"
            data-look={look}
            style={{ ...spot, width: wide }}
            onKeyDown={onKeyDown}
          >
            {items.map((item) => (
              <MenuRow key={`${item.under ?? ''}${item.label}${item.note ?? ''}`} item={item} close={close} />
            ))}
          </div>,
          document.body,
        )}
    </>
  );
}

function MenuRow({ item, close }: { item: MenuItem; close(): void }) {
  const role =
    item.chosen === undefined ? { role: 'menuitem' } : { role: 'menuitemradio', 'aria-checked': item.chosen };
  return (
    <>
      {item.under && <div className="menu-heading">{item.under}</div>}
      <button
        type="button"
        {...role}
        className={item.danger ? 'menu-item menu-danger' : 'menu-item'}
        onClick={() => {
          close();
          item.run();
        }}
      >
        {item.icon && <span className="menu-icon">{item.icon}</span>}
        <span className="menu-words">
          <span>{item.label}</span>
          {item.note && <span className="menu-note">{item.note}</span>}
        </span>
        {item.chosen && (
          <span className="menu-chosen" aria-hidden="true">
            ✓
          </span>
        )}
      </button>
    </>
  );
}
