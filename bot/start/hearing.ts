/** Says every few seconds that the door is open, so that after a fall it is known how long it was not. */
import { describe } from '../core/create-bot.ts';
import { BEAT_MS, type PlatformEar } from '../core/ears.ts';
import type { Door } from '../core/gap.ts';
import type { Log } from '../core/ports.ts';
import type { Closers } from './closers.ts';

/**
 * From now on, and a last time when the door is shut.
 * @param how.doors of their own: said of those that are open
 * @param how.everyMs for a clock that runs faster than the machine's; `BEAT_MS` by default
 */
export async function keepHearing({
  ears,
  platforms,
  doors = () => [],
  closers,
  log,
  everyMs = BEAT_MS,
}: {
  ears: (platform: string) => PlatformEar;
  platforms: Iterable<string>;
  doors?: () => readonly (Door & { readonly isOpen: boolean })[];
  closers: Closers;
  log: Log;
  everyMs?: number;
}): Promise<void> {
  const all = [...platforms].map(ears);
  let isLate = false;
  async function beat(): Promise<void> {
    try {
      for (const ear of all) await ear.beat();
      for (const { platform, own, isOpen } of doors()) if (isOpen) await ears(platform).beat(own);
      isLate = false;
    } catch (error) {
      // While the database is away nothing is heard either: the first beat after it finds the gap.
      if (!isLate) log.warn('hearing.not_written', describe(error));
      isLate = true;
    }
  }
  await closers.open(
    'handlers',
    async () => {
      await beat();
      return setInterval(beat, everyMs);
    },
    async (timer) => {
      clearInterval(timer);
      await beat();
    },
  );
}
