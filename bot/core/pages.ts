/** What people read and do on pages: the features' reads as data, and their actions and forms by the handlers that chat has. */
import { createAcquaintance, named } from './acquaintance.ts';
import type { Value } from './card.ts';
import type { Chat } from './chat.ts';
import { oneLine } from './clean.ts';
import type { Outcome, ResumingBot } from './create-bot.ts';
import { describe } from './describe.ts';
import { type Asking, BadInput, Refusal } from './feature.ts';
import type { Inbound, InboundBody } from './inbound.ts';
import { Unchecked } from './me.ts';
import type { Clock, Ids, Log } from './ports.ts';
import type { PrivateInbound } from './private.ts';
import type { ConversationRef, UserRef } from './ref.ts';
import type { Reply } from './reply.ts';
import type { Recognition } from './stores.ts';
import type { Tables } from './tables.ts';
import type { Translate } from './translate.ts';
import type { Work } from './work.ts';

/** Whoever is at a page: an account, as one platform or another vouches for it. */
export interface Visitor {
  readonly account: UserRef;
  /** The platform's workspace. */
  readonly workspace: string;
  /** Their name as it came with what vouches for them. */
  readonly called?: string;
}

/** What becomes of a request. Sentences are for the person. */
export type PageAnswer =
  | { readonly answer: 'data'; readonly data: unknown }
  | { readonly answer: 'reply'; readonly reply: Reply }
  /** Acted on before, or taken up later: what is there now says it. */
  | { readonly answer: 'known' }
  /** They should know something instead; nothing changed. */
  | { readonly answer: 'refused'; readonly reply: Reply; readonly said: string }
  | { readonly answer: 'fault'; readonly said: string }
  /** There is no such read or act. */
  | { readonly answer: 'unknown' }
  /** What was sent is not what it takes. */
  | { readonly answer: 'bad' };

/** `id` names one press of one button: brought twice, it has one effect. */
export interface Pressed {
  readonly id: string;
  readonly action: string;
  readonly value: string;
  /** What was filled in so far, where the button stands in a form. */
  readonly values?: Readonly<Record<string, Value>>;
}
export interface Submitted {
  readonly id: string;
  readonly form: string;
  readonly context: string;
  readonly values: Readonly<Record<string, Value>>;
}

export interface Pages {
  read(who: Visitor, name: string, input: unknown): Promise<PageAnswer>;
  press(who: Visitor, act: Pressed): Promise<PageAnswer>;
  submit(who: Visitor, act: Submitted): Promise<PageAnswer>;
}

/** What somebody does on a page. */
type Acting = Extract<InboundBody, { kind: 'action' | 'submission' }>;

/** Under which connection's name their deliveries are kept: no platform brought them. */
const CONNECTION = 'pages';

export function createPages(needs: {
  readonly tables: Tables;
  readonly bot: Pick<ResumingBot, 'accept' | 'act' | 'isPrivate' | 'actPrivately'>;
  readonly run: <R>(now: Date, run: (w: Work) => Promise<R>) => Promise<R>;
  readonly recognition: Recognition;
  readonly chats: ReadonlyMap<string, Pick<Chat, 'whoIs' | 'able'>>;
  readonly words: (locale: string, zone: string) => Translate;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
}): Pages {
  const { tables, bot, run, recognition, words, clock, log } = needs;
  const acquaintance = createAcquaintance(needs);
  const plainWords = words('en-GB', 'Europe/London');

  async function asking<R>(who: Visitor, ask: (asking: Asking) => Promise<R>): Promise<R> {
    const { account: user, workspace, called } = who;
    const profile = await acquaintance.fresh({ from: user, workspace, in: nowhere(who) });
    return run(clock.now(), async (w) => {
      const name = called === undefined ? undefined : oneLine(called);
      const me = await recognition.recognise(w, { user, workspace, profile: profile && named(profile), name });
      return ask({ w, me, t: words(me.locale, me.zone) });
    });
  }

  async function act(who: Visitor, id: string, body: Acting): Promise<PageAnswer> {
    const { account, workspace, called } = who;
    const event = {
      id: `page/${account.platform}/${account.id}/${id}`,
      connection: CONNECTION,
      at: clock.now().toISOString(),
      from: account,
      workspace,
      ...(called === undefined ? {} : { called }),
      in: nowhere(who),
      where: 'nowhere',
      ...body,
    } as const;
    const { end, reply } = isPrivate(event) ? await bot.actPrivately(event) : await kept(event);
    switch (end) {
      case 'done':
        return { answer: 'reply', reply };
      case 'known':
        return { answer: 'known' };
      case 'refused':
        return { answer: 'refused', reply, said: sentenceOf(reply) };
      case 'fault':
        return { answer: 'fault', said: sentenceOf(reply) };
    }
  }

  const isPrivate = (event: PrivateInbound): boolean =>
    event.kind === 'action' ? bot.isPrivate('action', event.action) : bot.isPrivate('submission', event.form);

  /** Stored before it is acted on, as in chat: should this process end now, another acts on it. */
  async function kept(event: Inbound): Promise<Outcome> {
    await bot.accept(event);
    return bot.act(event);
  }

  return {
    async read(who, name, input) {
      const read = tables.reads.get(name);
      if (!read) return { answer: 'unknown' };
      try {
        return { answer: 'data', data: await asking(who, (one) => read(one, input)) };
      } catch (error) {
        if (error instanceof BadInput) return { answer: 'bad' };
        if (error instanceof Refusal) {
          return { answer: 'refused', reply: { kind: 'tell', card: error.card }, said: error.card.summary };
        }
        if (error instanceof Unchecked) {
          const said = plainWords.plain('core.unchecked');
          return { answer: 'refused', reply: { kind: 'nothing' }, said };
        }
        const id = needs.ids.next().slice(-12);
        log.error('read failed', { fault: id, read: name, platform: who.account.platform, ...describe(error) });
        return { answer: 'fault', said: plainWords.plain('pages.fault', { id }) };
      }
    },
    press: async (who, { id, action, value, values }) =>
      tables.acts.press.has(action)
        ? act(who, id, { kind: 'action', action, value, on: null, ...(values && { values }) })
        : { answer: 'unknown' },
    submit: async (who, { id, form, context, values }) =>
      tables.acts.submit.has(form)
        ? act(who, id, { kind: 'submission', form, context, values })
        : { answer: 'unknown' },
  };
}

/** A page is no place on any platform. */
const nowhere = ({ account, workspace }: Visitor): ConversationRef => ({
  kind: 'conversation',
  platform: account.platform,
  id: `${workspace}/nowhere`,
});

function sentenceOf(reply: Reply): string {
  switch (reply.kind) {
    case 'tell':
    case 'replace':
      return reply.card.summary;
    case 'invalid':
      return Object.values(reply.problems)[0] ?? '';
    case 'nothing':
    case 'ask':
    case 'results':
      return '';
  }
}
