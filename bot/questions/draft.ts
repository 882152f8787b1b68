/** Drafts: questions that were asked where no community is meant, until their asker chooses one. */
import { words as typedWords } from '../core/card.ts';
import type { Turn } from '../core/feature.ts';
import type { InboundOf } from '../core/inbound.ts';
import { ask, invalid, nothing, type Reply, replace, tell } from '../core/reply.ts';
import { plain, type Text } from '../core/text.ts';
import { saying, sentence } from '../words/fragments.ts';
import { communityField } from './ask-form.ts';
import type { Needs } from './needs.ts';
import { askedCard, publish } from './publish.ts';
import type { Asked, Question } from './question.ts';
import { getQuestion, notThere } from './readable.ts';
import { archivedName, nothingToAsk, withWords } from './refusals.ts';
import { tooMany } from './too-many.ts';
import { draftCard } from './views.ts';

/** Offered as buttons under a draft. */
const OFFERED = 4;

/** @param why what is said above it, where it is a draft against its asker's will */
export async function draft(turn: Turn, needs: Needs, asked: Asked, why?: Text): Promise<Reply> {
  const { w, me, t, event } = turn;
  const communities = await needs.visibleTo(w, me, undefined, OFFERED + 1);
  if (communities.length === 0) {
    const card = nothingToAsk(turn);
    return tell(event.kind === 'command' ? withWords(t, card, asked.text) : card);
  }
  const id = await w.questions.ask(asked);
  if (id === null) return nothing;
  await w.refresh(`home:${me.person}`);
  // What fits the question first, with the reason; then their own. It goes to the one that they choose, never to several.
  const suggested = await needs.suggestFor(w, me, t, asked.text);
  const others = communities.filter(({ id: one }) => !suggested.some((other) => other.id === one));
  const offered = [...suggested, ...others.map(({ id: one, name }) => ({ id: one, name }))].slice(0, OFFERED);
  const more = communities.length > OFFERED || suggested.length + others.length > OFFERED;
  return tell(draftCard(t, { id, text: asked.text, offered, more, ...(why && { why }) }));
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

async function postDraftTo(turn: Turn, needs: Needs, id: string, community: string) {
  const { w, t } = turn;
  const question = await ownDraft(turn, id);
  if (!question || !(await w.questions.open(id, community))) return sentence(t, 'questions.no-draft');
  await publish(w, needs, question, community);
  return askedCard(turn, needs, community);
}

export async function discardDraft(turn: Turn<InboundOf<'action'>>): Promise<Reply> {
  const { w, t, me, event } = turn;
  const question = await ownDraft(turn, event.value);
  if (!question || !(await w.questions.withdraw(question.id))) return replace(sentence(t, 'questions.no-draft'));
  await w.refresh(`home:${me.person}`);
  return replace(sentence(t, 'questions.discarded'));
}

async function ownDraft({ w, me }: Turn, id: string): Promise<Question | null> {
  const question = await getQuestion(w, id);
  return question?.state === 'drafted' && question.asker.person === me.person ? question : null;
}
