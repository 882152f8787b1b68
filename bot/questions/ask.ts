/** Asking: by mention in a bound channel, in private, by command, by form, from a message. */
import { type Card, type Field, type Form, words as typedWords } from '../core/card.ts';
import type { Turn } from '../core/feature.ts';
import type { InboundOf, Said } from '../core/inbound.ts';
import { ask, invalid, nothing, type Reply, replace, tell } from '../core/reply.ts';
import { isEmpty, plain, runs, shorten, type Text } from '../core/text.ts';
import { sentence } from '../words/fragments.ts';
import type { Needs } from './needs.ts';
import { publish } from './publish.ts';
import type { Asked, Question } from './question.ts';
import { draftCard, emptyCard } from './views.ts';

/** More communities than this are found by typing instead of from a list. */
const LISTED = 25;
/** Offered as buttons under a draft. */
const OFFERED = 4;
/** A form's text on either platform. */
export const TEXT_LIMIT = 3_000;

/** A message to the bot that belongs to no thread of ours: asked here where the channel is bound, else kept as a draft. */
export async function askByMessage(turn: Turn<InboundOf<'message'>>, needs: Needs): Promise<Reply> {
  const { w, event, me, t } = turn;
  const said = { ...event.said, text: withoutAsk(event.said.text) };
  if (isEmpty(said.text) && said.files.length === 0) return tell(emptyCard(t));
  const channel = event.where === 'channel' ? await needs.channelAt(w, event.in) : null;
  if (channel && !(await needs.mayRead(w, me, channel.community))) return tell(sentence(t, 'questions.not-there'));
  const asked: Asked = {
    identity: me.identity,
    person: me.person,
    community: channel?.community ?? null,
    text: said.text,
    files: said.files,
    source: sourceOf(said),
    ...(channel ? { asked: { place: event.in, thread: said.thread } } : {}),
  };
  return channel ? post(turn, needs, asked, channel.community) : draft(turn, needs, asked);
}

/** The command's own word, which Teams puts before what is typed, is no part of the question. */
function withoutAsk(text: Text): Text {
  const [first, ...rest] = runs(text);
  return first?.run === 'text' ? [{ ...first, text: first.text.replace(/^\s*ask[\s:]+(?=\S)/i, '') }, ...rest] : text;
}

const sourceOf = (said: Said) => ({
  platform: said.message.platform,
  key: said.message.key,
  version: said.version,
  link: said.link,
});

/** `ask` with words after it, or a form without. */
export async function askByCommand(turn: Turn<InboundOf<'command'>>, needs: Needs): Promise<Reply> {
  const { w, event, me, t } = turn;
  if (event.text === '') return ask(await askForm(turn, needs, ''));
  const channel = event.where === 'channel' ? await needs.channelAt(w, event.in) : null;
  const asked: Asked = {
    identity: me.identity,
    person: me.person,
    community: channel?.community ?? null,
    text: event.text,
    files: [],
  };
  if (!channel) return draft(turn, needs, asked);
  if (!(await needs.mayRead(w, me, channel.community))) return tell(sentence(t, 'questions.not-there'));
  await post(turn, needs, asked, channel.community);
  return tell(sentence(t, 'questions.posted', { community: channel.communityName }));
}

async function post(turn: Turn, needs: Needs, asked: Asked, community: string): Promise<Reply> {
  const id = await turn.w.questions.ask(asked);
  const question = id === null ? null : await turn.w.questions.get(id);
  if (question) await publish(turn.w, needs, question, community);
  return nothing;
}

async function draft(turn: Turn, needs: Needs, asked: Asked): Promise<Reply> {
  const { w, me, t } = turn;
  const communities = await needs.visibleTo(w, me, undefined, OFFERED + 1);
  if (communities.length === 0) return tell(sentence(t, 'questions.no-communities'));
  const id = await w.questions.ask(asked);
  if (id === null) return nothing;
  await w.refresh(`home:${me.person}`);
  return tell(
    draftCard(t, { id, text: asked.text, offered: communities.slice(0, OFFERED), more: communities.length > OFFERED }),
  );
}

/** The form: community and question, prefilled where it was opened from a message. */
export async function askForm(turn: Turn, needs: Needs, text: string): Promise<Form> {
  const { t } = turn;
  return {
    form: 'questions.ask',
    context: '',
    title: t.plain('questions.ask-title'),
    submit: t.plain('questions.ask-submit'),
    cancel: t.plain('words.cancel'),
    fields: [
      await communityField(turn, needs),
      {
        field: 'paragraph',
        name: 'text',
        label: t.plain('questions.field-text'),
        hint: t.plain('questions.field-text-hint'),
        max: TEXT_LIMIT,
        ...(text ? { value: plain(shorten(text, TEXT_LIMIT)) } : {}),
      },
    ],
  };
}

