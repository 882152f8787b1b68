/** What sessions need of other features; assemble hands it in. */
import type { Me } from '../core/me.ts';
import type { ConversationRef, UserRef } from '../core/ref.ts';
import type { Work } from '../core/work.ts';
import type { PersonCalendar } from '../words/attention.ts';
import type { Label } from '../words/handling.ts';
import type { Calendar } from '../words/working-time.ts';

export interface Channel {
  readonly community: string;
  readonly ref: ConversationRef;
  /** Whose it is. */
  readonly organisation: string;
  /** off: nothing is said there. */
  readonly mode: string;
}

export interface Needs {
  /** Communities in which somebody may begin a session: those they are in, by name. */
  memberOf(w: Work, me: Me): Promise<readonly { readonly id: string; readonly name: string }[]>;
  /** Whether somebody may begin one there and take part: they are a member who still may know of it. */
  isMember(w: Work, account: UserRef, community: string): Promise<boolean>;
  /** Whether somebody who has no part in a session may read what its community reads. */
  mayRead(w: Work, me: Me, community: string): Promise<boolean>;
  communityName(w: Work, community: string): Promise<string>;
  /** Channels in which something of it may be told. */
  channelsOf(w: Work, community: string): Promise<readonly Channel[]>;
  channelAt(w: Work, place: ConversationRef): Promise<Channel | null>;
  calendarOf(w: Work, community: string): Promise<Calendar | null>;
  personCalendar(w: Work, person: string): Promise<PersonCalendar>;
  labelIn(w: Work, community: string): Promise<Label | null>;
  isFacilitator(w: Work, person: string, community: string): Promise<boolean>;
  /** Who looks after a community and can be reached, the lead first. */
  facilitatorsOf(w: Work, community: string): Promise<readonly { readonly person: string; readonly ref: UserRef }[]>;
  /** Whether somebody is an admin of an organisation. */
  isAdmin(w: Work, person: string, organisation: string): Promise<boolean>;
  /** Admins of an organisation who can be reached. */
  adminsOf(w: Work, organisation: string): Promise<readonly { readonly person: string; readonly ref: UserRef }[]>;
  /** Somebody did something in it: where they look after it, it is looked after. */
  acted(w: Work, person: string, community: string): Promise<void>;
  /** Nothing new begins in it any more. */
  isArchived(w: Work, community: string): Promise<boolean>;
  /** The organisation of who reads there; null where that is not known. */
  readerAt(w: Work, to: ConversationRef | UserRef): Promise<string | null>;
  /** The person behind an account; null for one that is unknown or closed. */
  meOf(w: Work, account: UserRef): Promise<Me | null>;
}
