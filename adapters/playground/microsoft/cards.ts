/** Cards: Action.Execute, Action.Submit, refresh and typeahead, as Teams makes them requests of the bot. */
import type { TeamsActAnswer } from '../api-types.ts';
import { isRecord, Refusal, textOf } from '../ground.ts';
import { invokeActivity, submitActivity, threadOf } from './activities.ts';
import { applyTask, CARD, merged, THEME, UNREACHED, WRONG } from './answers.ts';
import { messageOf, placeOf, post, type TeamsActor } from './post.ts';
import type { Dialog, TeamsAttachment, TeamsMessage } from './records.ts';
import type { Place } from './world.ts';

function onMessage(
  actor: TeamsActor,
  conversation: string,
  id: string,
): { place: Place; message: TeamsMessage; root?: string } {
  const place = placeOf(actor, conversation);
  const message = messageOf(actor, place, id);
  if (message.deleted) throw new Refusal(404, 'message_not_found', 'That message is deleted.');
  const root = threadOf(place, message);
  return { place, message, ...(root ? { root } : {}) };
}

/** Action.Execute: `adaptiveCard/action`; a card in the answer takes the old one's place for this person alone. */
export async function execute(
  actor: TeamsActor,
  act: {
    conversation: string;
    id: string;
    action: { verb?: string; data?: unknown; title?: string; id?: string };
    inputs: Record<string, string>;
  },
  trigger: 'manual' | 'automatic' = 'manual',
): Promise<TeamsActAnswer> {
  const { world, delivery, person } = actor;
  const { place, message, root } = onMessage(actor, act.conversation, act.id);
  const { action } = act;
  const value = {
    action: {
      type: 'Action.Execute',
      ...(action.id ? { id: action.id } : {}),
      ...(action.title ? { title: action.title } : {}),
      ...(action.verb ? { verb: action.verb } : {}),
      data: merged(action.data, act.inputs),
    },
    trigger,
  };
  const body = await delivery.invoke(
    invokeActivity(world, place, person, 'adaptiveCard/action', value, {
      ...(root ? { root } : {}),
      replyToId: message.id,
      source: 'message',
    }),
  );
  if (!body) return { ok: true, failed: UNREACHED };
  const type = textOf(body.type) ?? '';
  const status = typeof body.statusCode === 'number' ? body.statusCode : 200;
  if (type === 'application/vnd.microsoft.activity.message') return { ok: true, message: textOf(body.value) ?? '' };
  if (type === 'application/vnd.microsoft.error' || status >= 400) {
    return { ok: true, failed: (isRecord(body.value) ? textOf(body.value.message) : undefined) ?? WRONG };
  }
  if (type === CARD) {
    if (!isRecord(body.value) || body.value.type !== 'AdaptiveCard') return { ok: true, failed: WRONG };
    const shown = world.message(place.base, message.id);
    const attachments: TeamsAttachment[] = [{ contentType: CARD, content: body.value }];
    if (shown) world.putMessage({ ...shown, own: { ...shown.own, [person.id]: attachments } });
  }
  return { ok: true };
}

/** The card asked to be drawn anew for this person: its own refresh action, sent by the client itself. */
export function refresh(actor: TeamsActor, act: { conversation: string; id: string }): Promise<TeamsActAnswer> {
  const { message } = onMessage(actor, act.conversation, act.id);
  const card = message.attachments.find((one) => one.contentType === CARD)?.content;
  const action =
    isRecord(card) && isRecord(card.refresh) && isRecord(card.refresh.action) ? card.refresh.action : undefined;
  if (!action) throw new Refusal(400, 'no_refresh', 'That card does not ask to be refreshed.');
  const verb = textOf(action.verb);
  return execute(actor, { ...act, action: { ...(verb ? { verb } : {}), data: action.data }, inputs: {} }, 'automatic');
}

/** Action.Submit of a card in a message. */
export async function submit(
  actor: TeamsActor,
  act: { conversation: string; id: string; data: unknown; inputs: Record<string, string> },
): Promise<TeamsActAnswer> {
  const { world, delivery, person } = actor;
  const { place, message, root } = onMessage(actor, act.conversation, act.id);
  const data = merged(act.data, act.inputs);
  const teams = isRecord(data) && isRecord(data.msteams) ? data.msteams : {};
  if (teams.type === 'task/fetch') return openTask(actor, place, data, { kind: 'task', message: message.id }, root);
  if (teams.type === 'imBack') {
    const sent = post(actor, { conversation: place.base, ...(root ? { root } : {}), text: textOf(teams.value) ?? '' });
    return { ok: true, id: sent.id };
  }
  if (teams.type === 'messageBack') {
    const shown = textOf(teams.displayText);
    if (shown)
      post(actor, { conversation: place.base, ...(root ? { root } : {}), text: shown }, world.ground.clock.now());
    delivery.tell(submitActivity(world, place, person, message, teams.value ?? data, textOf(teams.text) ?? ''));
    return { ok: true };
  }
  const reply = await delivery.send(submitActivity(world, place, person, message, data));
  return reply.status >= 200 && reply.status < 300 ? { ok: true } : { ok: true, failed: WRONG };
}

async function openTask(
  actor: TeamsActor,
  place: Place,
  data: unknown,
  source: Dialog['source'],
  root?: string,
): Promise<TeamsActAnswer> {
  const { world, delivery, person } = actor;
  const replyToId = source.message ? { replyToId: source.message } : {};
  const where = { ...(root ? { root } : {}), ...replyToId, source: 'message' as const };
  const body = await delivery.invoke(invokeActivity(world, place, person, 'task/fetch', { data, ...THEME }, where));
  return body
    ? applyTask(actor, body, { conversation: place.base, ...(root ? { root } : {}), source })
    : { ok: true, failed: UNREACHED };
}

/** Typeahead of a card's choice set: `application/search`. */
export async function typeahead(
  actor: TeamsActor,
  act: { conversation: string; id?: string; dialog?: string; dataset: string; query: string },
): Promise<TeamsActAnswer> {
  const { world, delivery, person } = actor;
  const place = placeOf(actor, act.conversation);
  const message = act.id ? messageOf(actor, place, act.id) : undefined;
  const thread = message ? threadOf(place, message) : act.dialog ? world.dialog(person.id)?.root : undefined;
  const value = { kind: 'search', queryText: act.query, queryOptions: { skip: 0, top: 15 }, dataset: act.dataset };
  const where = {
    ...(thread ? { root: thread } : {}),
    ...(message ? { replyToId: message.id } : {}),
    source: 'message' as const,
  };
  const body = await delivery.invoke(invokeActivity(world, place, person, 'application/search', value, where));
  const found: unknown[] = isRecord(body?.value) && Array.isArray(body.value.results) ? body.value.results : [];
  return {
    ok: true,
    choices: found.flatMap((one) =>
      isRecord(one) ? [{ title: String(one.title ?? ''), value: String(one.value ?? '') }] : [],
    ),
  };
}
