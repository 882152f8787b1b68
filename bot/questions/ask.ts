/** Asking: by mention in a bound channel, in private, by command, by form, from a message. */
import { words as typedWords } from '../core/card.ts';
import type { Turn } from '../core/feature.ts';
import type { InboundOf, Said } from '../core/inbound.ts';
import { invalid, nothing, type Reply, tell } from '../core/reply.ts';
import { isEmpty, plain, type Text } from '../core/text.ts';
import { fromTyped } from '../words/typed.ts';
import { readAbout } from './about.ts';
import { openForm } from './ask-form.ts';
import { withoutAsk } from './ask-word.ts';
import { draft } from './draft.ts';
import type { Known } from './found.ts';
import { knownFor } from './known.ts';
import type { Needs } from './needs.ts';
import { askedCard, publish } from './publish.ts';
import type { Asked } from './question.ts';
import { archivedHere, archivedName, notOpenHere, withWords } from './refusals.ts';
import { tooMany } from './too-many.ts';
import { emptyCard } from './views.ts';
import { warningCard, warningsFor } from './warn.ts';

/** A message to the bot that belongs to no thread of ours: asked here where the channel is bound, else kept as a draft. */
export async function askByMessage(turn: Turn<InboundOf<'message'>>, needs: Needs): Promise<Reply> {
  const { w, event, me, t } = turn;
  const said = { ...event.said, text: withoutAsk(event.said.text) };
  if (isEmpty(said.text) && said.files.length === 0) return tell(emptyCard(t));
  const channel = event.where === 'channel' ? await needs.channelAt(w, event.in) : null;
  if (channel && !(await needs.mayRead(w, me, channel.community, event.in))) return tell(notOpenHere(turn));
  if (channel?.archived) return tell(archivedHere(t, channel));
  const asked: Asked = {
    identity: me.identity,
    person: me.person,
    community: channel?.community ?? null,
    text: said.text,
    files: said.files,
    source: sourceOf(said, event.at),
    ...(channel ? { asked: { place: event.in, thread: said.thread } } : {}),
  };
  if (!channel) return draft(turn, needs, asked);
  await needs.wroteAt(w, event.in, me.ref);
  const full = await tooMany(turn, needs);
  if (full) return keepForLater(turn, needs, asked, full);
  const id = await post(turn, needs, asked, channel.community);
  if (id !== null && isLate(turn)) await readBelow(turn, id);
  const warning = id === null ? null : warningCard(t, asked.text);
  return warning === null ? nothing : tell(warning);
}

/** Between saying and hearing; longer where the platform had to try again, or stored slowly. */
const PROMPT_MS = 2_000;
const isLate = ({ w, event }: Turn): boolean => w.now.getTime() - Date.parse(event.at) > PROMPT_MS;

/** Whoever answered below it meanwhile answered no question of ours then: not wanted, so not stored. */
const readBelow = ({ w, event }: Turn<InboundOf<'message'>>, question: string): Promise<void> =>
  w.lookInto(
    { feature: 'questions', subject: question },
    { platform: event.in.platform, workspace: null, from: new Date(event.at), sure: false },
  );

/** A draft belongs to no place: it is posted anew once its asker chooses a community for it. */
const keepForLater = (turn: Turn, needs: Needs, { asked: _, ...asked }: Asked, why: Text): Promise<Reply> =>
  draft(turn, needs, { ...asked, community: null }, { why });

const sourceOf = (said: Said, heardAt: string) => ({
  platform: said.message.platform,
  key: said.message.key,
  version: said.version,
  link: said.link,
  at: new Date(said.at ?? heardAt),
});

