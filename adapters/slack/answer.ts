/** Carries out what the bot answered, in Slack's way: ephemerally, in a modal, in place of a card, or in private. */
import type { ModalView } from '@slack/types';
import type { Card, Form } from '../../bot/core/card.ts';
import { ChatError } from '../../bot/core/chat.ts';
import type { Log } from '../../bot/core/ports.ts';
import type { PrivateReply } from '../../bot/core/private.ts';
import type { Reply } from '../../bot/core/reply.ts';
import type { Sealer } from '../../bot/core/seal.ts';
import { seal } from './carry.ts';
import { type ClientOptions, chatError } from './client.ts';
import { doneView, formView, option, refusal } from './form.ts';
import { LIMITS } from './limits.ts';
import { readMessage } from './refs.ts';
import { cardBlocks, VIEW } from './render.ts';
import { messageBody } from './speak.ts';
import type { Way } from './translate.ts';
import { type Paying, QUIET, WAITING, type Workspaces } from './workspaces.ts';

export interface AnswerSentences {
  /** Title of a modal that only says something; at most 24 characters. */
  readonly title: string;
  /** Its one button; at most 24 characters. */
  readonly close: string;
  /** Slack took the way to a form away because we were too slow. */
  readonly late: string;
  /** Beside a box that is ticked or not: 'Yes' */
  readonly yes: string;
}

export interface Answers {
  /** Carries out a reply after the acknowledgement. Never throws: what cannot be said is logged. */
  carry(reply: Reply, way: Way): Promise<void>;
  /** The same for a private press: a view, or words that nobody keeps; where neither can be shown, nothing. Never throws. */
  carryPrivately(reply: PrivateReply, way: Way): Promise<void>;
  /** A reply as the acknowledgement of a submission; undefined closes the modal. */
  submission(reply: Reply, way: Way): ViewAnswer | undefined;
  /** A reply as the options of a typeahead. */
  options(reply: Reply): { options: ReturnType<typeof option>[] };
}
export type ViewAnswer = ReturnType<typeof refusal> | { response_action: 'update'; view: ModalView };

interface Needs {
  readonly workspaces: Workspaces;
  readonly sealer: Sealer;
  readonly sentences: AnswerSentences;
  readonly log: Log;
  readonly client: ClientOptions;
}

