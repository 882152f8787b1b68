/** What a press or a shortcut becomes on its way to the bot. */
import type { SlackActAnswer, SlackSurface, SlackValues } from '../api-types.ts';
import type { CastPerson, CastSlackTeam } from '../cast.ts';
import { isRecord, Refusal, textOf } from '../ground.ts';
import { parseJson } from '../web.ts';
import type { Answer } from './deliver.ts';
import type { SlackCore } from './method.ts';
import type { SlackChannel, SlackMessage, SlackView } from './records.ts';
import { messageJson, payloadUser, rootJson, viewJson } from './shapes.ts';
import { elementOf, fullState } from './state.ts';

type Json = Record<string, unknown>;

/** Who acts, where they are known. */
export interface Actor extends SlackCore {
  readonly team: CastSlackTeam;
  readonly person: CastPerson;
}

export const good = (answer: Answer): boolean => answer.status >= 200 && answer.status < 300;

/** What every interactive payload carries. */
export function base(actor: Actor, type: string): Json {
  const { world, team, person } = actor;
  return {
    type,
    user: payloadUser(team, person),
    api_app_id: world.cast.slackApp.appId,
    token: world.secrets.verificationToken,
    team: { id: team.teamId, domain: team.domain },
    enterprise: null,
    is_enterprise_install: false,
  };
}

export const send = (actor: Actor, what: string, payload: Json): Promise<Answer> =>
  actor.delivery.form(what, { payload: JSON.stringify(payload) });

const channelName = (channel: SlackChannel): string => (channel.kind === 'im' ? 'directmessage' : channel.name);

/** The message or view that a press is on, as the person sees it. */
export function surface(
  actor: Actor,
  on: SlackSurface,
): { blocks: unknown; view?: SlackView; message?: SlackMessage; channel?: SlackChannel } {
  const { world, team, person } = actor;
  if (on.in === 'view') {
    const view = world.view(on.view);
    if (!view || view.team !== team.teamId || view.user !== person.id)
      throw new Refusal(404, 'view_not_found', 'That form is not open any more.');
    return { blocks: view.view.blocks, view };
  }
  const channel = world.channel(team.teamId, on.channel);
  const message = channel && world.message(channel.id, on.ts);
  if (!channel || !message || (message.to !== undefined && message.to !== person.id))
    throw new Refusal(404, 'message_not_found', 'That message is gone.');
  return { blocks: message.blocks, message, channel };
}

/** A button, a menu, a picker: `block_actions`. */
export async function press(
  actor: Actor,
  on: SlackSurface,
  blockId: string,
  given: Json,
  values: SlackValues,
): Promise<SlackActAnswer> {
  const { world, team, person } = actor;
  const at = surface(actor, on);
  const actionId = textOf(given.action_id) ?? '';
  const element = elementOf(at.blocks, blockId, actionId);
  if (!element) throw new Refusal(404, 'element_not_found', 'That button is not there any more.');
  const state = fullState(at.blocks, values, at.view?.values);
  const { confirm: _confirm, placeholder: _placeholder, options: _options, option_groups: _groups, ...shown } = element;
  const type = String(element.type);
  const action: Json = {
    ...(type === 'button' || type === 'overflow' ? shown : {}),
    ...given,
    type,
    action_id: actionId,
    block_id: blockId,
    action_ts: world.ts(),
  };
  if (type === 'button') action.value = element.value;
  const payload: Json = {
    ...base(actor, 'block_actions'),
    trigger_id: world.trigger(team.teamId, person.id, at.view?.type === 'modal' ? at.view.id : undefined),
  };
  if (at.view) {
    const view = world.putView({ ...at.view, values: state });
    Object.assign(payload, { container: { type: 'view', view_id: view.id }, view: viewJson(world, team, view) });
  } else if (at.message && at.channel) {
    Object.assign(payload, onMessage(actor, at.message, at.channel, state));
  }
  const answer = await send(actor, `block_actions ${actionId}`, { ...payload, actions: [action] });
  return good(answer) ? { ok: true } : { ok: true, failed: 'That did not work: the app did not answer in time.' };
}

