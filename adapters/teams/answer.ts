/** Replies in Microsoft's terms: the body of an invoke's answer, and what is to be sent besides. */
import type { Card, Form } from '../../bot/core/card.ts';
import type { Inbound } from '../../bot/core/inbound.ts';
import type { PrivateReply } from '../../bot/core/private.ts';
import type { MessageRef } from '../../bot/core/ref.ts';
import type { Reply, Result } from '../../bot/core/reply.ts';
import { plain } from '../../bot/core/text.ts';
import type { Carrier } from './again.ts';
import { drawnCard } from './drawn.ts';
import { renderForm, titleOf } from './form.ts';
import { LIMITS } from './limits.ts';
import { inert } from './literal.ts';
import { readMessage } from './refs.ts';
import { type AdaptiveCard, attach, CARD_TYPE, renderCard, type Surface, shortened, summaryOf } from './render.ts';
import type { TeamsSentences } from './sentences.ts';
import type { Drawn } from './speak.ts';
import { aside } from './targeted.ts';
import type { Invoke } from './translate.ts';
import { typedWords } from './values.ts';

/** What is still to be done after the answer. `tell`: to the person alone, where they are. `update`: where the message stands. */
export type After = Drawn & ({ readonly do: 'tell' } | { readonly do: 'update'; readonly message: MessageRef });

export interface Answer {
  readonly body?: unknown;
  readonly after: readonly After[];
}

export interface Answering {
  readonly event: Inbound;
  /** What our button carried: the form, where it was one. */
  readonly data: Readonly<Record<string, unknown>>;
  readonly on: MessageRef | null;
  readonly carrier: Carrier;
  readonly sentences: TeamsSentences;
}

/** The answer to an invoke. learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/bot-invoke-activity */
export function answerInvoke(invoke: Invoke, reply: Reply, to: Answering): Answer {
  switch (invoke) {
    case 'press':
      return alone(answerPress(reply, to), to);
    case 'dialog':
    case 'submit':
    case 'extension':
      return alone(answerDialog(reply, to, invoke === 'submit'), to);
    case 'feedback':
      // Teams itself thanks for it, and wants nothing in the answer.
      return { body: {}, after: [] };
    case 'compose':
      return { body: { composeExtension: composed(reply, to.sentences) }, after: [] };
    case 'typeahead': {
      const hits = reply.kind === 'results' ? reply.results.slice(0, LIMITS.typeahead) : [];
      const said = reply.kind === 'results' && hits.length === 0 ? reply.said : undefined;
      // What is only said can be chosen like a hit, for Teams has no other way: it is nothing, and no form takes it.
      const results =
        said === undefined
          ? hits.map((hit) => ({ value: hit.value, title: inert(hitTitle(hit)) }))
          : [{ value: '-', title: inert(shortened(said, LIMITS.option)) }];
      return {
        body: { statusCode: 200, type: 'application/vnd.microsoft.search.searchResponse', value: { results } },
        after: [],
      };
    }
  }
}

/**
 * The answer to something private: in the response and nowhere else. A dialog shows a form or words; a press that opens none is
 * answered with words alone, and what is private came by no other way.
 */
export function answerPrivately(invoke: Invoke, reply: PrivateReply, to: Answering): unknown {
  if (invoke !== 'press') return answerInvoke(invoke, reply, to).body;
  const message = (value: string) => ({ statusCode: 200, type: 'application/vnd.microsoft.activity.message', value });
  switch (reply.kind) {
    case 'nothing':
      return message(to.sentences.done);
    case 'tell':
      return message(saidShortly(reply.card) ?? summaryOf(reply.card));
    case 'ask':
      return message(to.sentences.notHere);
    case 'invalid':
      return message(Object.values(reply.problems).join('\n'));
  }
}

/** Under a message that one person alone sees, the cards of the answer are in it, or about it. */
const alone = (answer: Answer, { on }: Answering): Answer =>
  on && readMessage(on).aside ? { ...answer, body: aside(answer.body) } : answer;

