/** Drafts: questions that were asked where no community is meant, until their asker chooses one. */
import { words as typedWords } from '../core/card.ts';
import type { Turn } from '../core/feature.ts';
import type { InboundOf } from '../core/inbound.ts';
import { ask, invalid, nothing, type Reply, replace, tell } from '../core/reply.ts';
import { plain, type Text } from '../core/text.ts';
import { saying, sentence } from '../words/fragments.ts';
import { toTyped } from '../words/typed.ts';
import { communityField, TEXT_LIMIT } from './ask-form.ts';
import type { Known } from './found.ts';
import { knownFor, picked } from './known.ts';
import { answeredCard, knownBlocks, wholeCard } from './known-views.ts';
import type { Needs } from './needs.ts';
import { askedCard, publish } from './publish.ts';
import type { Asked, Question } from './question.ts';
import { getQuestion, notThere, readable } from './readable.ts';
import { archivedName, nothingToAsk, withWords } from './refusals.ts';
import { tooMany } from './too-many.ts';
import { draftCard } from './views.ts';
import { warningBlocks } from './warn.ts';

/** Offered as buttons under a draft. */
const OFFERED = 4;

export interface DraftHow {
  /** What is said above it, where it is a draft against its asker's will. */
  readonly why?: Text;
  /** The community that it was meant for, where that is known; the others are not offered. */
  readonly chosen?: string;
  /** What was asked before and may answer it; looked for where absent. */
  readonly known?: readonly Known[];
}

export async function draft(turn: Turn, needs: Needs, asked: Asked, how: DraftHow = {}): Promise<Reply> {
  const { w, me, t, event } = turn;
  if (how.chosen === undefined && (await needs.visibleTo(w, me, undefined, 1)).length === 0) {
    const card = nothingToAsk(turn);
    return tell(event.kind === 'command' ? withWords(t, card, asked.text) : card);
  }
  // What this very draft will be found by is not there yet.
  const known = how.known ?? (await knownFor(turn, needs, asked.text));
  const id = await w.questions.ask(asked);
  if (id === null) return nothing;
  await w.refresh(`home:${me.person}`);
  return offer(turn, needs, { id, text: asked.text }, { ...how, known });
}

/** A draft's card: what to read first, its words, and where it can go. */
export async function offer(
  turn: Turn,
  needs: Needs,
  { id, text }: { readonly id: string; readonly text: Text },
  { why, chosen, known = [] }: DraftHow,
): Promise<Reply> {
  const { w, me, t } = turn;
  const before = [
    ...warningBlocks(t, text),
    ...knownBlocks(t, id, known, me.organisation),
    ...(known.length > 0 ? await needs.offer(turn, { question: id }, picked(known)) : []),
  ];
  const communities = await needs.visibleTo(w, me, undefined, OFFERED + 1);
  // In a form all of it has to fit, or what does not would be gone.
  const reword = before.length > 0 && plain(toTyped(text)).length <= TEXT_LIMIT;
  const card = { id, text, before, reword, ...(why && { why }) };
  if (chosen !== undefined) {
    const offered = [{ id: chosen, name: await needs.communityName(w, chosen), post: true as const }];
    return tell(draftCard(t, { ...card, offered, more: communities.length > 1 }));
  }
  // What fits the question first, with the reason; then their own. It goes to the one that they choose, never to several.
  const suggested = await needs.suggestFor(w, me, t, text);
  const others = communities.filter(({ id: one }) => !suggested.some((other) => other.id === one));
  const offered = [...suggested, ...others.map(({ id: one, name }) => ({ id: one, name }))].slice(0, OFFERED);
  const more = communities.length > OFFERED || suggested.length + others.length > OFFERED;
  return tell(draftCard(t, { ...card, offered, more }));
}

/** A draft's button: `<draft>/<community>`. */
export async function postDraft(turn: Turn<InboundOf<'action'>>, needs: Needs): Promise<Reply> {
  const [id = '', community = ''] = turn.event.value.split('/');
  // Told beside the draft, whose other buttons stay.
  if (!(await needs.mayRead(turn.w, turn.me, community, turn.event.in))) return tell(notThere(turn));
  if (await needs.isArchived(turn.w, community)) return tell(saying(await archivedName(turn, needs, community)));
  const full = await tooMany(turn, needs);
  if (full) return tell(saying(full));
  return replace(await postDraftTo(turn, needs, id, community));
}

