/**
 * Preloaded into a Guildhall whose memory is measured, with `--expose-gc`: asked by the bench, it collects all garbage and
 * says what is left. What users run has none of this.
 */
process.on('message', () => {
  globalThis.gc?.();
  process.send?.(process.memoryUsage().heapUsed);
});
// It ends when its work does, whoever might still ask.
process.channel?.unref();
