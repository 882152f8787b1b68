/** A list that stays at its end while new things arrive, unless its reader has scrolled up. */
import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react';

/** So near to the end, in pixels, counts as being there. */
const near = 48;

/**
 * Keeps `list` scrolled to its end when `grown` changes and it was there before; always goes there when `place` changes.
 * Content that grows later (cards, pictures) is followed too.
 */
export function useStick(list: RefObject<HTMLElement | null>, place: string, grown: unknown): void {
  const atEnd = useRef(true);
  /** Where the list stood last, to tell the reader's way up from our own doing. */
  const top = useRef(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another place begins at its end
  useLayoutEffect(() => {
    atEnd.current = true;
  }, [place]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs when the list has grown
  useLayoutEffect(() => {
    if (!atEnd.current || !list.current) return;
    list.current.scrollTop = list.current.scrollHeight;
    top.current = list.current.scrollTop;
  }, [list, place, grown]);
  useEffect(() => {
    const element = list.current;
    if (!element) return;
    const onScroll = (): void => {
      const below = element.scrollHeight - element.scrollTop - element.clientHeight;
      // What grew beneath is no movement of the reader: only a way up leaves the end.
      if (below < near) atEnd.current = true;
      else if (element.scrollTop < top.current - 1) atEnd.current = false;
      top.current = element.scrollTop;
    };
    const observer = new ResizeObserver(() => {
      if (!atEnd.current) return;
      element.scrollTop = element.scrollHeight;
      top.current = element.scrollTop;
    });
    element.addEventListener('scroll', onScroll, { passive: true });
    observer.observe(element);
    for (const child of element.children) observer.observe(child);
    return () => {
      element.removeEventListener('scroll', onScroll);
      observer.disconnect();
    };
  }, [list]);
}