/** What follows a message that was typed, or a press that came as a message. */
export function answerTyped(reply: Reply, to: Answering): readonly After[] {
  switch (reply.kind) {
    case 'nothing':
    case 'results':
      return [];
    case 'tell':
      return [tellCard(reply.card)];
    case 'replace':
      return [to.on ? update(to.on, drawnCard(reply.card)) : tellCard(reply.card)];
    case 'ask':
      return [tellForm(reply.form, to)];
    case 'invalid': {
      const form = to.carrier.unpack(to.data.again);
      if (form) return [tellForm(form, to, reply.problems)];
      return [tellCard(refusal(reply.problems, to))];
    }
  }
}

const drawnForm = (form: Form, to: Answering, problems?: Readonly<Record<string, string>>): Drawn => ({
  content: drawForm(form, 'message', to, problems),
  summary: shortened(form.title, LIMITS.summary),
});
const tellCard = (card: Card): After => ({ do: 'tell', ...drawnCard(card) });
const tellForm = (...of: Parameters<typeof drawnForm>): After => ({ do: 'tell', ...drawnForm(...of) });
const update = (message: MessageRef, drawn: Drawn): After => ({ do: 'update', message, ...drawn });

function drawForm(
  form: Form,
  surface: Surface,
  to: Answering,
  problems?: Readonly<Record<string, string>>,
): AdaptiveCard {
  const { carrier, sentences, event } = to;
  const values = problems && event.kind === 'submission' ? { values: event.values } : {};
  // A submission does not bring its form's context back into the packed form: it travels beside it.
  const context = problems && event.kind === 'submission' ? event.context : form.context;
  return renderForm({ ...form, context }, { surface, carrier, sentences, ...(problems && { problems }), ...values });
}

/** A press answered in place: learn.microsoft.com/adaptive-cards/authoring-cards/universal-action-model */
function answerPress(reply: Reply, to: Answering): Answer {
  const message = (value: string) => ({ statusCode: 200, type: 'application/vnd.microsoft.activity.message', value });
  const card = (value: AdaptiveCard) => ({ statusCode: 200, type: CARD_TYPE, value });
  const inPlace = (drawn: Drawn): Answer => ({ body: card(drawn.content), after: kept(to, drawn) });
  const { sentences, on, event } = to;
  switch (reply.kind) {
    case 'nothing':
    case 'results':
      return { body: message(sentences.done), after: [] };
    case 'tell': {
      // A form that stood in the conversation is spent: what is told takes its place.
      if (event.kind === 'submission') return inPlace(drawnCard(reply.card));
      const words = saidShortly(reply.card);
      if (words !== null) return { body: message(words), after: [] };
      return { body: message(sentences.sent), after: [tellCard(reply.card)] };
    }
    case 'replace': {
      const drawn = drawnCard(reply.card);
      return { body: card(drawn.content), after: on ? [update(on, drawn)] : [] };
    }
    case 'ask':
      if (takesItsPlace(reply.form, to)) return inPlace(drawnForm(reply.form, to));
      return { body: message(sentences.sent), after: [tellForm(reply.form, to)] };
    case 'invalid': {
      const form = to.carrier.unpack(to.data.again);
      if (form) return { body: card(drawForm(form, 'message', to, reply.problems)), after: [] };
      return { body: message(Object.values(reply.problems).join('\n')), after: [] };
    }
  }
}

/** Whether a form goes on where another stood: in answer to it, or to a button in it where it is the same one or both are steps. */
const takesItsPlace = (form: Form, { event, data }: Answering): boolean =>
  event.kind === 'submission' || data.inside === form.form || (data.step === true && form.step !== undefined);

/** Where nobody else sees it, the stored message is drawn again too. */
const kept = (to: Answering, drawn: Drawn): After[] =>
  to.on && (to.event.where === 'private' || readMessage(to.on).aside) ? [update(to.on, drawn)] : [];

