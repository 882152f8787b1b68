/** The message extension and dialogs' submissions: search, pick, act on a message, send a form back the way it came. */
import type { TeamsActAnswer } from '../api-types.ts';
import { isRecord, Refusal } from '../ground.ts';
import { randomGuid } from '../ids.ts';
import { invokeActivity, threadOf } from './activities.ts';
import { applyTask, extensionAnswer, merged, THEME, UNREACHED } from './answers.ts';
import { messageOf, placeOf, type TeamsActor } from './post.ts';
import type { Dialog, TeamsMessage } from './records.ts';
import type { Place } from './world.ts';

type Json = Record<string, unknown>;

/** Submits the open dialog, back the way it came. */
export async function dialogSubmit(
  actor: TeamsActor,
  act: { dialog: string; data: unknown; inputs: Record<string, string> },
): Promise<TeamsActAnswer> {
  const { world, delivery, person } = actor;
  const open = world.dialog(person.id);
  if (open?.id !== act.dialog) throw new Refusal(404, 'dialog_not_found', 'That dialog is not open any more.');
  const place = placeOf(actor, open.conversation);
  const data = merged(act.data, act.inputs);
  const root = open.root ? { root: open.root } : {};
  const { source } = open;
  const activity =
    source.kind === 'task'
      ? invokeActivity(
          world,
          place,
          person,
          'task/submit',
          { data, ...THEME },
          { ...root, ...(source.message ? { replyToId: source.message } : {}), source: 'message' },
        )
      : invokeActivity(
          world,
          place,
          person,
          'composeExtension/submitAction',
          { ...actionValue(actor, place, source.commandId, source.message), data },
          { ...root, source: source.message ? 'message' : 'compose' },
        );
  const body = await delivery.invoke(activity);
  if (!body) return { ok: true, failed: UNREACHED };
  return applyTask(actor, body, { conversation: open.conversation, ...root, source }, open);
}

/** The `value` of an action command, with the message it was used on. */
function actionValue(actor: TeamsActor, place: Place, commandId: string, message?: string): Json {
  const on = message ? messageOf(actor, place, message) : undefined;
  return {
    commandId,
    commandContext: on ? 'message' : 'compose',
    requestId: randomGuid(),
    ...(on ? { messagePayload: messagePayload(actor, on) } : {}),
    ...THEME,
  };
}

function messagePayload(actor: TeamsActor, message: TeamsMessage): Json {
  const { world } = actor;
  const author = world.person(message.from);
  const nobody = { device: null, conversation: null, user: null, application: null };
  const from = author
    ? { ...nobody, user: { userIdentityType: 'aadUser', id: author.aadObjectId, displayName: author.name } }
    : {
        ...nobody,
        application: { applicationIdentityType: 'bot', id: world.cast.tenant.appId, displayName: world.botName },
      };
  return {
    id: message.id,
    replyToId: message.root ?? null,
    createdDateTime: message.at,
    lastModifiedDateTime: message.editedAt ?? null,
    deleted: false,
    subject: null,
    summary: null,
    importance: 'normal',
    locale: 'en-gb',
    linkToMessage: `https://teams.microsoft.com/l/message/${encodeURIComponent(message.conversation)}/${message.id}`,
    from,
    reactions: [],
    mentions: message.mentions.map((mention, id) => {
      const person = world.person(mention.id);
      const mentioned = person
        ? { ...nobody, user: { userIdentityType: 'aadUser', id: person.aadObjectId, displayName: person.name } }
        : {
            ...nobody,
            application: { applicationIdentityType: 'bot', id: world.cast.tenant.appId, displayName: mention.name },
          };
      return { id, mentionText: mention.name, mentioned };
    }),
    body: { contentType: 'html', content: message.from === world.botId ? message.html : message.rich },
    attachmentLayout: null,
    attachments: message.attachments.map((one) => ({
      id: randomGuid(),
      contentType: one.contentType,
      contentUrl: null,
      content: JSON.stringify(one.content),
      name: one.name ?? null,
      thumbnailUrl: null,
    })),
  };
}

/** An action command: opens a dialog where the bot gives one. */
export async function messageAction(
  actor: TeamsActor,
  act: { conversation: string; commandId: string; message?: string; root?: string },
): Promise<TeamsActAnswer> {
  const { world, delivery, person } = actor;
  const known = world.surfaces.actions.find((one) => one.commandId === act.commandId);
  if (!known) throw new Refusal(404, 'command_not_found', 'The app has no such command.');
  const place = placeOf(actor, act.conversation);
  const on = act.message ? messageOf(actor, place, act.message) : undefined;
  const thread = on ? threadOf(place, on) : act.root;
  const root = thread && place.kind === 'channel' ? { root: thread } : {};
  const value = actionValue(actor, place, act.commandId, act.message);
  const name = known.fetchTask ? 'composeExtension/fetchTask' : 'composeExtension/submitAction';
  const body = await delivery.invoke(
    invokeActivity(world, place, person, name, value, { ...root, source: on ? 'message' : 'compose' }),
  );
  if (!body) return { ok: true, failed: UNREACHED };
  const source: Dialog['source'] = {
    kind: 'compose',
    commandId: act.commandId,
    ...(act.message ? { message: act.message } : {}),
  };
  return applyTask(actor, body, { conversation: place.base, ...root, source });
}

/** A search command. An empty query is the first run, as Teams sends it when the box opens. */
export async function search(
  actor: TeamsActor,
  act: { conversation: string; root?: string; commandId: string; parameter: string; query: string },
): Promise<TeamsActAnswer> {
  const { world, delivery, person } = actor;
  if (!world.surfaces.searches.some((one) => one.commandId === act.commandId))
    throw new Refusal(404, 'command_not_found', 'The app has no such command.');
  const place = placeOf(actor, act.conversation);
  const parameters =
    act.query === '' ? [{ name: 'initialRun', value: 'true' }] : [{ name: act.parameter, value: act.query }];
  const value = {
    commandId: act.commandId,
    parameters,
    queryOptions: { skip: 0, count: 25 },
    commandContext: 'compose',
    requestId: randomGuid(),
    ...THEME,
  };
  const where = { ...(act.root && place.kind === 'channel' ? { root: act.root } : {}), source: 'compose' as const };
  const body = await delivery.invoke(invokeActivity(world, place, person, 'composeExtension/query', value, where));
  if (!body) return { ok: true, failed: UNREACHED };
  return isRecord(body.composeExtension) ? extensionAnswer(body.composeExtension) : { ok: true, results: [] };
}

/** A result was picked: `composeExtension/selectItem` with the value of its tap. */
export async function select(actor: TeamsActor, act: { conversation: string; tap: unknown }): Promise<TeamsActAnswer> {
  const { world, delivery, person } = actor;
  const place = placeOf(actor, act.conversation);
  const tap = isRecord(act.tap) ? act.tap.value : undefined;
  const body = await delivery.invoke(
    invokeActivity(world, place, person, 'composeExtension/selectItem', tap ?? {}, { source: 'compose' }),
  );
  if (!body) return { ok: true, failed: UNREACHED };
  return isRecord(body.composeExtension) ? extensionAnswer(body.composeExtension) : { ok: true };
}
