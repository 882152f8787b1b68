/** Things that happened, written in the transaction that made them so, for features to follow. Ids only: never a person's words. */
import type { Subject } from './ref.ts';

export type Fact =
  | { readonly fact: 'QuestionAsked'; readonly question: string; readonly community: string }
  | { readonly fact: 'AnswerGiven'; readonly question: string; readonly reply: string }
  | { readonly fact: 'AnswerAccepted'; readonly question: string; readonly reply: string }
  | { readonly fact: 'AnswerUnaccepted'; readonly question: string; readonly reply: string }
  /** Its author changed its words. */
  | { readonly fact: 'AnswerEdited'; readonly question: string; readonly reply: string }
  /** Somebody says that an answer is wrong. */
  | { readonly fact: 'AnswerDisputed'; readonly answer: string; readonly dispute: string }
  /** An answer is there no more: its author deleted it. */
  | { readonly fact: 'AnswerDeleted'; readonly question: string; readonly reply: string }
  /** Taken back by its asker or a facilitator, or deleted where it was asked. */
  | { readonly fact: 'QuestionWithdrawn'; readonly question: string; readonly community: string }
  /** An edition of a session's report was published, or what is published is under review. */
  | { readonly fact: 'ReportChanged'; readonly session: string; readonly community: string }
  | { readonly fact: 'MessageEdited'; readonly platform: string; readonly key: string }
  | { readonly fact: 'MessageDeleted'; readonly platform: string; readonly key: string }
  /** A message that we owed could not be brought: the place is gone or forbids it. */
  | { readonly fact: 'MessageFailed'; readonly outgoing: string; readonly platform: string; readonly place: string }
  | { readonly fact: 'MemberJoined'; readonly community: string; readonly person: string }
  | { readonly fact: 'MemberLeft'; readonly community: string; readonly person: string }
  /** An organisation has no part in a community any more: its people's memberships end. */
  | { readonly fact: 'OrganisationWithdrew'; readonly community: string; readonly organisation: string }
  | { readonly fact: 'ChannelChanged'; readonly community: string; readonly channel: string }
  | { readonly fact: 'PersonLeft'; readonly person: string }
  /** Others see somebody under another name from now on. */
  | { readonly fact: 'AuthorChanged'; readonly person: string }
  /** An account has the e-mail of another of its organisation: the two may be one person's. `account`: its identity. */
  | { readonly fact: 'AccountMatched'; readonly account: string }
  /** Two people are one: what was `other`'s is `person`'s. */
  | { readonly fact: 'PeopleJoined'; readonly person: string; readonly other: string }
  /** They are two again, each with what was theirs. */
  | { readonly fact: 'PeopleParted'; readonly person: string; readonly other: string };

export type FactKind = Fact['fact'];
export type FactOf<K extends FactKind> = Extract<Fact, { fact: K }>;

/** What a fact is about: facts with one subject are followed in order. */
export function subjectOf(fact: Fact): Subject {
  switch (fact.fact) {
    case 'QuestionAsked':
    case 'AnswerGiven':
    case 'AnswerAccepted':
    case 'AnswerUnaccepted':
    case 'AnswerEdited':
    case 'AnswerDeleted':
    case 'QuestionWithdrawn':
      return `question:${fact.question}`;
    case 'AnswerDisputed':
      return `answer:${fact.answer}`;
    case 'ReportChanged':
      return `session:${fact.session}`;
    case 'MessageEdited':
    case 'MessageDeleted':
      return `message:${fact.platform}/${fact.key}`;
    case 'MessageFailed':
      return `place:${fact.platform}/${fact.place}`;
    case 'MemberJoined':
    case 'MemberLeft':
      return `member:${fact.community}/${fact.person}`;
    case 'OrganisationWithdrew':
      return `sharing:${fact.community}/${fact.organisation}`;
    case 'ChannelChanged':
      return `channel:${fact.channel}`;
    case 'PersonLeft':
    case 'AuthorChanged':
    case 'PeopleJoined':
    case 'PeopleParted':
      return `person:${fact.person}`;
    case 'AccountMatched':
      return `account:${fact.account}`;
  }
}
