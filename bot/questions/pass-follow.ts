/** What was passed to somebody stays true: whatever decides whether they may read it, and who is named in it, has it drawn again. */
import type { FactOf } from '../core/facts.ts';
import type { Work } from '../core/work.ts';

/** Who is in a community no more may read nothing of it, where it is not open. */
export const passedToMember = async (w: Work, { community, person }: FactOf<'MemberLeft'>): Promise<void> =>
  w.refresh(await w.questions.passedIn(community, { person }));

/** The same of everybody who works for an organisation: by what it was open to them, it is open no more. */
export const passedToOrganisation = async (
  w: Work,
  { community, organisation }: FactOf<'OrganisationWithdrew'>,
): Promise<void> => w.refresh(await w.questions.passedIn(community, { organisation }));

/** What was said with it may say something of it. */
export const passedAndWithdrawn = (w: Work, { question }: FactOf<'QuestionWithdrawn'>): Promise<void> =>
  w.questions.forgetLines(question);

/** Nobody is passed a question by themselves, or one of their own. */
export async function passedToOneself(
  w: Work,
  { person, other }: FactOf<'PeopleJoined' | 'PeopleParted'>,
): Promise<void> {
  for (const one of [person, other]) await w.refresh(await w.questions.passing(one));
}
