/** What was posted stays true: whatever changes what a digest tells of has it drawn again, in every channel and for its facilitators. */
import type { FactOf } from '../core/facts.ts';
import type { Work } from '../core/work.ts';
import { subjectOfPreview } from './flow.ts';

type OfQuestion =
  | 'QuestionAsked'
  | 'QuestionWithdrawn'
  | 'AnswerGiven'
  | 'AnswerAccepted'
  | 'AnswerUnaccepted'
  | 'AnswerDeleted';

export const redrawQuestion = async (w: Work, { question }: FactOf<OfQuestion>): Promise<void> =>
  w.refresh(await w.digests.showing(question));

export const redrawReport = async (w: Work, { session }: FactOf<'ReportChanged'>): Promise<void> =>
  w.refresh(await w.digests.showingReport(session));

/** The same in private messages: what was taken back stands nowhere. What is only news stands in the channel. */
export const redrawWhole = async (w: Work, { question }: { readonly question: string }): Promise<void> =>
  w.refresh([...(await w.digests.showing(question)), ...(await w.digests.showingPrivately(question))]);

/** Its words, or those of an answer to it. */
export async function redrawEdited(w: Work, { platform, key }: FactOf<'MessageEdited'>): Promise<void> {
  const question = await w.digests.questionOf(platform, key);
  if (question !== null) await redrawWhole(w, { question });
}

/** Whoever has left is named no more, or by another name. */
export async function redrawPerson(
  w: Work,
  fact: FactOf<'MemberLeft' | 'PersonLeft' | 'AuthorChanged' | 'PeopleJoined' | 'PeopleParted'>,
): Promise<void> {
  for (const person of 'other' in fact ? [fact.person, fact.other] : [fact.person])
    await w.refresh(await w.digests.naming(person));
}

/** Whoever is in a community no more is welcomed by nothing that is to come, and looks after none of it. */
export async function redrawMember(w: Work, fact: FactOf<'MemberLeft'>): Promise<void> {
  await redrawPerson(w, fact);
  const coming = await w.digests.current(fact.community);
  if (coming) await w.refresh(subjectOfPreview(coming.id));
}
