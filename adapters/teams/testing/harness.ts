/** The Teams adapter as the shared contract drives it. */
import type { Value } from '../../../bot/core/card.ts';
import type { ConversationRef, UserRef } from '../../../bot/core/ref.ts';
import { ask } from '../../../bot/core/reply.ts';
import { createFakeBot } from '../../testing/fake-bot.ts';
import type { ChatHarness, Delivered, Failing, Incoming, Native } from '../../testing/harness.ts';
import { readMessage, readRef } from '../refs.ts';
import type { Refusal } from './connector.ts';
import { callProblems, cardProblems, cardsOf, nodesOf } from './judges.ts';
import { readNative } from './reading.ts';
import {
  type ActivityJson,
  ALEX,
  activity,
  BOT,
  CHANNEL,
  createWorld,
  freshId,
  inChannel,
  mentioning,
  TENANT,
  type World,
} from './world.ts';

type Json = Record<string, unknown>;

const FAILURES: Readonly<Record<Failing, Refusal | 'hang up'>> = {
  busy: {
    status: 429,
    headers: { 'retry-after': '2' },
    body: { error: { code: 'Throttled', message: 'too many calls, said a sentence' } },
  },
  gone: { status: 404, body: { error: { code: 'ConversationNotFound', message: 'no such conversation' } } },
  forbidden: { status: 403, body: { error: { code: 'ForbiddenOperationException', message: 'not for you' } } },
  broken: { status: 500, body: 'a page with a stack trace' },
  unreachable: 'hang up',
};

