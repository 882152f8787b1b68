/** From an event to the handler that answers for it. */
import type { Card, Form } from './card.ts';
import { words } from './card.ts';
import type { Feature, Listener, Turn, TypedCommand } from './feature.ts';
import type { Inbound, InboundKind, InboundOf } from './inbound.ts';
import { nothing, type Reply, tell } from './reply.ts';
import type { Tables } from './tables.ts';
import { plain, type Text } from './text.ts';
import type { Translate } from './translate.ts';

/** A command in typed words: its name and the rest, or null where the words are talk. */
export function typedCommand(tables: Tables, text: string): TypedCommand | null {
  const match = /^\/?([\p{L}-]+)(?:[ \t]+([\s\S]*))?$/u.exec(text.trim());
  const name = match?.[1]?.toLowerCase();
  const command = name === undefined ? undefined : tables.commands.get(name);
  if (!match || name === undefined || !command) return null;
  const rest = (match[2] ?? '').trim();
  if (rest !== '' && !command.typed?.(rest)) return null;
  return { name, rest };
}

/** The name under which a handler may have asked to look at the place. */
export function handlerName(tables: Tables, event: Inbound): string | null {
  switch (event.kind) {
    case 'command':
      return event.name;
    case 'action':
      return event.action;
    case 'submission':
      return event.form;
    case 'shortcut':
      return event.name;
    case 'message':
      return event.addressed ? (typedCommand(tables, plain(event.said.text))?.name ?? null) : null;
    default:
      return null;
  }
}

const outdated = (t: Translate): Reply =>
  tell({ summary: t.plain('core.outdated'), blocks: [{ block: 'text', as: 'body', text: t('core.outdated') }] });

/** Answers an event that somebody did. Kinds that nobody waits for go to `notice`. */
export async function route(tables: Tables, turn: Turn): Promise<Reply> {
  const { event } = turn;
  switch (event.kind) {
    case 'command':
      return command(tables, { ...turn, event });
    case 'action': {
      const again = event.action === AGAIN ? reopened(event) : null;
      if (again) return route(tables, { ...turn, event: again });
      const handler = tables.actions.get(event.action);
      return handler ? handler({ ...turn, event }) : outdated(turn.t);
    }
    case 'submission': {
      const handler = tables.forms.get(event.form);
      return handler ? handler({ ...turn, event }) : outdated(turn.t);
    }
    case 'shortcut': {
      const handler = tables.shortcuts.get(event.name);
      return handler ? handler({ ...turn, event }) : outdated(turn.t);
    }
    case 'search': {
      const handler = tables.searches.get(event.of);
      return handler ? handler({ ...turn, event }) : { kind: 'results', results: [] };
    }
    case 'message':
      return message(tables, { ...turn, event });
    case 'edited':
      return (await first(tables, 'edited', { ...turn, event })) ?? nothing;
    case 'home':
      return (await first(tables, 'home', { ...turn, event })) ?? nothing;
    case 'feedback':
      return (await first(tables, 'feedback', { ...turn, event })) ?? nothing;
    case 'deleted':
    case 'member':
    case 'person':
    case 'place':
      return nothing;
  }
}

async function command(tables: Tables, turn: Turn<InboundOf<'command'>>): Promise<Reply> {
  const handler = tables.commands.get(turn.event.name) ?? tables.commands.get('help');
  return handler ? handler.handle(turn) : nothing;
}

async function message(tables: Tables, turn: Turn<InboundOf<'message'>>): Promise<Reply> {
  const { event } = turn;
  // A reply is a reply, whatever word it begins with: nobody in a question's thread loses an answer to a command.
  const heard = await first(tables, 'reply', turn);
  if (heard) return heard;
  if (event.addressed) {
    const typed = typedCommand(tables, plain(event.said.text));
    if (typed && !(await isTalk(tables, turn, typed))) {
      const asCommand = { ...delivery(event), kind: 'command' as const, name: typed.name, text: typed.rest };
      const reply = await command(tables, { ...turn, event: asCommand });
      // Nothing can open a form by itself where words were typed: a button does.
      return reply.kind === 'ask' ? tell(formAsButton(reply.form, asCommand, turn.t, 'core.form-button')) : reply;
    }
  }
  return (await first(tables, 'message', turn)) ?? nothing;
}

/** Words that could be a command with a name, and are talk all the same. */
async function isTalk(tables: Tables, turn: Turn<InboundOf<'message'>>, typed: TypedCommand): Promise<boolean> {
  if (typed.rest === '') return false;
  for (const feature of tables.features) if (await feature.isTalk?.(turn, typed)) return true;
  return false;
}

