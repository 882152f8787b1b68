/** What each part in a community may do: the one table, asked on every act. */

/**
 * `stranger`: in no part of it. `admin`: of the organisation that founded it, whatever else they are in it. `partner`: admin
 * of another organisation that shares it.
 */
export const PARTS = ['stranger', 'member', 'facilitator', 'deputy', 'lead', 'admin', 'partner'] as const;
export type Part = (typeof PARTS)[number];

const MEMBERS: readonly Part[] = ['member', 'facilitator', 'deputy', 'lead'];
const FACILITATORS: readonly Part[] = ['facilitator', 'deputy', 'lead'];
const LEADING: readonly Part[] = ['deputy', 'lead'];

/** Acts and who may. Where the community's access makes a difference, the act says which. */
export const ROLES = {
  /** Reading what is asked and answered, and asking: prisma/audience.ts says the same in SQL, and a test compares the two. */
  'read-open': ['stranger', ...MEMBERS, 'admin', 'partner'],
  'read-closed': MEMBERS,
  leave: MEMBERS,
  hello: MEMBERS,
  /** Asking somebody to be a member. */
  'invite-open': MEMBERS,
  'invite-closed': FACILITATORS,
  /** Channels, and codes for those of others. */
  bind: FACILITATORS,
  /** Taking a channel out; whoever bound it may too. */
  unbind: FACILITATORS,
  /** What the bot does in a channel; whoever bound it may too. */
  mode: FACILITATORS,
  /** Marking answers, and withdrawing questions, of others. */
  mark: FACILITATORS,
  /** Answering those who ask to be let in. */
  decide: FACILITATORS,
  /** The same, once neither facilitators nor deputy answered. */
  'decide-late': [...FACILITATORS, 'admin'],
  /** Seeing who looks after it, and what waits. */
  manage: FACILITATORS,
  /** When the weekly digest comes, and this week's before it goes. */
  digest: FACILITATORS,
  access: LEADING,
  label: LEADING,
  /** Whether a language model may draft answers from what is answered in it. */
  drafting: LEADING,
  /** Whether being in it and being in its channels are kept in step. */
  keeping: LEADING,
  'name-facilitator': LEADING,
  'name-deputy': ['lead'],
  'hand-over': ['lead'],
  'end-facilitator': ['lead'],
  /** Deciding about hidden communities, and naming other admins. */
  govern: ['admin'],
  /** Seeing with whom it is shared, and what is under way. */
  sharing: [...FACILITATORS, 'admin', 'partner'],
  /** Wishing that another organisation shares it. */
  'ask-share': [...LEADING, 'admin'],
  /** Allowing that, and ending it. */
  share: ['admin'],
  /** The same where the founder has no admin. */
  'share-alone': LEADING,
  /** Archiving it, or giving it more time to find its people. */
  close: ['lead'],
  /** Deciding with the others whether it goes on, bringing it back, and leading it where nobody does. */
  keep: MEMBERS,
} as const satisfies Readonly<Record<string, readonly Part[]>>;

export type Act = keyof typeof ROLES;

/** Whether somebody with these parts may do it. */
export const may = (parts: readonly Part[], act: Act): boolean =>
  parts.some((part) => (ROLES[act] as readonly Part[]).includes(part));

/** What can still be done in an archived community: reading it, leaving it, bringing it back, and whatever lets fewer people see it. */
const ONCE_ARCHIVED: readonly Act[] = [
  'read-open',
  'read-closed',
  'leave',
  'unbind',
  'mode',
  'mark',
  'manage',
  'access',
  'label',
  'drafting',
  'end-facilitator',
  'govern',
  'sharing',
  'share',
  'share-alone',
  'close',
  'keep',
];

/** Whether an act is one of a community in which things are asked and answered, and so none of an archived one. */
export const needsLife = (act: Act): boolean => !ONCE_ARCHIVED.includes(act);

/** A lead and seven others. */
export const MOST_FACILITATORS = 8;

/** The act of inviting, by what the invited is to be and by the community's access. */
export function inviting(role: InvitedAs, access: string): Act {
  switch (role) {
    case 'member':
      return access === 'open' ? 'invite-open' : 'invite-closed';
    case 'facilitator':
      return 'name-facilitator';
    case 'deputy':
      return 'name-deputy';
    case 'lead':
      return 'hand-over';
  }
}

/** What somebody may be asked to be. */
export const INVITED_AS = ['member', 'facilitator', 'deputy', 'lead'] as const;
export type InvitedAs = (typeof INVITED_AS)[number];
export const invitedAs = (text: string): InvitedAs | null => INVITED_AS.find((one) => one === text) ?? null;
