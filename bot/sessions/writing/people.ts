/** Who leads a session and who takes part in it, and where they are told. */
import type { UserRef } from '../../core/ref.ts';
import type { Work } from '../../core/work.ts';
import type { Attending, SessionRecord } from '../record.ts';

/** In one that nobody leads, whoever began it does what is left to a facilitator. */
export const leading = (session: SessionRecord, people: readonly Attending[]): readonly string[] => {
  const led = people.filter(({ parts, left }) => !left && (parts.includes('facilitator') || parts.includes('deputy')));
  return session.isSelfLed ? [session.createdBy] : led.map(({ person }) => person);
};

export const participating = (people: readonly Attending[]): readonly Attending[] =>
  people.filter(({ parts, left }) => !left && parts.includes('participant'));

/** Their accounts, of those who can be reached. */
export async function accountsOf(w: Work, session: string, persons: readonly string[]): Promise<readonly UserRef[]> {
  const all: UserRef[] = [];
  for (const person of persons) {
    const to = await w.sessions.setup.accountFor(session, person);
    if (to) all.push(to);
  }
  return all;
}