export function createAnswers({ workspaces, sealer, sentences, log, client }: Needs): Answers {
  // A person waits for every answer.
  const call: Workspaces['call'] = (team, method, args, how = WAITING) => workspaces.call(team, method, args, how);
  const done = (card: Card): ModalView => doneView(card, sentences);
  const form = (one: Form, way: Way): ModalView =>
    formView(
      one,
      seal(sealer, {
        context: one.context,
        channel: way.channel || way.user,
        where: way.where,
        ...(way.thread && { thread: way.thread }),
        ...(way.on && { on: way.on.id }),
        ...(one.step && { step: true }),
      }),
      sentences,
      way.view?.hash,
    );
  const threaded = (way: Way) => (way.thread ? { thread_ts: way.thread } : {});

  /** Ways to say something to one person, the best first; each may turn out to be closed. */
  function* ways(card: Card, way: Way): Generator<() => Promise<unknown>> {
    const { team, user, channel, trigger, responseUrl } = way;
    const body = messageBody(card);
    const { mrkdwn: _, ...plainBody } = body;
    if (trigger && (way.view || channel === '')) yield () => open(done(card), way, WAITING);
    // Under a button in the private chat an ordinary message: it stays, and nobody else reads there.
    const ours = way.where === 'private' && channel !== '' && (!responseUrl || way.on !== undefined);
    if (ours)
      yield () =>
        call(team, 'chat.postMessage', {
          channel,
          ...threaded(way),
          ...body,
          unfurl_links: false,
          unfurl_media: false,
        });
    if (responseUrl) {
      const { text, blocks } = body;
      yield () =>
        respond(responseUrl, { response_type: 'ephemeral', replace_original: false, ...threaded(way), text, blocks });
    }
    if (channel !== '' && !ours)
      yield () => call(team, 'chat.postEphemeral', { channel, user, ...threaded(way), ...plainBody });
    yield async () =>
      call(team, 'chat.postMessage', {
        channel: await workspaces.privateChat(team, user, WAITING),
        ...body,
        unfurl_links: false,
        unfurl_media: false,
      });
  }

  const tell = async (card: Card, way: Way): Promise<void> => {
    let last: unknown;
    for (const attempt of ways(card, way)) {
      try {
        await attempt();
        return;
      } catch (error) {
        last = error;
      }
    }
    throw last;
  };

  /** Opens a view by the trigger of a press: in a modal on top of it, or in its place where no more fit. @throws ChatError */
  const open = async (view: ModalView, way: Way, how: Paying): Promise<void> => {
    if (!way.trigger) throw new ChatError('fault', 'no_trigger');
    const below = way.view?.type === 'modal' ? way.view : undefined;
    try {
      await call(way.team, below ? 'views.push' : 'views.open', { trigger_id: way.trigger, view }, how);
    } catch (error) {
      // What only says something gives its place away; in a form somebody may have typed.
      const fits = below && below.sent.callback_id === '' && chatError(error).code === 'push_limit_reached';
      if (!fits) throw error;
      await call(way.team, 'views.update', { view_id: below.id, view }, how);
    }
  };
  /**
   * A button in a form that answers with that form, or in a step that answers with another: it goes on there. A modal is three
   * views deep at most, and nobody gets through several steps by stacking them.
   * @returns whether it did. @throws ChatError
   */
  const wentOn = async (one: Form, way: Way, how: Paying): Promise<boolean> => {
    const { view } = way;
    if (view?.type !== 'modal' || !(view.sent.callback_id === one.form || (view.step && one.step))) return false;
    await call(way.team, 'views.update', { view_id: view.id, view: form(one, way) }, how);
    return true;
  };
  const tooLate: Card = { summary: sentences.late, blocks: [{ block: 'text', as: 'body', text: sentences.late }] };

  const ask = async (one: Form, way: Way): Promise<void> => {
    if (await wentOn(one, way, WAITING)) return;
    if (!way.trigger) throw new ChatError('fault', 'no_trigger');
    try {
      await open(form(one, way), way, WAITING);
    } catch (error) {
      if (!(error instanceof ChatError)) throw error;
      log.warn('slack.form_not_opened', { code: error.code });
      const { trigger: _, ...without } = way;
      await tell(tooLate, without);
    }
  };

  /** Said where nobody keeps it: Slack shows it to this person until they look elsewhere. Where there is no such place, unsaid. */
  const whisper = async (card: Card, { team, user, channel, responseUrl, ...way }: Way): Promise<void> => {
    const { text, blocks } = messageBody(card);
    const said = { ...(way.thread ? { thread_ts: way.thread } : {}), text, blocks };
    if (responseUrl) await respond(responseUrl, { response_type: 'ephemeral', replace_original: false, ...said });
    else if (channel !== '') await call(team, 'chat.postEphemeral', { channel, user, ...said }, QUIET);
  };
  const shown = async (view: ModalView, way: Way, instead: Card): Promise<void> => {
    try {
      await open(view, way, QUIET);
    } catch (error) {
      if (!(error instanceof ChatError)) throw error;
      log.warn('slack.form_not_opened', { code: error.code });
      await whisper(instead, way);
    }
  };
  const carryPrivate = async (reply: PrivateReply, way: Way): Promise<void> => {
    switch (reply.kind) {
      case 'nothing':
        return;
      case 'tell':
        return shown(done(reply.card), way, reply.card);
      case 'invalid': {
        const card = problemCard(reply.problems);
        return shown(done(card), way, card);
      }
      case 'ask':
        if (!(await wentOn(reply.form, way, QUIET))) await shown(form(reply.form, way), way, tooLate);
    }
  };

  const replace = async (card: Card, way: Way): Promise<void> => {
    const { team, view, responseUrl, on } = way;
    const { text, blocks } = messageBody(card);
    if (view?.type === 'home')
      await call(team, 'views.publish', { user_id: way.user, view: { type: 'home', blocks: cardBlocks(card, VIEW) } });
    else if (view) await call(team, 'views.update', { view_id: view.id, view: done(card) });
    else if (responseUrl && way.replaces) await respond(responseUrl, { replace_original: true, text, blocks });
    else if (on)
      await call(team, 'chat.update', { channel: readMessage(on).channel, ts: readMessage(on).ts, text, blocks });
    else await tell(card, way);
  };

  /** Posts to the address that came with an interaction; Slack takes up to five within half an hour. */
  const respond = async (url: string, body: Record<string, unknown>): Promise<void> => {
    const answer = await (client.fetch ?? fetch)(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json; charset=utf-8' },
      body: JSON.stringify(body),
      redirect: 'error',
      signal: AbortSignal.timeout(client.callMs ?? 10_000),
    });
    if (!answer.ok) throw new ChatError('fault', `respond_${answer.status}`);
  };

  const carry = async (reply: Reply, way: Way): Promise<void> => {
    switch (reply.kind) {
      case 'nothing':
      case 'results':
        return;
      case 'tell':
        return tell(reply.card, way);
      case 'ask':
        return ask(reply.form, way);
      case 'replace':
        return replace(reply.card, way);
      case 'invalid':
        return tell(problemCard(reply.problems), way);
    }
  };

  return {
    async carry(reply, way) {
      try {
        await carry(reply, way);
      } catch (error) {
        log.warn('slack.not_said', { kind: reply.kind, code: chatError(error).code });
      }
    },
    async carryPrivately(reply, way) {
      try {
        await carryPrivate(reply, way);
      } catch (error) {
        log.warn('slack.not_said', { kind: 'private', code: chatError(error).code });
      }
    },
    submission(reply, way) {
      switch (reply.kind) {
        case 'nothing':
        case 'results':
          return undefined;
        case 'tell':
          return { response_action: 'update', view: done(reply.card) };
        case 'ask':
          return { response_action: 'update', view: form(reply.form, way) };
        case 'replace':
          return way.on ? undefined : { response_action: 'update', view: done(reply.card) };
        case 'invalid':
          return way.view && refusal(way.view.sent, reply.problems);
      }
    },
    options: (reply) => ({ options: reply.kind === 'results' ? optionsOf(reply) : [] }),
  };
}

/** What is only said can be chosen like an option, for Slack has no other way: it is nothing, and no form takes it. */
function optionsOf({ results, said }: Extract<Reply, { kind: 'results' }>): ReturnType<typeof option>[] {
  if (results.length === 0 && said !== undefined) return [option({ value: '-', label: said })];
  return results.slice(0, LIMITS.options).map((one) => option({ value: one.value, label: one.title, note: one.text }));
}

const problemCard = (problems: Readonly<Record<string, string>>): Card => {
  const text = Object.values(problems).join('\n');
  return { summary: text, blocks: [{ block: 'text', as: 'body', text }] };
};
