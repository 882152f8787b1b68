/** What a running process must close, and the order in which it does: nothing loses what it stands on before it has ended. */

/** First to last, each with the milliseconds that it may take; together less than the five seconds that a stop may take. */
const PHASES = {
  /** Workers finish the jobs they run; messages on their way go out, to the playground of this process too. */
  jobs: 1_300,
  /** No more requests; those in flight are answered. */
  requests: 600,
  /** What was acknowledged before it was handled is handled. */
  handlers: 500,
  queue: 500,
  database: 400,
  /** The bundled Postgres writes everything down. */
  postgres: 1_500,
} as const;
export type Phase = keyof typeof PHASES;

/** Thrown into a start that was interrupted. */
export class Stopping extends Error {}

/** What the maker of something slow is handed. */
export interface Making {
  /** Aborted when the closing begins: what is half made is given up. */
  readonly interrupted: AbortSignal;
  /** Something was begun that would outlive this process: what `killAll` does to it, until it is closed or given up. */
  begun(kill: () => void): void;
}

export interface Closers {
  /**
   * Makes something that must be closed, and remembers how. What is still being made when the closing begins is closed
   * as soon as it is there.
   * @throws Stopping once closing has begun
   */
  open<T>(
    phase: Phase,
    make: (making: Making) => Promise<T> | T,
    close: (made: T) => Promise<unknown> | unknown,
  ): Promise<T>;
  /** Closes everything, phase by phase, and in each the last opened first. Never throws; @returns the phases that failed or took too long */
  closeAll(): Promise<readonly string[]>;
  /** For a process that ends now: ends what would outlive it, without waiting. */
  killAll(): void;
}

const yes = () => true;
const no = () => false;

export function createClosers(limits: Readonly<Record<Phase, number>> = PHASES): Closers {
  const kept: { readonly phase: Phase; readonly close: () => Promise<unknown> }[] = [];
  const kills = new Set<() => void>();
  const stopping = new AbortController();
  let closing: Promise<readonly string[]> | undefined;

  async function closePhase(phase: Phase): Promise<boolean> {
    const all = kept.filter((one) => one.phase === phase).reverse();
    const results = (async () => {
      const states: boolean[] = [];
      for (const one of all) states.push(await one.close().then(yes, no));
      return states.every(Boolean);
    })();
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<false>((resolve) => {
      timer = setTimeout(resolve, limits[phase], false);
    });
    const ended = await Promise.race([results, late]);
    clearTimeout(timer);
    return ended;
  }

  return {
    async open(phase, make, close) {
      if (closing) throw new Stopping();
      const mine: (() => void)[] = [];
      const forget = () => {
        for (const kill of mine) kills.delete(kill);
      };
      const begun = (kill: () => void) => {
        mine.push(kill);
        kills.add(kill);
      };
      const made = (async () => {
        try {
          const value = await make({ interrupted: stopping.signal, begun });
          const end = async () => {
            await close(value);
            forget();
          };
          return { value, end };
        } catch (error) {
          forget();
          throw error;
        }
      })();
      const entry = {
        phase,
        close: () =>
          made.then(
            ({ end }) => end(),
            () => undefined,
          ),
      };
      kept.push(entry);
      try {
        const { value } = await made;
        if (closing) throw new Stopping();
        return value;
      } catch (error) {
        if (!closing) kept.splice(kept.indexOf(entry), 1);
        throw error;
      }
    },
    closeAll() {
      closing ??= (async () => {
        stopping.abort(new Stopping());
        const unclean: string[] = [];
        for (const phase of Object.keys(limits) as Phase[]) if (!(await closePhase(phase))) unclean.push(phase);
        return unclean;
      })();
      return closing;
    },
    killAll() {
      for (const kill of kills) {
        try {
          kill();
        } catch {
          // It has ended by itself.
        }
      }
    },
  };
}
