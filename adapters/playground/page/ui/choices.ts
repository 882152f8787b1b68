/** What a searched list offers: filtered here, or found by asking after a pause in typing. */
import { useEffect, useRef, useState } from 'react';

export interface Choice {
  value: string;
  label: string;
  note?: string;
  group?: string;
  /** The platform's own option object, to be sent back as it came. */
  raw?: unknown;
}

/** Those that hold every typed word, in the same order. */
export function filtered(choices: readonly Choice[], typed: string): Choice[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  return choices.filter(({ label, note }) => {
    const text = `${label} ${note ?? ''}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

export interface Found {
  choices: readonly Choice[];
  busy: boolean;
}

const none: readonly Choice[] = [];

/** Asks `load` 300 ms after the last key, and keeps only the newest answer. */
export function useFound(
  open: boolean,
  query: string,
  load: ((query: string) => Promise<Choice[]>) | undefined,
  least: number,
): Found {
  const [found, setFound] = useState<Found>({ choices: none, busy: false });
  const ask = useRef(load);
  ask.current = load;
  const wanted = open && load !== undefined && query.length >= least;
  useEffect(() => {
    if (!wanted) {
      setFound({ choices: none, busy: false });
      return;
    }
    let current = true;
    setFound((was) => ({ ...was, busy: true }));
    const timer = setTimeout(
      () => {
        ask.current?.(query).then(
          (choices) => current && setFound({ choices, busy: false }),
          () => current && setFound({ choices: none, busy: false }),
        );
      },
      query === '' ? 0 : 300,
    );
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [wanted, query]);
  return found;
}
