/** Hands facts to the features that follow them: each once, in order per subject, in a transaction of its own. */
import { describe } from './create-bot.ts';
import type { Fact } from './facts.ts';
import type { Feature } from './feature.ts';
import type { Clock, Log } from './ports.ts';
import type { FactStore } from './stores.ts';
import type { Work } from './work.ts';

/** Facts taken up in one go. */
const BATCH = 100;

/** Names of the features that follow a kind of fact. */
export const followersOf = (features: readonly Feature[], kind: Fact['fact']): readonly string[] =>
  features.filter((feature) => feature.follows?.[kind]).map((feature) => feature.name);

export interface Follower {
  /** Follows what is due. @returns true when more may be waiting */
  follow(): Promise<boolean>;
}

export function createFollower(needs: {
  facts: FactStore;
  features: readonly Feature[];
  clock: Clock;
  log: Log;
}): Follower {
  const { facts, clock, log } = needs;
  const byName = new Map(needs.features.map((feature) => [feature.name, feature]));
  return {
    async follow() {
      const debts = await facts.due(clock.now(), BATCH);
      let followed = 0;
      for (const debt of debts) {
        const run = byName.get(debt.feature)?.follows?.[debt.kind] as
          | ((w: Work, fact: Fact) => Promise<void>)
          | undefined;
        try {
          if (await facts.follow(debt, clock.now(), async (w, fact) => run?.(w, fact as Fact))) followed += 1;
        } catch (error) {
          log.error('a fact could not be followed', {
            feature: debt.feature,
            kind: debt.kind,
            seq: debt.seq,
            ...describe(error),
          });
          await facts.failed(debt, new Date(clock.now().getTime() + 30_000));
        }
      }
      return followed > 0;
    },
  };
}
