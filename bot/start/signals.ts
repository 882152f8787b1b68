/** What asks a process to end: signals, a second signal, and the loss of the npm that started it. */

/** A terminal's Ctrl-C may reach us twice, once by itself and once passed on by npm: only a later one is a second one. */
const SECOND_MS = 300;
const PARENT_MS = 250;

export interface Ending {
  /** Ends what was begun and then the process. Called once. */
  stop(why: string): void;
  /** Ends the process at once. */
  kill(): void;
}

/** Hears signals: the first stops, a second one kills. */
export function signalHandler({ stop, kill }: Ending, nowMs: () => number): (signal: string) => void {
  let firstAt: number | null = null;
  return (signal) => {
    if (firstAt === null) {
      firstAt = nowMs();
      stop(signal);
    } else if (nowMs() - firstAt > SECOND_MS) kill();
  };
}

export function listenForSignals(ending: Ending): void {
  const handler = signalHandler(ending, () => performance.now());
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, handler);
}

/**
 * Under npm there is a shell between it and us, which a signal to npm ends without telling us. Then the kernel gives us
 * another parent, and that is the signal.
 */
export function watchParent(stop: Ending['stop']): void {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    stop('parent gone');
  }, PARENT_MS);
  timer.unref();
}
