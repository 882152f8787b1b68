/** Waiting no longer than one wants to. */

/**
 * The promise's value, or `late` when it takes longer than so many milliseconds; the promise itself goes on.
 * It throws what the promise throws in time.
 */
export async function within<T, L>(ms: number, promise: Promise<T>, late: L): Promise<T | L> {
  let timer: NodeJS.Timeout | undefined;
  const alarm = new Promise<L>((resolve) => {
    timer = setTimeout(() => resolve(late), ms);
  });
  // What it throws after we have gone is nobody's.
  promise.catch(() => {});
  try {
    return await Promise.race([promise, alarm]);
  } finally {
    clearTimeout(timer);
  }
}
