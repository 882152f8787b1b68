/** What happens elsewhere and matters to a community's life: something is said in it, somebody joins, or what it learned is another now. */
import type { FactOf } from '../core/facts.ts';
import type { Work } from '../core/work.ts';

type InCommunity = FactOf<'QuestionAsked' | 'MemberJoined'>;
type OfQuestion = FactOf<'QuestionWithdrawn' | 'AnswerAccepted' | 'AnswerUnaccepted' | 'AnswerDeleted'>;
type OfPerson = FactOf<'PersonLeft' | 'AuthorChanged' | 'PeopleJoined' | 'PeopleParted'>;

/** Something was asked, or somebody came: it may have found its people, or be lively again. */
export const stirred = (w: Work, { community }: InCommunity): Promise<void> => w.lifecycle.stirred(community);

/** Something was answered. */
export async function answered(w: Work, { question }: FactOf<'AnswerGiven'>): Promise<void> {
  const community = await w.lifecycle.communityOf(question);
  if (community !== null) await w.lifecycle.stirred(community);
}

/** What an archived community learned says what is still so. */
export const redrawQuestion = async (w: Work, { question }: Pick<OfQuestion, 'question'>): Promise<void> =>
  w.refresh(await w.lifecycle.showing({ question }));

export async function redrawEdited(w: Work, { platform, key }: FactOf<'MessageEdited'>): Promise<void> {
  const question = await w.lifecycle.questionOf(platform, key);
  if (question !== null) await redrawQuestion(w, { question });
}

/** Whoever is named in it is called otherwise now. */
export async function redrawPerson(w: Work, fact: OfPerson): Promise<void> {
  for (const person of 'other' in fact ? [fact.person, fact.other] : [fact.person])
    await w.refresh(await w.lifecycle.showing({ person }));
}
