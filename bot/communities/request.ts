/** Asking to be let into a community, as it is kept. */
import type { Author } from '../words/author.ts';
import type { Access } from './community.ts';

/** With who asks, by the account with which they did. */
export interface JoinRequest extends Author {
  readonly id: string;
  readonly community: string;
  readonly communityName: string;
  readonly access: Access;
  readonly why: string;
  /** What a facilitator wants to know, and what was answered to it. */
  readonly asked: string | null;
  readonly answer: string | null;
  readonly state: 'open' | 'accepted' | 'declined' | 'withdrawn';
  /** The words with which it was declined. */
  readonly said: string | null;
  readonly decider: Author | null;
  /** Who was asked so far: 0 the facilitators, 1 the deputy too, 2 the founder's admins too. */
  readonly stage: number;
}

export interface RequestStore {
  /** @returns its id; null where one of theirs is open there already */
  request(what: {
    community: string;
    person: string;
    identity: string;
    why: string;
    dueAt: Date;
  }): Promise<string | null>;
  joinRequest(id: string): Promise<JoinRequest | null>;
  /** Whoever asks first: until it is answered nobody asks again. @returns whether it was so */
  askMore(id: string, words: string): Promise<boolean>;
  /** @returns whether it was open, theirs, and asked */
  answerMore(id: string, person: string, words: string): Promise<boolean>;
  /** Whoever decides first. @returns whether it was so */
  decide(id: string, how: { state: 'accepted' | 'declined'; by: string; said: string | null }): Promise<boolean>;
  /** Who is in it by now asks no more. @returns the request's id; null where none was open */
  close(person: string, community: string): Promise<string | null>;
  /** The same of everybody's that is open there. */
  closeAll(community: string): Promise<readonly { readonly id: string; readonly person: string }[]>;
  /** Requests that nobody decided in time. */
  overdue(limit: number): Promise<readonly string[]>;
  /** Who is asked from now on, and when the next are. */
  escalate(id: string, stage: number, dueAt: Date | null): Promise<void>;
  /** Open ones of a person's own, about which a facilitator asked something that they have not answered; oldest first. */
  askedOf(person: string, limit: number): Promise<readonly string[]>;
  /** Open ones that a person may be asked to answer, in communities that they look after or govern; oldest first. Whether they may is asked of each. */
  requestsFor(person: string, limit: number): Promise<readonly string[]>;
  /** How many wait in a community. */
  waiting(community: string): Promise<number>;
}
