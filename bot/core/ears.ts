/** Notices when a platform could not reach the bot: the door was shut, or the platform says that it did not deliver. */
import type { Door, GapStore } from './gap.ts';
import type { Clock, Log } from './ports.ts';

/** How often whoever holds the door open says so, in milliseconds. */
export const BEAT_MS = 10_000;
/** A door that was shut no longer than this has missed nothing that is not delivered again. */
const AWAY_MS = 60_000;
/** A platform that says that it is not delivering says so minute by minute. */
const MINUTE_MS = 60_000;
/** After such a minute, until another would have been told of. */
const SETTLING_MS = 90_000;

/** What an adapter tells of its own hearing. */
export interface Ear {
  /** An event of this workspace came, whatever it is: the platform delivers. Never throws and is not waited for. */
  heard(workspace: string): void;
  /** The platform says that it does not deliver what happens in a workspace from an instant on. @throws when it could not be stored */
  deaf(workspace: string, from: Date): Promise<void>;
}

export interface PlatformEar extends Ear {
  /**
   * The door is open now. To be called every `BEAT_MS` while it is, and when it is shut, by every process that holds it open.
   * @param own a door of its own, for a connection that is not heard through the common one
   * @throws when it could not be stored
   */
  beat(own?: Door['own']): Promise<void>;
}

export interface EarNeeds {
  readonly gaps: Pick<GapStore, 'heard' | 'add'>;
  /** Told of a gap that can be looked into now. */
  readonly noticed: (gap: string) => void;
  readonly clock: Clock;
  readonly log: Log;
}

/** @returns the ear for a platform: the same one each time it is asked for */
export function createEars(needs: EarNeeds): (platform: string) => PlatformEar {
  const ears = new Map<string, PlatformEar>();
  return (platform) => {
    const ear = ears.get(platform) ?? createEar(platform, needs);
    ears.set(platform, ear);
    return ear;
  };
}

/**
 * After the door was shut for long, or where a platform said that it does not deliver, it may have given up delivering
 * until somebody switches it on again (Slack: docs.slack.dev/apis/events-api/#failure). So a workspace counts as not heard
 * until its first event comes, and what was said up to then is looked for.
 */
function createEar(platform: string, { gaps, noticed, clock, log }: EarNeeds): PlatformEar {
  /** Since when every workspace is waited for that is not in `proven`. */
  let reopened: Date | null = null;
  const proven = new Set<string>();
  const silent = new Map<string, Date>();

  return {
    async beat(own) {
      for (const gap of await gaps.heard({ platform, ...(own && { own }) }, clock.now(), AWAY_MS)) {
        const { id, workspace, to } = gap;
        log.warn('hearing.gap', {
          platform,
          gap: id,
          seconds: secondsOf(gap),
          ...(workspace !== null && { workspace }),
        });
        if (workspace !== null) silent.set(workspace, to);
        else {
          reopened = to;
          proven.clear();
        }
        noticed(id);
      }
    },
    heard(workspace) {
      const since = silent.get(workspace) ?? (proven.has(workspace) ? null : reopened);
      const to = clock.now();
      // What comes within a minute of which not all is delivered says nothing of what comes after it.
      if (!since || to <= since) return;
      silent.delete(workspace);
      proven.add(workspace);
      if (to.getTime() - since.getTime() <= AWAY_MS) return;
      gaps
        .add({ platform, workspace, from: since, to, sure: false }, to)
        .catch(() => log.warn('hearing.not_written', { platform }));
    },
    async deaf(workspace, minute) {
      // Not of a time to come, whatever its clock says: nothing would be looked into until then.
      const from = new Date(Math.min(minute.getTime(), clock.now().getTime()));
      const to = new Date(from.getTime() + MINUTE_MS);
      log.warn('hearing.limited', { platform, workspace });
      await gaps.add({ platform, workspace, from, to, sure: true }, new Date(to.getTime() + SETTLING_MS));
      silent.set(workspace, to);
    },
  };
}

const secondsOf = ({ from, to }: { from: Date; to: Date }): number =>
  Math.round((to.getTime() - from.getTime()) / 1_000);
