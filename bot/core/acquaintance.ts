/** Asking a platform who somebody is and what can be done in a place, while a person waits, and no oftener than is needed. */
import type { Abilities, Chat, Profile } from './chat.ts';
import { oneLine } from './clean.ts';
import { describe } from './describe.ts';
import type { Clock, Log } from './ports.ts';
import type { ConversationRef, UserRef } from './ref.ts';
import type { Recognition } from './stores.ts';
import { within } from './within.ts';

/** A platform's answer to "who is this" or "what can be done here" is waited for this long while a person waits. */
const ASK_PLATFORM_MS = 1_500;
/** A profile is asked for again after a day. */
const PROFILE_AGE_MS = 24 * 3_600_000;

type Asked = Pick<Chat, 'whoIs' | 'able'>;

export interface Acquaintance {
  /** What the platform says of somebody, where that is not known from the last day; null where it is, or it did not say. */
  fresh(of: {
    readonly from: UserRef;
    readonly workspace: string;
    readonly in: ConversationRef;
  }): Promise<Profile | null>;
  /** What can be done in a place; null where the platform did not say. */
  able(place: ConversationRef): Promise<Abilities | null>;
}

export function createAcquaintance(needs: {
  readonly recognition: Pick<Recognition, 'known' | 'keep'>;
  readonly chats: ReadonlyMap<string, Asked>;
  readonly clock: Clock;
  readonly log: Log;
}): Acquaintance {
  const { recognition, chats, clock, log } = needs;

  async function ask<R>(
    platform: string,
    question: (chat: Asked) => Promise<R>,
    late: (answer: R) => Promise<void> = async () => undefined,
  ): Promise<R | null> {
    const chat = chats.get(platform);
    if (!chat) return null;
    const failed = (error: unknown) => log.warn('the platform did not answer', { platform, ...describe(error) });
    const slow = Symbol('slow');
    try {
      const asked = question(chat);
      const answer = await within<R | typeof slow>(asked, ASK_PLATFORM_MS, slow);
      if (answer !== slow) return answer;
      asked.then(late).catch(failed);
    } catch (error) {
      failed(error);
    }
    return null;
  }

  return {
    async fresh({ from, workspace, in: place }) {
      const known = await recognition.known(from, workspace);
      const age = known?.checkedAt ? clock.now().getTime() - known.checkedAt.getTime() : Number.POSITIVE_INFINITY;
      if (age < PROFILE_AGE_MS) return null;
      // What comes too late for this is there for the next: else a slow platform's people would never be known.
      return ask(
        place.platform,
        (chat) => chat.whoIs(from, place),
        (profile) => recognition.keep(from, workspace, named(profile), clock.now()),
      );
    },
    able: (place) => ask(place.platform, (chat) => chat.able(place)),
  };
}

/** A profile whose name is fit to stand in a line. */
export const named = (profile: Profile): Profile => ({ ...profile, name: oneLine(profile.name) || '?' });
