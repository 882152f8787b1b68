/** Giving out the code with which a colleague in another organisation binds a channel. Told in private alone. */
import type { Button } from '../core/card.ts';
import { Refusal, type Turn } from '../core/feature.ts';
import type { InboundOf } from '../core/inbound.ts';
import { type Reply, tell } from '../core/reply.ts';
import type { Translate } from '../core/translate.ts';
import { sentence } from '../words/fragments.ts';
import { CODE_HOURS, digestOf, newCode, readCode } from './bind-code.ts';
import type { Listed } from './community.ts';
import { facilitated, meant } from './find.ts';
import { leftToGive } from './giving.ts';
import { need } from './rights.ts';
import { codeCard, unknownCard, whichCard } from './views.ts';

const HOUR_MS = 3_600_000;

export async function code(turn: Turn<InboundOf<'command'>>): Promise<Reply> {
  const { w, me, t, event } = turn;
  const words = event.text.trim();
  if (words === '') {
    const own = await facilitated(w, me);
    const [only] = own;
    if (!only) throw new Refusal(sentence(t, 'code.facilitate-none'));
    return own.length === 1 ? give(turn, only) : which(t, own);
  }
  const own = await meant(w, me, words, 'facilitator');
  if (own.meant === 'one') return give(turn, own.one);
  if (own.meant === 'several') return which(t, own.several);
  const other = await meant(w, me, words);
  if (other.meant === 'one') throw new Refusal(sentence(t, 'words.only-facilitators', { community: other.one.name }));
  return tell(unknownCard(t, words));
}

export async function codeByButton(turn: Turn<InboundOf<'action'>>): Promise<Reply> {
  const { w, me, t, event } = turn;
  const one = await w.communities.one(me, event.value);
  if (!one) throw new Refusal(sentence(t, 'words.gone-community'));
  return give(turn, one);
}

async function give(turn: Turn, one: Listed): Promise<Reply> {
  const { w, me, t } = turn;
  const { id, name, access } = one;
  await need(turn, one, 'bind');
  const { left, most } = await leftToGive(w, me);
  if (left === 0) throw new Refusal(sentence(t, 'code.too-many', { most }));
  const shown = newCode();
  const bare = readCode(shown);
  if (bare === null) throw new Error('a new code cannot be read');
  const expiresAt = new Date(w.now.getTime() + CODE_HOURS * HOUR_MS);
  await w.communities.issue({ digest: digestOf(bare), community: id, by: me.person, expiresAt });
  return tell(codeCard(t, { name, access }, shown, expiresAt));
}

const which = (t: Translate, several: readonly Listed[]): Reply =>
  tell(
    whichCard(
      t,
      t('code.which'),
      several,
      (one): Button => ({ button: 'action', action: 'communities.code', value: one.id, label: t.plain('code.choose') }),
    ),
  );
