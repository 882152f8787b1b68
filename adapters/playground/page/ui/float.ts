/** Where a floating list goes: under its anchor or over it, inside the screen. */
import { type RefObject, useLayoutEffect, useState } from 'react';

export interface Spot {
  left: number;
  top?: number;
  bottom?: number;
  maxHeight: number;
  width?: number;
}

/**
 * The place for a list that hangs on `anchor` while `open`, in pixels of the viewport. `fit`: as wide as the anchor; `end`: flush with
 * its right edge for a list about `wide` pixels wide.
 */
export function useSpot(
  anchor: RefObject<HTMLElement | null>,
  open: boolean,
  { wide, fit = false, end = false }: { wide: number; fit?: boolean; end?: boolean },
): Spot | null {
  const [spot, setSpot] = useState<Spot | null>(null);
  useLayoutEffect(() => {
    const measure = (): void => {
      const box = anchor.current?.getBoundingClientRect();
      if (!box) return;
      const width = fit ? box.width : wide;
      const left = Math.max(8, Math.min(end ? box.right - width : box.left, innerWidth - width - 8));
      const below = innerHeight - box.bottom - 12;
      const above = box.top - 12;
      const size = fit ? { width } : {};
      setSpot(
        below >= 260 || below >= above
          ? { left, top: box.bottom + 4, maxHeight: Math.min(below, 420), ...size }
          : { left, bottom: innerHeight - box.top + 4, maxHeight: Math.min(above, 420), ...size },
      );
    };
    if (!open) return;
    measure();
    addEventListener('resize', measure);
    addEventListener('scroll', measure, true);
    return () => {
      removeEventListener('resize', measure);
      removeEventListener('scroll', measure, true);
    };
  }, [anchor, open, wide, fit, end]);
  return open ? spot : null;
}