async function communityField({ w, me, t, event }: Turn, needs: Needs): Promise<Field> {
  const here = event.where === 'channel' ? await needs.channelAt(w, event.in) : null;
  const communities = await needs.visibleTo(w, me, undefined, LISTED + 1);
  const labelled = {
    name: 'community',
    label: t.plain('questions.field-community'),
    hint: t.plain('questions.field-community-hint'),
  };
  const chosen =
    here && (await needs.mayRead(w, me, here.community)) ? { value: here.community, label: here.communityName } : null;
  if (communities.length > LISTED)
    return { ...labelled, field: 'search', search: 'communities', ...(chosen ? { value: chosen } : {}) };
  const options = communities.map(({ id, name, purpose }) => ({ value: id, label: name, note: purpose }));
  return { ...labelled, field: 'choice', options, ...(chosen ? { value: chosen.value } : {}) };
}

/** The form comes back. */
export async function askByForm(turn: Turn<InboundOf<'submission'>>, needs: Needs): Promise<Reply> {
  const { w, event, me, t } = turn;
  const community = typedWords(event.values.community);
  const text = typedWords(event.values.text);
  const problems: Record<string, string> = {};
  if (!text) problems.text = t.plain('questions.no-text');
  if (!community || !(await needs.mayRead(w, me, community)))
    problems.community = t.plain('questions.no-community-chosen');
  if (Object.keys(problems).length > 0) return invalid(problems);
  await post(turn, needs, { identity: me.identity, person: me.person, community, text, files: [] }, community);
  return tell(sentence(t, 'questions.posted', { community: await needs.communityName(w, community) }));
}

/** A draft's button: `<draft>/<community>`. */
export async function postDraft(turn: Turn<InboundOf<'action'>>, needs: Needs): Promise<Reply> {
  const [id = '', community = ''] = turn.event.value.split('/');
  const card = await postDraftTo(turn, needs, id, community);
  return replace(card);
}

/** A draft put before a community that was found by typing. */
export async function postDraftForm(turn: Turn<InboundOf<'action'>>, needs: Needs): Promise<Reply> {
  const { w, me, t, event } = turn;
  const question = await ownDraft(turn, event.value);
  if (!question) return tell(sentence(t, 'questions.no-draft'));
  const communities = await needs.visibleTo(w, me, undefined, 1);
  if (communities.length === 0) return tell(sentence(t, 'questions.no-communities'));
  return ask({
    form: 'questions.post',
    context: question.id,
    title: t.plain('questions.post-title'),
    intro: question.text,
    submit: t.plain('questions.post-submit'),
    cancel: t.plain('words.cancel'),
    fields: [await communityField(turn, needs)],
  });
}

export async function postDraftByForm(turn: Turn<InboundOf<'submission'>>, needs: Needs): Promise<Reply> {
  const { w, event, me, t } = turn;
  const community = typedWords(event.values.community);
  if (!community || !(await needs.mayRead(w, me, community)))
    return invalid({ community: t.plain('questions.no-community-chosen') });
  return tell(await postDraftTo(turn, needs, event.context, community));
}

async function postDraftTo(turn: Turn, needs: Needs, id: string, community: string): Promise<Card> {
  const { w, me, t } = turn;
  const question = await ownDraft(turn, id);
  if (!question || !(await needs.mayRead(w, me, community))) return sentence(t, 'questions.no-draft');
  if (!(await w.questions.open(id, community))) return sentence(t, 'questions.no-draft');
  await publish(w, needs, question, community);
  return sentence(t, 'questions.posted', { community: await needs.communityName(w, community) });
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

/** Ids come back from platforms: only one of our shape is looked up. */
export async function getQuestion(w: Turn['w'], id: string): Promise<Question | null> {
  return isId(id) ? w.questions.get(id) : null;
}
export const isId = (id: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id);

/** A form opened by a message action or a global shortcut. */
export async function askFromMessage(turn: Turn<InboundOf<'shortcut'>>, needs: Needs): Promise<Reply> {
  const text: Text = turn.event.on?.text ?? '';
  return ask(await askForm(turn, needs, plain(text)));
}
