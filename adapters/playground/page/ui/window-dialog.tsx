/** A dialog over one window: keeps Tab inside, closes on Esc, and gives the focus back to where it was. */
import { type CSSProperties, type KeyboardEvent, type ReactNode, useEffect, useId, useRef } from 'react';
import { Icon } from './icon.tsx';

interface Props {
  title: string;
  onClose(): void;
  children: ReactNode;
  /** The buttons at its foot. */
  foot?: ReactNode;
  role?: 'dialog' | 'alertdialog';
  className?: string;
  testId?: string;
  /** Drawn behind another dialog: kept, but out of reach. */
  covered?: boolean;
  /** Names what is in it: once that is something else, whoever is there begins at its head. */
  holds?: string;
  closeLabel?: string;
  style?: CSSProperties;
}

const reachable =
  'a[href],button:not([disabled]),input:not([disabled]),textarea:not([disabled]),select:not([disabled]),[tabindex]:not([tabindex="-1"])';

/** What can take the focus inside `element`, in order. */
export const focusables = (element: HTMLElement | null): HTMLElement[] =>
  [...(element?.querySelectorAll<HTMLElement>(reachable) ?? [])].filter((item) => item.offsetParent !== null);

function focusFirst(box: HTMLElement | null): void {
  const first =
    box?.querySelector<HTMLElement>('[data-autofocus]') ??
    // What is to be filled in comes before buttons that stand above it.
    box?.querySelector<HTMLElement>('.dialog-body :is(input,textarea,select)') ??
    box?.querySelector<HTMLElement>('.dialog-body :is(button,a[href])') ??
    focusables(box).at(-1);
  (first ?? box)?.focus({ preventScroll: true });
}

export function WindowDialog({
  title,
  onClose,
  children,
  foot,
  role = 'dialog',
  className,
  testId,
  covered = false,
  holds = '',
  closeLabel = 'Close',
  style,
}: Props) {
  const box = useRef<HTMLDivElement>(null);
  const heading = useId();

  useEffect(() => {
    if (covered) return;
    const before = document.activeElement as HTMLElement | null;
    focusFirst(box.current);
    return () => {
      const region = before?.closest<HTMLElement>('[data-window]');
      if (before?.isConnected && before !== document.body) before.focus({ preventScroll: true });
      else (region ?? document).querySelector<HTMLElement>('textarea')?.focus({ preventScroll: true });
    };
  }, [covered]);

  // What had the focus may have gone with a new drawing of the form: then the dialog takes it again, so that its keys work.
  const had = useRef(false);
  useEffect(() => {
    if (!covered && had.current && document.activeElement === document.body) focusFirst(box.current);
  });

  const held = useRef(holds);
  useEffect(() => {
    if (covered || held.current === holds) return;
    held.current = holds;
    box.current?.querySelector('.dialog-body')?.scrollTo(0, 0);
    focusFirst(box.current);
  }, [covered, holds]);

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.defaultPrevented) return;
    if (event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      onClose();
    }
    if (event.key !== 'Tab') return;
    const all = focusables(box.current);
    const edge = event.shiftKey ? all[0] : all.at(-1);
    if (document.activeElement === edge || document.activeElement === box.current) {
      event.preventDefault();
      (event.shiftKey ? all.at(-1) : all[0])?.focus();
    }
  };

  return (
    <div className="scrim" inert={covered}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: it is a dialog, by the attributes spread into it */}
      <div
        ref={box}
        {...{ role, 'aria-modal': true, 'aria-labelledby': heading }}
        tabIndex={-1}
        style={style}
        className={`dialog ${className ?? ''}`}
        data-testid={testId}
        onKeyDown={onKeyDown}
        onFocus={() => {
          had.current = true;
        }}
        onBlur={(event) => {
          if (event.relatedTarget && !box.current?.contains(event.relatedTarget)) had.current = false;
        }}
      >
        <header className="dialog-head">
          <h2 id={heading}>{title}</h2>
          <button type="button" className="icon-button" aria-label={closeLabel} title={closeLabel} onClick={onClose}>
            <Icon name="close" />
          </button>
        </header>
        <div className="dialog-body">{children}</div>
        {foot && <footer className="dialog-foot">{foot}</footer>}
      </div>
    </div>
  );
}
