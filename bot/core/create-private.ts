/** Acts on private deliveries: in one transaction, answered at once, with nothing left of them but what their handlers keep. */
import type { Button, Card, Form } from './card.ts';
import { clean } from './clean.ts';
import { describe } from './describe.ts';
import { Refusal } from './feature.ts';
import type { Clock, Ids, Log } from './ports.ts';
import type { PrivateInbound, PrivateReply, PrivateTurn, PrivateWork } from './private.ts';
import type { Reply } from './reply.ts';
import type { Behind, PrivateDesk } from './stores.ts';
import type { Tables } from './tables.ts';
import { plain, type Text } from './text.ts';
import type { Translate } from './translate.ts';
import { within } from './within.ts';

/** `done`: acted on, now or before. `refused`: they should know something instead, and nothing changed. `fault`: it failed on our side. */
export interface PrivateOutcome {
  readonly end: 'done' | 'refused' | 'fault';
  readonly reply: PrivateReply;
}

export interface Privately {
  isPrivate(kind: PrivateInbound['kind'], name: string): boolean;
  /** Never throws. */
  act(event: PrivateInbound): Promise<PrivateOutcome>;
  /** The same, answered with a sentence once the time is up. What comes later is brought to nobody: it is in the form. */
  answer(event: PrivateInbound, how: { readonly withinMs?: number }): Promise<PrivateReply>;
}

/** Nobody whom we know, or somebody whose account is closed. */
class Stranger extends Error {}

export function createPrivately(needs: {
  readonly tables: Tables;
  readonly desk: PrivateDesk;
  readonly words: (locale: string, zone: string) => Translate;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
}): Privately {
  const { tables, desk, words, clock, ids, log } = needs;
  const { actions, forms } = tables.privately;
  const plainWords = words('en-GB', 'Europe/London');

  async function decide(w: PrivateWork, who: Behind | null, event: PrivateInbound): Promise<PrivateReply> {
    if (!who) throw new Stranger();
    const turn = { w, who: who.person, t: words(who.locale, who.zone) };
    return fitting(await handled(turn, event), tables);
  }

  function handled(turn: Omit<PrivateTurn, 'event'>, event: PrivateInbound): Promise<Reply> {
    if (event.kind === 'action') {
      const { kind, action: name, value, values = {} } = event;
      return named(actions, name)({ ...turn, event: { kind, name, value, values } });
    }
    const { kind, form: name, context, values } = event;
    return named(forms, name)({ ...turn, event: { kind, name, context, values } });
  }

  async function decided(event: PrivateInbound): Promise<PrivateReply> {
    const now = clock.now();
    if (event.kind === 'action') return desk.look(event.from, now, (w, who) => decide(w, who, event));
    const reply = await desk.once(event, now, async (w, who) => {
      const result = await decide(w, who, event);
      return { end: result.kind === 'invalid' ? 'release' : 'settle', result };
    });
    // It came before, and has had its effect: the form closes.
    return reply ?? { kind: 'nothing' };
  }

  /** A form stays as it is, with the sentence in it. */
  const said = ({ kind }: PrivateInbound, card: Card): PrivateReply =>
    kind === 'submission' ? { kind: 'invalid', problems: { '': card.summary } } : { kind: 'tell', card };

  async function act(raw: PrivateInbound): Promise<PrivateOutcome> {
    const event = clean(raw);
    try {
      return { end: 'done', reply: await decided(event) };
    } catch (error) {
      if (error instanceof Refusal) return { end: 'refused', reply: said(event, error.card) };
      if (error instanceof Stranger)
        return { end: 'refused', reply: said(event, sentence(plainWords('core.private-stranger'))) };
      const id = ids.next().slice(-12);
      // Not even from which platform: few may be there who could have been it.
      log.error('handler failed', { fault: id, kind: 'private', ...describe(error) });
      const key = event.kind === 'submission' ? 'core.fault-form' : 'core.private-fault';
      return { end: 'fault', reply: said(event, sentence(plainWords(key, { id }))) };
    }
  }

  return {
    isPrivate: (kind, name) => (kind === 'action' ? actions : forms).has(name),
    act,
    async answer(event, { withinMs }) {
      const acted = act(event).then(({ reply }) => reply);
      if (withinMs === undefined) return acted;
      const key = event.kind === 'submission' ? 'core.private-late' : 'core.private-late-press';
      return within<PrivateReply>(acted, withinMs, { kind: 'tell', card: sentence(plainWords(key)) });
    },
  };
}

/** @throws where there is no such handler */
function named<H>(table: ReadonlyMap<string, H>, name: string): H {
  const handler = table.get(name);
  if (!handler) throw new Error('nothing private has this name');
  return handler;
}

/** @throws for an answer that would leave something behind, or lead to a delivery that is not private */
function fitting(reply: Reply, { privately }: Pick<Tables, 'privately'>): PrivateReply {
  switch (reply.kind) {
    case 'nothing':
    case 'invalid':
    case 'tell':
      return reply;
    case 'ask':
      if (!privately.forms.has(reply.form.form)) throw new Error('a private answer asks a form that is not private');
      if (!isWhollyPrivate(reply.form, privately.actions))
        throw new Error('a private form holds what is not answered privately');
      return reply;
    case 'replace':
    case 'results':
      throw new Error('a private answer is no card in place of another');
  }
}

/** A press brings with it what was filled in so far, and a search whom it was for. */
const isWhollyPrivate = ({ rows = [], fields }: Form, actions: ReadonlyMap<string, unknown>): boolean =>
  fields.every(({ field }) => field !== 'search') &&
  rows.every(({ button }) => button === undefined || isQuiet(button, actions));

const isQuiet = (one: Button, actions: ReadonlyMap<string, unknown>): boolean =>
  one.button === 'link' || actions.has(one.action);

const sentence = (text: Text): Card => ({ summary: plain(text), blocks: [{ block: 'text', as: 'body', text }] });