function onMessage(actor: Actor, message: SlackMessage, channel: SlackChannel, state: SlackValues): Json {
  const { world, team, person } = actor;
  const ephemeral = message.to !== undefined;
  const thread = message.thread ?? (world.replies(channel.id, message.ts).length > 0 ? message.ts : undefined);
  return {
    container: {
      type: 'message',
      message_ts: message.ts,
      channel_id: channel.id,
      is_ephemeral: ephemeral,
      ...(thread ? { thread_ts: thread } : {}),
    },
    channel: { id: channel.id, name: channelName(channel) },
    // An ephemeral message is not stored by Slack and does not come back.
    ...(ephemeral
      ? {}
      : { message: message.thread ? messageJson(world, team, message) : rootJson(world, team, message) }),
    state: { values: state },
    response_url: world.responseUrl({
      team: team.teamId,
      user: person.id,
      channel: channel.id,
      original: message.ts,
      ...(message.thread ? { thread: message.thread } : {}),
    }),
  };
}

/** What a person typed into an `external_select`: `block_suggestion`, answered with options. */
export async function suggest(
  actor: Actor,
  on: SlackSurface,
  blockId: string,
  actionId: string,
  query: string,
): Promise<SlackActAnswer> {
  const { world, team } = actor;
  const at = surface(actor, on);
  const container = at.view
    ? { container: { type: 'view', view_id: at.view.id }, view: viewJson(world, team, at.view) }
    : {
        container: {
          type: 'message',
          message_ts: at.message?.ts,
          channel_id: at.channel?.id,
          is_ephemeral: at.message?.to !== undefined,
        },
      };
  const channel = at.channel ? { channel: { id: at.channel.id, name: channelName(at.channel) } } : {};
  const payload = {
    ...base(actor, 'block_suggestion'),
    ...container,
    ...channel,
    action_id: actionId,
    block_id: blockId,
    value: query,
  };
  const answer = await send(actor, `block_suggestion ${actionId}`, payload);
  const body = parseJson(answer.body);
  if (!good(answer) || !isRecord(body)) return { ok: true, options: [], failed: 'Unable to load options.' };
  if (Array.isArray(body.option_groups)) return { ok: true, optionGroups: body.option_groups.slice(0, 100) };
  return { ok: true, options: Array.isArray(body.options) ? body.options.slice(0, 100) : [] };
}

/** A global shortcut, from anywhere. */
export async function globalShortcut(actor: Actor, callbackId: string): Promise<SlackActAnswer> {
  const { world, team, person } = actor;
  const known = world.surfaces.shortcuts.find((one) => one.type === 'global' && one.callbackId === callbackId);
  if (!known) throw new Refusal(404, 'shortcut_not_found', 'The app has no such shortcut.');
  const payload = {
    ...base(actor, 'shortcut'),
    callback_id: callbackId,
    trigger_id: world.trigger(team.teamId, person.id),
    action_ts: world.ts(),
  };
  const answer = await send(actor, `shortcut ${callbackId}`, payload);
  return good(answer)
    ? { ok: true }
    : { ok: true, failed: `${known.name} did not work: the app did not answer in time.` };
}

/** A message shortcut: `message_action`. */
export async function messageShortcut(
  actor: Actor,
  callbackId: string,
  channelId: string,
  ts: string,
): Promise<SlackActAnswer> {
  const { world, team, person } = actor;
  const known = world.surfaces.shortcuts.find((one) => one.type === 'message' && one.callbackId === callbackId);
  if (!known) throw new Refusal(404, 'shortcut_not_found', 'The app has no such shortcut.');
  const { message, channel } = surface(actor, { in: 'message', channel: channelId, ts });
  if (!message || !channel || message.to !== undefined)
    throw new Refusal(404, 'message_not_found', 'That message is gone.');
  const payload = {
    ...base(actor, 'message_action'),
    callback_id: callbackId,
    trigger_id: world.trigger(team.teamId, person.id),
    action_ts: world.ts(),
    response_url: world.responseUrl({ team: team.teamId, user: person.id, channel: channel.id }),
    message_ts: message.ts,
    channel: { id: channel.id, name: channelName(channel) },
    message: message.thread ? messageJson(world, team, message) : rootJson(world, team, message),
  };
  const answer = await send(actor, `message_action ${callbackId}`, payload);
  return good(answer)
    ? { ok: true }
    : { ok: true, failed: `${known.name} did not work: the app did not answer in time.` };
}