/** A draft put before a community that is chosen in a form. */
export async function postDraftForm(turn: Turn<InboundOf<'action'>>, needs: Needs): Promise<Reply> {
  const { t, event } = turn;
  const question = await ownDraft(turn, event.value);
  if (!question) return tell(sentence(t, 'questions.no-draft'));
  const community = await communityField(turn, needs);
  if (community === null) return tell(nothingToAsk(turn));
  return ask({
    form: 'questions.post',
    context: question.id,
    title: t.plain('questions.post-title'),
    intro: question.text,
    submit: t.plain('questions.post-submit'),
    cancel: t.plain('words.cancel'),
    fields: [community],
  });
}

export async function postDraftByForm(turn: Turn<InboundOf<'submission'>>, needs: Needs): Promise<Reply> {
  const { w, event, me, t } = turn;
  const community = typedWords(event.values.community);
  if (!community || !(await needs.mayRead(w, me, community, event.in)))
    return invalid({ community: t.plain('questions.no-community-chosen') });
  if (await needs.isArchived(w, community)) return invalid({ community: await archivedName(turn, needs, community) });
  const full = await tooMany(turn, needs);
  if (full) return invalid({ '': plain(full) });
  return tell(await postDraftTo(turn, needs, event.context, community));
}

export async function postDraftTo(turn: Turn, needs: Needs, id: string, community: string) {
  const { w, t } = turn;
  const question = await ownDraft(turn, id);
  if (!question || !(await w.questions.open(id, community))) return sentence(t, 'questions.no-draft');
  await publish(w, needs, question, community);
  return askedCard(turn, needs, community);
}

export async function discardDraft(turn: Turn<InboundOf<'action'>>): Promise<Reply> {
  const { w, t, me, event } = turn;
  const question = await ownDraft(turn, event.value);
  if (!question || !(await w.questions.discard(question.id))) return replace(sentence(t, 'questions.no-draft'));
  await w.refresh(`home:${me.person}`);
  return replace(sentence(t, 'questions.discarded'));
}

/** `<draft>/<question or item>`: what was asked before, or is kept, answers it, so it need not be asked. */
export async function answeredBefore(turn: Turn<InboundOf<'action'>>, needs: Needs): Promise<Reply> {
  const { w, t, me, event } = turn;
  const [id = '', before = ''] = event.value.split('/');
  const question = await ownDraft(turn, id);
  if (!question) return tell(sentence(t, 'questions.no-draft'));
  const found = await readable(turn, needs, before);
  const item = found === null ? await needs.item(turn, before) : null;
  const isAnswer = found !== null && found.state !== 'withdrawn' && found.answers > 0;
  if (!isAnswer && item === null) return tell(notThere(turn));
  if (!(await w.questions.setAside(question.id))) return tell(sentence(t, 'questions.no-draft'));
  if (item !== null) await needs.itemUsed(w, item.id, me.person);
  else if (found !== null) await w.questions.use(found.id, me.person);
  await w.refresh(`home:${me.person}`);
  return replace(answeredCard(t, question, item ?? found));
}

/** All of what was asked before. */
export async function readBefore(turn: Turn<InboundOf<'action'>>, needs: Needs): Promise<Reply> {
  const { w, t, me, event } = turn;
  const found = await readable(turn, needs, event.value);
  if (found === null || found.state === 'withdrawn') return tell(notThere(turn));
  const replies = (await w.questions.replies(found.id)).filter(({ counts }) => counts);
  const standings = await needs.standingsOf(
    w,
    replies.map(({ id }) => id),
  );
  return tell(wholeCard(t, found, replies, { reader: me.organisation, standings, alone: true }));
}

/** What somebody wants to ask, while it is a draft of theirs. */
export const ownWords = async (turn: Turn, id: string): Promise<Text | null> =>
  (await ownDraft(turn, id))?.text ?? null;

export async function ownDraft({ w, me }: Turn, id: string): Promise<Question | null> {
  const question = await getQuestion(w, id);
  return question?.state === 'drafted' && question.asker.person === me.person ? question : null;
}
