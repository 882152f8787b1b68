/** Finding a community: by free words, by what is recommended, by one that is like it, with a look inside before joining. */
import { type Block, words as typedWords } from '../core/card.ts';
import { Refusal, type Turn } from '../core/feature.ts';
import type { InboundOf } from '../core/inbound.ts';
import { ask, type Reply, replace, tell } from '../core/reply.ts';
import { sentence } from '../words/fragments.ts';
import { whereOf } from '../words/how-to.ts';
import { searchesTooFast, tooFastCard } from '../words/searching.ts';
import type { Ranked } from './community.ts';
import type { DraftingNeeds } from './drafting.ts';
import {
  findForm,
  foundCard,
  likeCard,
  listed,
  membersCard,
  previewCard,
  readMore,
  readPage,
  recommendedCard,
  whyFound,
} from './find-views.ts';
import { recommended } from './recommended.ts';
import { seek } from './seek.ts';
import { shown } from './shown.ts';

/** Shown at first and with each "show more", and in all: nobody reads on to the twentieth, and nothing lists everything. */
const STEP = 5;
const MOST = 20;
const RECOMMENDED = 4;
const ALIKE = 4;
/** Of members. */
const PAGE = 20;

export interface FindingNeeds {
  /** What was answered before, near enough to somebody's words, of what they may read; what to say where nothing is. */
  answersTo(turn: Turn, words: string): Promise<readonly Block[]>;
}

export interface Needs extends FindingNeeds {
  readonly drafting: DraftingNeeds | null;
}

/** With words it is a search; without, what is recommended. */
export async function find(turn: Turn<InboundOf<'command'>>, needs: FindingNeeds): Promise<Reply> {
  const { w, me, t, event } = turn;
  const words = event.text.trim().slice(0, 100);
  if (words === '') {
    const all = me.outside ? [] : await recommended(w, me, t, RECOMMENDED);
    return tell(recommendedCard(t, all, whereOf(event)));
  }
  return tell(await search(turn, needs, words, STEP));
}

export async function openFind({ me, t }: Turn): Promise<Reply> {
  if (me.outside) throw new Refusal(sentence(t, 'communities.outside', { organisation: me.organisationName }));
  return ask(findForm(t));
}

export async function findByForm(turn: Turn<InboundOf<'submission'>>, needs: FindingNeeds): Promise<Reply> {
  const words = typedWords(turn.event.values.words).slice(0, 100);
  return tell(await search(turn, needs, words, STEP));
}

export async function findMore(turn: Turn<InboundOf<'action'>>, needs: FindingNeeds): Promise<Reply> {
  const { shown, words } = readMore(turn.event.value);
  const most = Math.min(MOST, Math.max(STEP, shown));
  const card = await search(turn, needs, words, most);
  return replace(card);
}

async function search(turn: Turn, { answersTo }: FindingNeeds, words: string, most: number) {
  const { w, me, t } = turn;
  if (await searchesTooFast(w, me.person)) return tooFastCard(turn, words);
  const answers = await answersTo(turn, words);
  const found = await seek(w, me, words, { limit: most + 1 });
  const shown = found.slice(0, most).map((one) => ({ one, why: whyFound(t, one) }));
  if (found.length <= most) return foundCard(t, words, answers, shown, null);
  return foundCard(t, words, answers, shown, most >= MOST ? 'enough' : Math.min(MOST, most + STEP));
}

/** A look inside, before joining. */
export async function look({ w, me, t, event }: Turn<InboundOf<'action'>>): Promise<Reply> {
  const preview = await w.communities.preview(me, event.value);
  if (!preview) throw new Refusal(sentence(t, 'words.gone-community'));
  return tell(previewCard(t, preview));
}

/** Who is in it, a page at a time, for those who may read what is asked there. */
export async function members({ w, me, t, event }: Turn<InboundOf<'action'>>): Promise<Reply> {
  const { community, after } = readPage(event.value);
  const one = await w.communities.one(me, community);
  if (!one) throw new Refusal(sentence(t, 'words.gone-community'));
  const all = await w.communities.members(me, community, { limit: PAGE + 1, ...(after && { after }) });
  const card = membersCard(
    t,
    one,
    all.slice(0, PAGE).map((member) => shown(t, member, me.organisation)),
    all.length > PAGE,
  );
  return after ? replace(card) : tell(card);
}

/** Others like one, by the words that are written of it. */
export async function like({ w, me, t, event }: Turn<InboundOf<'action'>>): Promise<Reply> {
  const one = await w.communities.one(me, event.value);
  if (!one) throw new Refusal(sentence(t, 'words.gone-community'));
  const communities = await seek(w, me, `${one.name} ${one.purpose}`, { limit: ALIKE, but: [one.id], written: true });
  const why = ({ told }: Ranked) => t('finding.why-like', { words: listed(told) });
  return tell(
    likeCard(
      t,
      one.name,
      communities.filter(({ told }) => told.length >= 2).map((other) => ({ one: other, why: why(other) })),
    ),
  );
}
