/** Waiting in tests: for a condition, with a deadline. */
import { setTimeout as pause } from 'node:timers/promises';

/**
 * Polls until the condition holds.
 * @throws after the deadline, with what was waited for
 */
export async function until(
  what: string,
  condition: () => boolean | Promise<boolean>,
  withinMs = 10_000,
): Promise<void> {
  const deadline = performance.now() + withinMs;
  while (!(await condition())) {
    if (performance.now() > deadline) throw new Error(`Waited ${withinMs} ms in vain until ${what}`);
    await pause(10);
  }
}

/** A promise and its handle: a job that ends when the test says so. */
export function gate(): { readonly opened: Promise<void>; open(): void } {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open: () => open() };
}