/** A harness over a fresh adapter, in a channel that the bot was added to by the person. */
export async function createHarness(): Promise<ChatHarness> {
  // What this adapter says of itself (hears, added) is no business of the contract's.
  const bot = createFakeBot();
  const silent = createFakeBot();
  let seeding = true;
  const front = {
    wanted: async (event: Parameters<typeof bot.wanted>[0]) =>
      seeding ? true : event.kind !== 'place' && bot.wanted(event),
    accept: (event: Parameters<typeof bot.accept>[0]) => (seeding ? silent : bot).accept(event),
    async take(event: Parameters<typeof bot.take>[0]) {
      if (!(await front.wanted(event))) return 'unwanted' as const;
      await front.accept(event);
      return 'stored' as const;
    },
    handle: (...args: Parameters<typeof bot.handle>) => (seeding ? silent : bot).handle(...args),
    isPrivate: bot.isPrivate,
    privately: bot.privately,
  };
  const world: World = await createWorld((options) => ({ ...options, bot: front }));
  await world.deliver(
    activity('conversationUpdate', {
      ...inChannel('1'),
      conversation: { id: CHANNEL, conversationType: 'channel', tenantId: TENANT, name: 'Taxis' },
      membersAdded: [BOT],
    }),
  );
  await world.deliver(activity('conversationUpdate', { membersAdded: [BOT, ALEX] }));
  seeding = false;

  const channel: ConversationRef = { kind: 'conversation', platform: 'teams', id: `${TENANT}/${CHANNEL}` };
  const person: UserRef = { kind: 'user', platform: 'teams', id: `${TENANT}/${ALEX.aadObjectId}` };
  const natives: Native[] = [];
  /** Which message a native is, for pressing its buttons. */
  const messages = new WeakMap<Native, { conversation: string; id: string }>();
  let taken = world.connector.calls.length;
  let latest: ActivityJson = {};

  /** Takes in the calls made since, as natives. */
  const collect = (): void => {
    for (const call of world.connector.calls.slice(taken)) {
      if (cardsOf(call.body).length === 0) continue;
      const native: Native = { what: `${call.method} activities`, body: call.body };
      natives.push(native);
      judged.set(native, callProblems(call));
      messages.set(native, { conversation: call.path.split('/')[3] ?? '', id: call.gave });
    }
    taken = world.connector.calls.length;
  };
  const judged = new WeakMap<Native, readonly string[]>();

  const deliver = async (what: ActivityJson): Promise<Delivered> => {
    collect();
    const answered = await world.deliver(what);
    if (answered.text) {
      const native: Native = { what: 'invoke response', body: answered.json() };
      judged.set(native, cardsOf(native.body).flatMap(cardProblems));
      natives.push(native);
    }
    // What is sent besides is seen after the answer.
    collect();
    return { status: answered.status, body: answered.text, again: () => deliver(what) };
  };

  const invoke = (name: string, value: unknown, more: ActivityJson = {}): ActivityJson =>
    activity('invoke', { name, value, ...inChannel('1795'), ...more });

  const incoming = (event: Incoming): ActivityJson | null => {
    switch (event.event) {
      case 'message':
      case 'own':
      case 'other bot': {
        const id = freshId();
        const from =
          event.event === 'own' ? BOT : event.event === 'other bot' ? { id: '28:another-bot', name: 'Polly' } : ALEX;
        const root = event.thread ? readMessage(event.thread).message : id;
        return { ...activity('message', { text: event.text, from, ...inChannel(root) }), id };
      }
      case 'mention':
      case 'command': {
        const id = freshId();
        return { ...activity('message', { ...mentioning(event.text), ...inChannel(id) }), id };
      }
      case 'private':
        return activity('message', { text: event.text });
      case 'edited': {
        const was = latest.type === 'message' ? latest : { ...activity('message', inChannel('1790')), id: '1790' };
        return {
          ...was,
          type: 'messageUpdate',
          text: event.text,
          timestamp: '2026-11-23T09:59:40Z',
          channelData: { ...(was.channelData as Json), eventType: 'editMessage' },
        };
      }
      case 'deleted': {
        const was = latest.type?.toString().startsWith('message')
          ? latest
          : { ...activity('message', inChannel('1791')), id: '1791' };
        return {
          ...was,
          type: 'messageDelete',
          text: undefined,
          timestamp: '2026-11-23T09:59:50.5Z',
          channelData: { ...(was.channelData as Json), eventType: 'softDeleteMessage' },
        };
      }
      case 'action':
        return invoke(
          'adaptiveCard/action',
          {
            action: { type: 'Action.Execute', verb: 'action', data: { action: event.action, value: event.value } },
            trigger: 'manual',
          },
          { replyToId: '1795' },
        );
      case 'feedback':
        return invoke(
          'message/submitAction',
          {
            actionName: 'feedback',
            actionValue: {
              reaction: event.useful ? 'like' : 'dislike',
              feedback: JSON.stringify({ feedbackText: 'What I wrote beside it' }),
            },
          },
          { replyToId: '1795' },
        );
      case 'shortcut':
        return invoke('composeExtension/fetchTask', {
          commandId: event.name,
          commandContext: 'message',
          messagePayload: {
            id: '1795',
            createdDateTime: '2026-11-23T09:00:00Z',
            body: { contentType: 'html', content: '<p>How?</p>' },
            from: { user: { id: ALEX.aadObjectId } },
          },
        });
      case 'search':
        return invoke('composeExtension/query', {
          commandId: event.of,
          parameters: [{ name: 'query', value: event.query }],
          queryOptions: { skip: 0, count: 25 },
        });
    }
  };

  /** A dialog filled in and sent by one of its buttons. */
  const submitted = (dialog: Json | null, data: Json, values: Readonly<Record<string, Value>>): Promise<Delivered> => {
    const inputs: Json = {};
    for (const node of nodesOf(dialog)) {
      if (!String(node.type).startsWith('Input.')) continue;
      const name = String(node.id).slice(2);
      // A box that is not ticked sends what it says for that.
      const none = node.valueOff ?? '';
      inputs[String(node.id)] = name in values ? typed(values[name] ?? '') || none : (node.value ?? none);
    }
    return deliver(
      invoke('task/submit', { data: { ...data, ...inputs }, context: { theme: 'default' } }, { replyToId: '1795' }),
    );
  };

  const card = (native: Native): Json => {
    const [first] = cardsOf(native.body);
    if (!first) throw new Error('no card in what was shown');
    return first;
  };

  return {
    platform: 'teams',
    bot,
    chat: world.teams.chat,
    channel,
    person,
    shown: () => {
      collect();
      return natives;
    },
    judge: (native) => judged.get(native) ?? ['never sent'],
    seen: (native) => readNative(native.body),
    citesNatively: true,
    marksGenerated(native) {
      const { entities, channelData } = native.body as { entities?: Json[]; channelData?: Json };
      const [label, ...more] = (entities ?? []).filter(({ type }) => type === 'https://schema.org/Message');
      if (!label || more.length > 0) return null;
      const claims = label.citation as {
        position: number;
        appearance: { name: string; abstract: string; url?: string };
      }[];
      for (const { appearance } of claims) {
        if (appearance.name.length > 80 || appearance.abstract.length > 160) throw new Error('longer than Teams takes');
        if (appearance.url && !appearance.url.startsWith('https:'))
          throw new Error('an address that must not be opened');
      }
      return {
        sources: claims.map(({ position }) => position),
        feedback: (channelData?.feedbackLoop as Json | undefined)?.type === 'default',
      };
    },
    async deliver(event) {
      const what = incoming(event);
      if (!what) return null;
      if (event.event === 'message' || event.event === 'edited') latest = what;
      return deliver(what);
    },
    async press(native, label) {
      const find = (wanted: string, from: readonly Json[]): Json => {
        const found = from.find(
          (node) => String(node.type).startsWith('Action.') && String(node.title).replaceAll('\u2060', '') === wanted,
        );
        if (!found) throw new Error(`no button ${wanted}`);
        return found;
      };
      let action = find(label, [...nodesOf(card(native))]);
      if (action.type === 'Action.ToggleVisibility') {
        const [target] = action.targetElements as string[];
        const box = [...nodesOf(card(native))].find((node) => node.id === target);
        action =
          [...nodesOf(box)].find((node) => node.type === 'Action.Execute' || node.type === 'Action.Submit') ?? action;
      }
      const on = messages.get(native);
      const conversation = on?.conversation.includes(';') ? on.conversation : `${on?.conversation};messageid=${on?.id}`;
      const place = {
        replyToId: on?.id,
        conversation: { id: conversation, conversationType: 'channel', tenantId: TENANT },
      };
      const { data } = action as { data: Json };
      if (action.type === 'Action.Execute')
        return deliver(
          invoke(
            'adaptiveCard/action',
            { action: { type: action.type, verb: action.verb, data }, trigger: 'manual' },
            place,
          ),
        );
      if ((data.msteams as Json | undefined)?.type === 'task/fetch')
        return deliver(invoke('task/fetch', { data, context: { theme: 'default' } }, place));
      return deliver(activity('message', { ...inChannel('1'), ...place, value: data }));
    },
    async ask(form) {
      bot.reply = () => ask(form);
      const data = { action: 'contract.opens', value: '', msteams: { type: 'task/fetch' } };
      await deliver(invoke('task/fetch', { data, context: { theme: 'default' } }, { replyToId: '1795' }));
      bot.reply = () => ({ kind: 'nothing' });
      const native = natives.at(-1);
      if (!native) throw new Error('no dialog');
      return native;
    },
    async submit(native, values) {
      const dialog = cardsOf(native.body)[0] ? card(native) : null;
      const [send] = (dialog?.actions ?? []) as Json[];
      return submitted(dialog, (send?.data ?? {}) as Json, values);
    },
    async pressIn(native, label, values) {
      const dialog = card(native);
      const button = [...nodesOf(dialog)].find((node) => node.type === 'Action.Submit' && node.title === label);
      if (!button) throw new Error(`the form has no button ${label}`);
      const held = [...nodesOf(dialog)].filter((node) => node.isRequired === true);
      // Teams itself presses nothing while something that is required is missing.
      if (held.length > 0 && button.associatedInputs !== 'none') throw new Error(`Teams may hold ${label} up`);
      return submitted(dialog, button.data as Json, values);
    },
    now: () => {
      const native = natives.at(-1);
      if (!native) throw new Error('nothing was shown');
      return native;
    },
    fail: (how) => {
      world.connector.refuse = () => FAILURES[how];
    },
    recover: () => {
      world.connector.refuse = () => null;
    },
    close: () => world.close(),
  };
}

/** What a client sends for a value. */
const typed = (value: Value): string =>
  typeof value === 'string'
    ? value
    : value.map((one: string | UserRef) => (typeof one === 'string' ? one : readRef(one).id)).join(',');