/** `ask` with words after it, or a form without. */
export async function askByCommand(turn: Turn<InboundOf<'command'>>, needs: Needs): Promise<Reply> {
  const { w, event, me, t } = turn;
  if (event.text === '') return openForm(turn, needs);
  const here = event.where === 'channel' ? await needs.channelAt(w, event.in) : null;
  // Where the bot is off, a channel is as any other place: the asker chooses.
  const channel = here?.mode === 'off' ? null : here;
  const asked: Asked = {
    identity: me.identity,
    person: me.person,
    community: channel?.community ?? null,
    text: fromTyped(event.text),
    files: [],
    ...(channel ? { from: event.in } : {}),
  };
  if (!channel) return draft(turn, needs, asked);
  if (!(await needs.mayRead(w, me, channel.community, event.in)))
    return tell(withWords(t, notOpenHere(turn), asked.text));
  if (channel.archived) return tell(withWords(t, archivedHere(t, channel), asked.text));
  const full = await tooMany(turn, needs);
  if (full) return keepForLater(turn, needs, asked, full);
  return (await before(turn, needs, asked, channel.community)) ?? postAt(turn, needs, asked, channel.community);
}

/** @returns the question's id; null where it was asked already */
async function post(turn: Turn, needs: Needs, asked: Asked, community: string): Promise<string | null> {
  const id = await turn.w.questions.ask(asked);
  const question = id === null ? null : await turn.w.questions.get(id);
  if (question) await publish(turn.w, needs, question, community);
  return id;
}

/** What a form about a question says; or what is wrong with it. */
export async function readForm(
  turn: Turn<InboundOf<'submission'>>,
  needs: Needs,
): Promise<{ readonly community: string; readonly text: Text } | Reply> {
  const { w, event, me, t } = turn;
  const community = typedWords(event.values.community);
  const text = typedWords(event.values.text);
  const problems: Record<string, string> = {};
  if (!text) problems.text = t.plain('questions.no-text');
  if (!community || !(await needs.mayRead(w, me, community, event.in)))
    problems.community = t.plain('questions.no-community-chosen');
  else if (await needs.isArchived(w, community)) problems.community = await archivedName(turn, needs, community);
  if (Object.keys(problems).length > 0) return invalid(problems);
  const full = await tooMany(turn, needs);
  if (full) return invalid({ '': plain(full) });
  return { community, text: fromTyped(text) };
}

/** The form comes back. */
export async function askByForm(turn: Turn<InboundOf<'submission'>>, needs: Needs): Promise<Reply> {
  const { w, event, me } = turn;
  const sent = await readForm(turn, needs);
  if ('kind' in sent) return sent;
  const { community, text } = sent;
  const about = readAbout(event.context);
  const here = event.where === 'channel' ? await needs.channelAt(w, event.in) : null;
  const asked: Asked = {
    identity: me.identity,
    person: me.person,
    community,
    text,
    files: about?.files ?? [],
    ...(about ? { about: about.link } : {}),
    ...(here?.community === community ? { from: event.in } : {}),
  };
  return (await before(turn, needs, asked, community)) ?? postAt(turn, needs, asked, community);
}

/** What may answer a question that is about to be posted, where there is that or anything else to read first; else null. */
export async function toReadFirst(turn: Turn, needs: Needs, text: Text): Promise<readonly Known[] | null> {
  const known = await knownFor(turn, needs, text);
  return known.length === 0 && warningsFor(turn.t, text).length === 0 ? null : known;
}

/** What its asker should know first, while it is a draft that one press posts; null where there is nothing. */
async function before(turn: Turn, needs: Needs, asked: Asked, community: string): Promise<Reply | null> {
  const known = await toReadFirst(turn, needs, asked.text);
  return known === null ? null : draft(turn, needs, { ...asked, community: null }, { chosen: community, known });
}

async function postAt(turn: Turn, needs: Needs, asked: Asked, community: string): Promise<Reply> {
  await post(turn, needs, asked, community);
  return tell(await askedCard(turn, needs, community));
}

/** A form opened by a message action or a global shortcut. */
export async function askFromMessage(turn: Turn<InboundOf<'shortcut'>>, needs: Needs): Promise<Reply> {
  return openForm(turn, needs, { on: turn.event.on });
}
