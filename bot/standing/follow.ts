/** What follows for an answer's standing when its words, or the people who are named with it, change. */
import { yours } from '../core/attention.ts';
import type { FactOf } from '../core/facts.ts';
import type { Subject } from '../core/ref.ts';
import type { Work } from '../core/work.ts';
import type { Needs } from './needs.ts';
import { subjectOfRaised } from './open.ts';

/** What is shown of a change, once a day: a letter that is put right ten times is told of once. */
const subjectOfChanged = (of: string, now: Date): Subject => `changed:${of}/${now.toISOString().slice(0, 10)}`;

/** Whoever vetted it vetted other words; and whoever said that it helped them reads what it says now. */
export async function answerEdited(w: Work, needs: Needs, { reply }: FactOf<'AnswerEdited'>): Promise<void> {
  const one = await needs.judged(w, reply);
  if (!one) return;
  await w.standing.hold(one.id, one.community);
  if (await w.standing.changed(one.id)) await w.refresh([...one.subjects, subjectOfRaised(one.id)]);
  for (const to of one.markedBy) {
    if ((await needs.personAt(w, to)) === one.author.person) continue;
    const subject = subjectOfChanged(one.id, w.now);
    await w.show(subject, { to, attention: yours }, { view: 'standing.changed', id: one.id });
    await w.refresh(subject, to);
  }
}

export const answerDeleted = (w: Work, { reply }: FactOf<'AnswerDeleted'>): Promise<void> => w.standing.forget(reply);

/** All that names them, or counts them, says so. */
export async function redrawPerson(w: Work, needs: Needs, person: string): Promise<void> {
  for (const of of await w.standing.naming(person)) {
    const one = await needs.judged(w, of);
    if (one) await w.refresh([...one.subjects, subjectOfRaised(of)]);
  }
}
