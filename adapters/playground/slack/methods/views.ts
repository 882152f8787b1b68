/** Slack's views.* methods: modals within three seconds of a trigger, App Homes, and the hash that guards an update. */
import { isRecord, textOf } from '../../ground.ts';
import { checkBlocks, checkText, type Problems, storedBlocks } from '../blocks.ts';
import { arg, type Method, type MethodCall, needed, record, SlackError } from '../method.ts';
import type { SlackView, Trigger } from '../records.ts';
import { viewJson } from '../shapes.ts';
import { TRIGGER_MS } from '../world.ts';

const STACK = 3;
const VIEW_BYTES = 250_000;

/** Checks a view and gives it as Slack stores it. Throws `invalid_arguments` with every complaint. */
export function checkedView(view: unknown, on: 'modal' | 'home'): Record<string, unknown> {
  const problems: Problems = [];
  const complain = (what: string, where: string) => problems.push(`[ERROR] ${what} [json-pointer:${where}]`);
  if (!isRecord(view))
    throw new SlackError('invalid_arguments', {
      response_metadata: { messages: ['[ERROR] missing required field: view'] },
    });
  if (view.type !== on) complain(`must be ${on}`, '/view/type');
  if (on === 'modal') checkText(view.title, '/view/title', 24, problems, 'plain_text');
  if (view.submit !== undefined && view.submit !== null)
    checkText(view.submit, '/view/submit', 24, problems, 'plain_text');
  if (view.close !== undefined && view.close !== null) checkText(view.close, '/view/close', 24, problems, 'plain_text');
  if ((textOf(view.private_metadata) ?? '').length > 3000)
    complain('must be less than 3001 characters', '/view/private_metadata');
  for (const name of ['callback_id', 'external_id']) {
    if ((textOf(view[name]) ?? '').length > 255) complain('must be less than 256 characters', `/view/${name}`);
  }
  problems.push(...checkBlocks(view.blocks, on, '/view/blocks'));
  const blocks: unknown[] = Array.isArray(view.blocks) ? view.blocks : [];
  if (on === 'modal' && !view.submit && blocks.some((block) => isRecord(block) && block.type === 'input')) {
    complain('missing required field: submit (a modal with input blocks needs it)', '/view');
  }
  if (problems.length > 0) throw new SlackError('invalid_arguments', { response_metadata: { messages: problems } });
  if (JSON.stringify(view).length > VIEW_BYTES) throw new SlackError('view_too_large');
  return { ...view, blocks: storedBlocks(blocks) };
}

function triggerOf(call: MethodCall): Trigger {
  const id = arg(call, 'trigger_id') ?? arg(call, 'interactivity_pointer');
  if (id === undefined) throw new SlackError('invalid_trigger_id');
  const trigger = call.world.triggers.get(id);
  if (!trigger || trigger.team !== call.team.teamId) throw new SlackError('invalid_trigger_id');
  if (trigger.used) throw new SlackError('exchanged_trigger_id');
  if (call.world.now() - trigger.made > TRIGGER_MS) throw new SlackError('expired_trigger_id');
  return trigger;
}

function externalIdFree(call: MethodCall, view: Record<string, unknown>, except?: string): void {
  const id = textOf(view.external_id);
  const other = id ? call.world.viewByExternalId(call.team.teamId, id) : undefined;
  if (other && other.id !== except) throw new SlackError('duplicate_external_id');
}

/** Puts a modal on top of what is open for the person. */
export function pushView(
  call: Pick<MethodCall, 'world' | 'team'>,
  user: string,
  view: Record<string, unknown>,
  below: SlackView | undefined,
): SlackView {
  const { world, team } = call;
  const id = world.newViewId();
  const order = (world.modals(team.teamId, user).at(-1)?.order ?? 0) + 1;
  return world.putView({
    id,
    team: team.teamId,
    user,
    type: 'modal',
    view,
    hash: world.newHash(),
    root: below?.root ?? id,
    previous: below?.id ?? null,
    values: {},
    errors: {},
    order,
  });
}

const open: Method = (call) => {
  const view = checkedView(record(call, 'view', 'invalid_arguments'), 'modal');
  const trigger = triggerOf(call);
  externalIdFree(call, view);
  trigger.used = true;
  call.world.removeViews(call.world.modals(call.team.teamId, trigger.user));
  return { view: viewJson(call.world, call.team, pushView(call, trigger.user, view, undefined)) };
};

const push: Method = (call) => {
  const view = checkedView(record(call, 'view', 'invalid_arguments'), 'modal');
  const trigger = triggerOf(call);
  const stack = call.world.modals(call.team.teamId, trigger.user);
  const below = trigger.view ? stack.find((one) => one.id === trigger.view) : undefined;
  if (!below) throw new SlackError('not_found');
  if (stack.length >= STACK) throw new SlackError('push_limit_reached');
  externalIdFree(call, view);
  trigger.used = true;
  return { view: viewJson(call.world, call.team, pushView(call, trigger.user, view, below)) };
};

/** Puts new content in place of a view's. What was typed stays where block id and action id stay. */
export function replaceView(call: Pick<MethodCall, 'world'>, old: SlackView, view: Record<string, unknown>): SlackView {
  return call.world.putView({ ...old, view, hash: call.world.newHash(), errors: {} });
}

const update: Method = (call) => {
  const view = record(call, 'view', 'invalid_arguments');
  const id = arg(call, 'view_id');
  const externalId = arg(call, 'external_id');
  const old = id
    ? call.world.view(id)
    : externalId
      ? call.world.viewByExternalId(call.team.teamId, externalId)
      : undefined;
  if (!old || old.team !== call.team.teamId) throw new SlackError('not_found');
  const checked = checkedView(view, old.type);
  const hash = arg(call, 'hash');
  if (hash !== undefined && hash !== old.hash) throw new SlackError('hash_conflict');
  externalIdFree(call, checked, old.id);
  return { view: viewJson(call.world, call.team, replaceView(call, old, checked)) };
};

const publish: Method = (call) => {
  const user = needed(call, 'user_id');
  if (!call.world.person(call.team, user)) throw new SlackError('user_not_found');
  const view = checkedView(record(call, 'view', 'invalid_arguments'), 'home');
  const old = call.world.home(call.team.teamId, user);
  const hash = arg(call, 'hash');
  if (hash !== undefined && old && hash !== old.hash) throw new SlackError('hash_conflict');
  externalIdFree(call, view, old?.id);
  const id = old?.id ?? call.world.newViewId();
  const made: SlackView = {
    id,
    team: call.team.teamId,
    user,
    type: 'home',
    view,
    hash: call.world.newHash(),
    root: id,
    previous: null,
    values: old?.values ?? {},
    errors: {},
    order: 0,
  };
  return { view: viewJson(call.world, call.team, call.world.putView(made)) };
};

export const viewMethods: Readonly<Record<string, Method>> = {
  'views.open': open,
  'views.push': push,
  'views.update': update,
  'views.publish': publish,
};
