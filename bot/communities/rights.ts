/** Asking the table of roles before an act, and what is said where it says no. */
import type { Card } from '../core/card.ts';
import { Refusal, type Turn } from '../core/feature.ts';
import type { Translate } from '../core/translate.ts';
import type { Work } from '../core/work.ts';
import { sentence } from '../words/fragments.ts';
import { archivedCard } from '../words/stage.ts';
import type { Listed } from './community.ts';
import { type Act, may, needsLife, type Part, ROLES } from './roles.ts';

type Named = Pick<Listed, 'id' | 'name'>;

/** @throws Refusal where none of the person's parts allows it */
export async function need({ w, me, t }: Turn, { id, name }: Named, act: Act): Promise<readonly Part[]> {
  const parts = await w.communities.parts(me.person, id);
  if (!may(parts, act)) throw new Refusal(notAllowed(t, name, act));
  if (needsLife(act)) await needAlive(w, t, { id, name });
  // Whoever does something in it looks after it (presence.ts).
  await w.communities.acted(me.person, id);
  return parts;
}

/** @throws Refusal where it is archived */
export async function needAlive(w: Work, t: Translate, one: Named): Promise<void> {
  if ((await w.communities.stageOf(one.id)) === 'archived') throw new Refusal(archivedCard(t, one));
}

/** The community of a button's or form's id, as the person may know it. @throws Refusal where they may not, or none of their parts allows the act */
export async function needOne(turn: Turn, id: string, act: Act): Promise<Listed> {
  const one = await turn.w.communities.one(turn.me, id);
  if (!one) throw new Refusal(sentence(turn.t, 'words.gone-community'));
  await need(turn, one, act);
  return one;
}

function notAllowed(t: Translate, community: string, act: Act): Card {
  const parts: readonly Part[] = ROLES[act];
  if (parts.includes('member')) return sentence(t, 'roles.only-members', { community });
  if (parts.includes('facilitator')) return sentence(t, 'words.only-facilitators', { community });
  return sentence(t, parts.includes('deputy') ? 'roles.only-leading' : 'roles.only-lead', { community });
}
