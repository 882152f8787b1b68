/** Joining another account of one's own: a code made in one place, typed in the other, confirmed in the first. */
import { yours } from '../core/attention.ts';
import type { Drawer, Turn } from '../core/feature.ts';
import type { InboundOf } from '../core/inbound.ts';
import { type Subject, sameRef } from '../core/ref.ts';
import { nothing, type Reply, tell } from '../core/reply.ts';
import { sentence } from '../words/fragments.ts';
import { digestOf, newCode, readCode } from '../words/one-use-code.ts';
import { join } from './joined.ts';
import type { Link } from './person.ts';
import { accountsCard, codeCard, confirmCard, typedCard } from './views.ts';

/** How long a code is good. */
export const CODE_MINUTES = 10;
/** How long after it was typed it can be confirmed. */
const CONFIRM_MS = 24 * 3_600_000;

const subjectOf = (link: string): Subject => `link:${link}`;

/** `link` gives a code, `link <code>` uses one. Words that cannot be a code are no try at one. */
export async function link(turn: Turn<InboundOf<'command'>>): Promise<Reply> {
  const typed = turn.event.text.trim();
  if (typed === '') return give(turn);
  const code = readCode(typed);
  return code === null ? tell(sentence(turn.t, 'link.wrong')) : take(turn, code);
}

/** A new code, told to the person alone; an earlier one ends with it. */
export async function give({ w, me, t }: Turn): Promise<Reply> {
  const shown = newCode();
  const bare = readCode(shown);
  if (bare === null) throw new Error('a new code cannot be read');
  const expiresAt = new Date(w.now.getTime() + CODE_MINUTES * 60_000);
  await w.people.issueLink({ digest: digestOf(bare), account: me.identity, expiresAt });
  return tell(codeCard(t, shown, CODE_MINUTES));
}

async function take({ w, me, t }: Turn, code: string): Promise<Reply> {
  const typed = await w.people.typeLink(me.identity, digestOf(code));
  // Told, not refused: a refusal would undo the count of wrong codes.
  switch (typed.link) {
    case 'wrong':
      return tell(sentence(t, 'link.wrong'));
    case 'too-many':
      return tell(sentence(t, 'link.too-many'));
    case 'own':
      return tell(sentence(t, 'link.own'));
    case 'same':
      return tell(sentence(t, 'link.same'));
    case 'good': {
      const maker = await w.people.account(typed.madeBy);
      if (!maker) return tell(sentence(t, 'link.wrong'));
      const at = { to: maker.ref, attention: yours, exactly: true } as const;
      await w.show(subjectOf(typed.id), at, { view: 'people.link', id: typed.id });
      return tell(typedCard(t, maker, typed.id));
    }
  }
}

/** "These are both mine", in the place where the code was made: `value` is the link. */
export async function confirm({ w, me, t, event }: Turn<InboundOf<'action'>>): Promise<Reply> {
  const typed = await w.people.link(event.value);
  if (!typed || typed.madeBy !== me.identity) return tell(sentence(t, 'link.gone'));
  if (isLate(typed, w.now) || !(await w.people.endLink(typed.id, 'confirmed'))) return tell(sentence(t, 'link.gone'));
  const joined = await join(w, { one: typed.madeBy, other: typed.typedBy, how: 'code' });
  await w.refresh(subjectOf(typed.id));
  return joined ? nothing : tell(sentence(t, 'link.same'));
}

/** "Not mine", at either end: nothing is joined. */
export async function decline({ w, me, t, event }: Turn<InboundOf<'action'>>): Promise<Reply> {
  const typed = await w.people.link(event.value);
  if (!typed || ![typed.madeBy, typed.typedBy].includes(me.identity)) return tell(sentence(t, 'link.gone'));
  if (!(await w.people.endLink(typed.id, 'declined'))) return tell(sentence(t, 'link.gone'));
  await w.refresh(subjectOf(typed.id));
  return tell(sentence(t, 'link.declined'));
}

/** What is to be confirmed, and what became of it. */
export const linkView: Drawer = async ({ w, id, to, t }) => {
  const typed = await w.people.link(id);
  const [maker, other] = typed ? [await w.people.account(typed.madeBy), await w.people.account(typed.typedBy)] : [];
  if (!typed || !maker || !other || !sameRef(maker.ref, to)) return null;
  switch (typed.state) {
    case 'typed':
      return isLate(typed, w.now) ? sentence(t, 'link.gone') : confirmCard(t, other, id);
    case 'confirmed':
      return sentence(t, 'link.confirmed');
    case 'declined':
      return sentence(t, 'link.declined');
  }
};

const isLate = ({ typedAt }: Link, now: Date): boolean => now.getTime() - typedAt.getTime() > CONFIRM_MS;

/** The person's accounts, each with what takes it apart from the others. */
export async function unlink({ w, me, t }: Turn): Promise<Reply> {
  return tell(accountsCard(t, await w.people.joinings(me.person), me.identity));
}
