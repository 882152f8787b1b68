/** The focus is never lost: where what had it is taken away, because a list is there anew, it goes to the page's head. */
import { type RefObject, useEffect } from 'react';

/** By then a dialog that is closed has given the focus back, where what had it is still there. */
const GIVEN_BACK_MS = 150;

/**
 * @param main within which the focus is looked after
 * @param free whether no dialog has the focus
 */
export function useKeptFocus(
  main: RefObject<HTMLElement | null>,
  head: RefObject<HTMLElement | null>,
  { free, round }: { readonly free: boolean; readonly round: number },
): void {
  useEffect(() => {
    const within = main.current;
    if (!within) return;
    let last: Element | null = null;
    const remember = ({ target }: FocusEvent): void => {
      last = target instanceof Element && within.contains(target) ? target : null;
    };
    const observer = new MutationObserver(() => {
      if (last && !last.isConnected && document.activeElement === document.body) head.current?.focus();
    });
    document.addEventListener('focusin', remember);
    observer.observe(within, { childList: true, subtree: true });
    return () => {
      document.removeEventListener('focusin', remember);
      observer.disconnect();
    };
  }, [main, head]);
  // What opened a dialog may be gone once it is closed.
  useEffect(() => {
    if (!free || round === 0) return;
    const timer = setTimeout(() => document.activeElement === document.body && head.current?.focus(), GIVEN_BACK_MS);
    return () => clearTimeout(timer);
  }, [head, free, round]);
}
