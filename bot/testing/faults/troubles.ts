/** What is to go wrong next with calls and deliveries: whoever makes one takes what is first in its line, and it is counted then. */

/**
 * How a call to a platform goes wrong: refused for being too many, broken before it did anything, or never answered, whether
 * it was done or not. `cut` breaks the connection instead of letting the caller wait for its deadline.
 */
export interface CallTrouble {
  readonly fault: string;
  readonly how: '429' | '500' | 'done' | 'not-done';
  readonly cut: boolean;
}

/** How something that a platform brings comes: after so long, and so often. */
export interface DeliveryTrouble {
  readonly fault: string;
  readonly afterMs: number;
  readonly times: number;
}

export interface Troubles<T extends { readonly fault: string }> {
  add(troubles: readonly T[]): void;
  /** The next one, counted; undefined where nothing goes wrong. */
  take(): T | undefined;
  /** What is still to come does not. */
  clear(): void;
}

export function createTroubles<T extends { readonly fault: string }>(count: (fault: string) => void): Troubles<T> {
  const line: T[] = [];
  return {
    add: (troubles) => void line.push(...troubles),
    take() {
      const next = line.shift();
      if (next) count(next.fault);
      return next;
    },
    clear: () => void line.splice(0),
  };
}
