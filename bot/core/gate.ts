/** Keeps handling out of the way of acknowledging: how much of what nobody waits for is acted on at once, and how much may stand in line. */

export interface Gate {
  /** While `work` runs, somebody waits to be told that an event was kept: little is begun meanwhile. */
  ahead<R>(work: () => Promise<R>): Promise<R>;
  /**
   * Runs `work` when it is its turn, in the order in which it came.
   * @returns null where the line is full: it is left to the worker, which finds it in the database
   */
  pass<R>(work: () => Promise<R>): Promise<R | null>;
}

/**
 * @param how.most at work at once
 * @param how.room in line; where that is more than half full, more comes than can be acted on here, and one at work must do
 * @param how.crowd so many who wait ahead leave room for one at work alone
 */
export function createGate(how: { most: number; room: number; crowd: number }): Gate {
  const { most, room, crowd } = how;
  const line: (() => void)[] = [];
  let ahead = 0;
  let working = 0;
  const isOpen = (): boolean => working < (ahead >= crowd || line.length > room / 2 ? 1 : most);
  const next = (): void => {
    while (line.length > 0 && isOpen()) {
      working += 1;
      line.shift()?.();
    }
  };
  return {
    async ahead(work) {
      ahead += 1;
      try {
        return await work();
      } finally {
        ahead -= 1;
        next();
      }
    },
    async pass(work) {
      if (line.length > 0 || !isOpen()) {
        if (line.length >= room) return null;
        await new Promise<void>((enter) => line.push(enter));
      } else {
        working += 1;
      }
      try {
        return await work();
      } finally {
        working -= 1;
        next();
      }
    },
  };
}
