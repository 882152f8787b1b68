/** Modals: submitting and closing one, and what the bot's answer makes of it. */
import type { SlackActAnswer, SlackValues } from '../api-types.ts';
import { isRecord, Refusal, textOf } from '../ground.ts';
import { parseJson } from '../web.ts';
import { type Actor, base, good, send, surface } from './interact.ts';
import { SlackError } from './method.ts';
import { checkedView, pushView, replaceView } from './methods/views.ts';
import type { SlackView } from './records.ts';
import { viewJson } from './shapes.ts';
import { fullState, unfilled } from './state.ts';

type Json = Record<string, unknown>;

/** The submit button of a modal: `view_submission`, whose answer says what becomes of the view. */
export async function submit(actor: Actor, viewId: string, values: SlackValues): Promise<SlackActAnswer> {
  const { world, team, person } = actor;
  const { view } = surface(actor, { in: 'view', view: viewId });
  if (view?.type !== 'modal') throw new Refusal(404, 'view_not_found', 'That form is not open any more.');
  const state = fullState(view.view.blocks, values, view.values);
  const missing = unfilled(view.view.blocks, state);
  const held = world.putView({ ...view, values: state, errors: missing });
  if (Object.keys(missing).length > 0) return { ok: true, view: 'errors', errors: missing };
  const payload = {
    ...base(actor, 'view_submission'),
    trigger_id: world.trigger(team.teamId, person.id, view.id),
    view: viewJson(world, team, held),
    response_urls: responseUrls(actor, held),
  };
  const answer = await send(actor, `view_submission ${textOf(view.view.callback_id) ?? ''}`.trim(), payload);
  if (!good(answer)) return { ok: true, view: 'failed', failed: 'We had some trouble connecting. Try again?' };
  const body = parseJson(answer.body);
  return settle(actor, held.id, answer.body.trim() === '' ? {} : isRecord(body) ? body : null);
}

/** Inputs that ask for it give the bot an address to write to the chosen conversation. */
function responseUrls(actor: Actor, view: SlackView): Json[] {
  const blocks: unknown[] = Array.isArray(view.view.blocks) ? view.view.blocks : [];
  return blocks.filter(isRecord).flatMap((block) => {
    const element = isRecord(block.element) ? block.element : undefined;
    if (element?.response_url_enabled !== true) return [];
    const blockId = String(block.block_id);
    const actionId = String(element.action_id);
    const held = view.values[blockId]?.[actionId];
    const channel = textOf(held?.selected_conversation) ?? textOf(held?.selected_channel);
    if (!channel) return [];
    const url = actor.world.responseUrl({ team: view.team, user: view.user, channel });
    return [{ block_id: blockId, action_id: actionId, channel_id: channel, response_url: url }];
  });
}

/** Applies the bot's answer to a submission. `null`: it was no JSON object. */
function settle(actor: Actor, viewId: string, body: Json | null): SlackActAnswer {
  const { world, team, person } = actor;
  const failed = (why: string): SlackActAnswer => ({ ok: true, view: 'failed', failed: why });
  const view = world.view(viewId);
  if (!body) return failed('The app sent back something Slack does not understand.');
  if (!view) return { ok: true, view: 'closed' };
  const stack = world.modals(team.teamId, person.id);
  if (body.response_action === undefined) {
    world.removeViews([view]);
    return { ok: true, view: 'closed' };
  }
  if (body.response_action === 'clear') {
    world.removeViews(stack);
    return { ok: true, view: 'cleared' };
  }
  if (body.response_action === 'errors') {
    const errors = isRecord(body.errors)
      ? Object.fromEntries(Object.entries(body.errors).map(([key, value]) => [key, String(value)]))
      : {};
    const ids = new Set(
      (Array.isArray(view.view.blocks) ? view.view.blocks : []).map((block: unknown) =>
        isRecord(block) && block.type === 'input' ? block.block_id : undefined,
      ),
    );
    // Real Slack refuses errors for blocks that are not inputs of the view: the person sees a general failure.
    if (Object.keys(errors).length === 0 || Object.keys(errors).some((id) => !ids.has(id)))
      return failed('The app marked a field that is not in this form.');
    world.putView({ ...view, errors });
    return { ok: true, view: 'errors', errors };
  }
  try {
    const next = checkedView(body.view, 'modal');
    if (body.response_action === 'update') {
      replaceView(actor, view, next);
      return { ok: true, view: 'updated' };
    }
    if (body.response_action === 'push' && stack.length < 3) {
      pushView(actor, person.id, next, view);
      return { ok: true, view: 'pushed' };
    }
    return failed('The app sent back something Slack does not understand.');
  } catch (error) {
    if (error instanceof SlackError)
      return failed(`The app sent a form that Slack refuses: ${error.message} ${JSON.stringify(error.extra)}`);
    throw error;
  }
}

/** The cross of a modal. Slack tells the bot where it asked for it (`notify_on_close`). */
export async function close(actor: Actor, viewId: string, all: boolean): Promise<SlackActAnswer> {
  const { world, team, person } = actor;
  const stack = world.modals(team.teamId, person.id);
  const view = stack.find((one) => one.id === viewId);
  if (!view) return { ok: true, view: 'closed' };
  const cleared = all || view.view.clear_on_close === true;
  const gone = cleared ? stack : stack.filter((one) => one.order >= view.order);
  world.removeViews(gone);
  for (const one of gone.reverse()) {
    if (one.view.notify_on_close !== true) continue;
    await send(actor, `view_closed ${textOf(one.view.callback_id) ?? ''}`.trim(), {
      ...base(actor, 'view_closed'),
      view: viewJson(world, team, one),
      is_cleared: cleared,
    });
  }
  return { ok: true, view: cleared ? 'cleared' : 'closed' };
}
