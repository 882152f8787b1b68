/** What follows for an answer's standing when its words, or the people who are named with it, change. */
import { yours } from '../core/attention.ts';
import type { FactOf } from '../core/facts.ts';
import type { Subject, UserRef } from '../core/ref.ts';
import type { Work } from '../core/work.ts';
import type { Judged } from '../words/standing.ts';
import type { Needs } from './needs.ts';

/** What is shown of a change, once a day: a letter that is put right ten times is told of once. */
const subjectOfChanged = (of: string, now: Date): Subject => `changed:${of}/${now.toISOString().slice(0, 10)}`;

/** Whoever vetted it vetted other words; and whoever said that it helped them reads what it says now. */
export async function answerEdited(w: Work, needs: Needs, { reply }: FactOf<'AnswerEdited'>): Promise<void> {
  const one = await needs.judged(w, reply);
  if (!one) return;
  await w.standing.hold(one.id, one.community);
  await w.standing.changed(one.id);
  await redraw(w, needs, one);
  if (!one.isMarked) return;
  const told = new Set([one.author.person]);
  const tell = async (to: UserRef): Promise<void> => {
    const person = await needs.personAt(w, to);
    if (person === null || told.has(person)) return;
    told.add(person);
    await w.show(subjectOfChanged(one.id, w.now), { to, attention: yours }, { view: 'standing.changed', id: one.id });
  };
  await tell(one.asker);
  if (one.marker) await tell(one.marker);
}

/** All that shows it, quotes it, or was made of it. */
async function redraw(w: Work, needs: Needs, one: Judged): Promise<void> {
  await w.refresh([...one.subjects, ...(await w.standing.quoting(one.id))]);
  await needs.rejudged(w, one);
}

/** Nothing of it is quoted anywhere any more. */
export async function answerDeleted(w: Work, { reply }: FactOf<'AnswerDeleted'>): Promise<void> {
  const quoting = await w.standing.quoting(reply);
  await w.standing.forget(reply);
  await w.refresh(quoting);
}

/** The same of every answer to it: what it asked stood beside them. */
export async function questionWithdrawn(w: Work, { question }: FactOf<'QuestionWithdrawn'>): Promise<void> {
  for (const of of await w.standing.ofQuestion(question)) await w.refresh(await w.standing.quoting(of));
}

/** All that names them says so; with `counts`, all too that counts them. */
export async function redrawPerson(w: Work, needs: Needs, person: string, counts = false): Promise<void> {
  for (const of of await w.standing.naming(person, counts)) {
    const one = await needs.judged(w, of);
    if (one) await redraw(w, needs, one);
  }
}

/** Whoever is no member vets nothing. */
export async function memberLeft(w: Work, { community, person }: FactOf<'MemberLeft'>): Promise<void> {
  if (await w.standing.resign(community, person)) await w.refresh(await w.standing.tellingValidators(community));
}
