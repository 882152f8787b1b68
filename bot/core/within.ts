/** Waiting for something, but not for ever. */

/** A promise's result, or `otherwise` after `ms` of real time; the promise goes on. */
export async function within<R>(promise: Promise<R>, ms: number, otherwise: R): Promise<R> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<R>((resolve) => {
    timer = setTimeout(() => resolve(otherwise), ms);
  });
  try {
    return await Promise.race([promise, timeout]);
  } finally {
    clearTimeout(timer);
  }
}