type Listening = { reply: 'message'; message: 'message'; edited: 'edited'; home: 'home'; feedback: 'feedback' };
async function first<K extends keyof Listening>(
  tables: Tables,
  kind: K,
  turn: Turn<InboundOf<Listening[K]>>,
): Promise<Reply | null> {
  for (const feature of tables.features) {
    const listen = feature[kind] as Listener<InboundOf<Listening[K]>> | undefined;
    const reply = await listen?.(turn);
    if (reply) return reply;
  }
  return null;
}

/** Tells every feature that listens of a change of members, people or places. */
export async function notice(
  tables: Tables,
  w: Turn['w'],
  event: InboundOf<'member' | 'person' | 'place'>,
): Promise<void> {
  if (event.kind === 'place' && event.change === 'added') await w.retry(event.in);
  if (event.kind === 'place' && event.change === 'moved') {
    await w.move(event.in, event, { workspace: event.workspace, at: new Date(event.at) });
    await w.retry(event.to);
  }
  for (const feature of tables.features) await listening(feature, w, event);
}
async function listening(
  feature: Feature,
  w: Turn['w'],
  event: InboundOf<'member' | 'person' | 'place'>,
): Promise<void> {
  switch (event.kind) {
    case 'member':
      return feature.member?.(w, event);
    case 'person':
      return feature.person?.(w, event);
    case 'place':
      return feature.place?.(w, event);
  }
}

function delivery(event: Inbound) {
  const { id, connection, at, from, workspace, called, in: place, where } = event;
  return { id, connection, at, from, workspace, ...(called === undefined ? {} : { called }), in: place, where };
}

/** The button that opens again what could not be opened late. */
export const AGAIN = 'core.again';
const KINDS: readonly InboundKind[] = ['command', 'action', 'shortcut'];

/** What `AGAIN` must carry to open the same form from a click. */
export function againValue(event: Inbound): string | null {
  if (event.kind === 'command') return `command ${event.name}`;
  if (event.kind === 'action') return `action ${event.action} ${event.value}`;
  if (event.kind === 'shortcut') return `shortcut ${event.name}`;
  return null;
}
function reopened(event: InboundOf<'action'>): Inbound | null {
  const [kind, name, ...value] = event.value.split(' ');
  if (!name || !KINDS.some((known) => known === kind) || name === AGAIN) return null;
  if (kind === 'command') return { ...delivery(event), kind, name, text: '' };
  if (kind === 'shortcut') return { ...delivery(event), kind, name };
  return { ...delivery(event), kind: 'action', action: name, value: value.join(' '), on: event.on };
}

/**
 * A form that cannot be opened now, as a card whose button opens it; what was typed for it is shown. A step is opened by its own
 * action, whatever it answered: what was filled in for the steps before it is kept, and needs no showing.
 */
function formAsButton(form: Form, event: Inbound, t: Translate, why: 'core.late-form' | 'core.form-button'): Card {
  const { step } = form;
  const value = againValue(event);
  const opens = step?.opens ?? (value === null ? null : { action: AGAIN, value });
  const words = (as: 'heading' | 'body' | 'note' | 'quote', text: Text) => ({ block: 'text' as const, as, text });
  const typed = form.fields.flatMap((field) =>
    (field.field === 'line' || field.field === 'paragraph') && field.value && !step
      ? [words('quote', field.value)]
      : [],
  );
  const label = t.plain('core.open-form');
  const button = opens && { button: 'action' as const, ...opens, label, opens: true, style: 'primary' as const };
  return {
    summary: form.title,
    blocks: [
      words('heading', form.title),
      ...(step ? [words('note', step.said)] : []),
      words('body', t(step && why === 'core.late-form' ? 'core.late-step' : why)),
      ...typed,
      ...(button ? [{ block: 'buttons' as const, buttons: [button] }] : []),
    ],
  };
}

/** A late reply as a private card: a form becomes a button that opens it, a refused form gives back what was typed. */
export function latePrivate(reply: Reply, event: Inbound, t: Translate): Card | null {
  switch (reply.kind) {
    case 'nothing':
    case 'results':
      return null;
    case 'tell':
    case 'replace':
      return reply.card;
    case 'ask':
      return formAsButton(reply.form, event, t, 'core.late-form');
    case 'invalid': {
      const typed = event.kind === 'submission' ? Object.values(event.values).map(words).filter(Boolean) : [];
      return {
        summary: t.plain('core.late-invalid'),
        blocks: [
          { block: 'text', as: 'body', text: t('core.late-invalid') },
          ...Object.values(reply.problems).map((text) => ({ block: 'text' as const, as: 'body' as const, text })),
          ...typed.map((text) => ({ block: 'text' as const, as: 'quote' as const, text })),
        ],
      };
    }
  }
}