/** A dialog: learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/task-modules/task-modules-bots */
function answerDialog(reply: Reply, to: Answering, submitted: boolean): Answer {
  const shown = (title: string, card: AdaptiveCard): Answer => ({
    body: { task: { type: 'continue', value: { title, width: 'medium', height: 'medium', card: attach(card) } } },
    after: [],
  });
  const message = (value: string, after: readonly After[] = []): Answer => ({
    body: { task: { type: 'message', value } },
    after,
  });
  const { sentences, on } = to;
  const told = (card: Card): Answer => {
    const words = saidShortly(card);
    return words !== null ? message(words) : shown(titleFor(card, sentences.title), renderCard(card, 'dialog'));
  };
  switch (reply.kind) {
    case 'nothing':
    case 'results':
      return submitted ? { after: [] } : message(sentences.done);
    case 'tell':
      return told(reply.card);
    case 'replace': {
      if (!on) return told(reply.card);
      const after = [update(on, drawnCard(reply.card))];
      return submitted ? { after } : message(sentences.done, after);
    }
    case 'ask':
      return shown(titleOf(reply.form), drawForm(reply.form, 'dialog', to));
    case 'invalid': {
      const form = to.carrier.unpack(to.data.again);
      if (form) return shown(titleOf(form), drawForm(form, 'dialog', to, reply.problems));
      const card = refusal(reply.problems, to);
      return shown(shortened(card.summary, LIMITS.title), renderCard(card, 'dialog'));
    }
  }
}

/** A refused form that cannot be shown again: why, and what was typed, so that it can be copied. */
function refusal(problems: Readonly<Record<string, string>>, to: Answering): Card {
  const why = Object.values(problems);
  const typed = to.event.kind === 'submission' ? typedWords(to.event.values) : [];
  return {
    summary: why[0] ?? to.sentences.done,
    blocks: [
      ...why.map((text) => ({ block: 'text', as: 'body', text }) as const),
      ...(typed.length > 0 ? [{ block: 'text', as: 'note', text: to.sentences.typed } as const] : []),
      ...typed.map((text) => ({ block: 'text', as: 'quote', text }) as const),
    ],
  };
}

/** A dialog's title, where a card stands in it: what it is called in short, unless that is cut or what it begins with. */
function titleFor({ summary, blocks: [first] }: Card, otherwise: string): string {
  const begins = first?.block === 'text' && first.as !== 'heading' ? plain(first.text) : '';
  return summary.length > LIMITS.title || summary === begins ? otherwise : summary;
}

/** A card's words, where they are few and all there is to it; else null. */
function saidShortly(card: Card): string | null {
  const lines: string[] = [];
  for (const block of card.blocks) {
    if (block.block !== 'text' || (typeof block.text !== 'string' && block.text.some((run) => run.run !== 'text')))
      return null;
    lines.push(plain(block.text));
  }
  const words = lines.join('\n') || card.summary;
  return words.length > 0 && words.length <= 300 ? words : null;
}

const hitTitle = (hit: Result): string => shortened(hit.title, LIMITS.option) || '…';
/** A preview's text may read HTML, its title does not say: brackets that look the same are read by neither. */
const unbracketed = (words: string): string => words.replaceAll('<', '‹').replaceAll('>', '›');

/** A search extension: learn.microsoft.com/microsoftteams/platform/messaging-extensions/how-to/search-commands/respond-to-search */
function composed(reply: Reply, sentences: TeamsSentences) {
  if (reply.kind === 'tell') return { type: 'message', text: saidShortly(reply.card) ?? summaryOf(reply.card) };
  const hits = reply.kind === 'results' ? reply.results.slice(0, LIMITS.results) : [];
  if (hits.length === 0)
    return { type: 'message', text: (reply.kind === 'results' && reply.said) || sentences.nothingFound };
  const attachments = hits.map((hit) => {
    const card: Card = hit.card ?? {
      summary: hit.title,
      blocks: [
        { block: 'text', as: 'heading', text: hit.title },
        { block: 'text', as: 'body', text: hit.text },
      ],
    };
    const content = { title: unbracketed(hitTitle(hit)), text: unbracketed(shortened(hit.text, LIMITS.option * 2)) };
    return {
      ...attach(renderCard(card)),
      preview: { contentType: 'application/vnd.microsoft.card.thumbnail', content },
    };
  });
  return { type: 'result', attachmentLayout: 'list', attachments };
}
