/** What a person does in the Teams window, done as Teams would: kept, shown, told to the bot. */
import type { TeamsAct, TeamsActAnswer } from '../api-types.ts';
import { Refusal } from '../ground.ts';
import { installActivities } from './activities.ts';
import { execute, refresh, submit, typeahead } from './cards.ts';
import { dialogSubmit, messageAction, search, select } from './extension.ts';
import { edit, placeOf, post, react, setDeleted, type TeamsActor } from './post.ts';
import type { MicrosoftWorld, Place } from './world.ts';

/** The place that stands for an install: a team's General channel, a group chat, the person's own chat. */
function installPlace(actor: TeamsActor, id: string): { place: Place; key: string } {
  const { world, person } = actor;
  const place = id === person.id ? world.place(world.personalId(person)) : world.place(id);
  const general = place?.kind === 'channel' ? world.place(place.team.id) : place;
  if (!general || !world.members(general).some((one) => one.id === person.id)) {
    throw new Refusal(404, 'not_found', 'There is no such team or chat.');
  }
  return { place: general, key: world.installOf(general) };
}

/**
 * The switch "this team has consented". An owner who takes the consent back does so by having the app anew without it, and
 * of that Teams tells the bot; of a consent that is given it tells nothing: the bot only hears more.
 */
function consent(actor: TeamsActor, id: string, granted: boolean): TeamsActAnswer {
  const { world, delivery, person } = actor;
  const { place, key } = installPlace(actor, id);
  const before = world.install(key);
  world.putInstall({ ...before, consented: granted });
  if (before.installed && before.consented && !granted)
    for (const activity of installActivities(world, place, person, 'add-upgrade')) delivery.tell(activity);
  return { ok: true };
}

function install(actor: TeamsActor, id: string, add: boolean): TeamsActAnswer {
  const { world, delivery, person } = actor;
  const { place, key } = installPlace(actor, id);
  const before = world.install(key);
  if (before.installed === add) return { ok: true };
  world.putInstall({ ...before, installed: add });
  for (const activity of installActivities(world, place, person, add ? 'add' : 'remove')) delivery.tell(activity);
  return { ok: true };
}

/** What Teams sends when an app is first rolled out: to each person, team and group chat that has it. */
export function rollOut(
  world: MicrosoftWorld,
  tell: (activity: ReturnType<typeof installActivities>[number]) => void,
): void {
  const { tenant } = world.cast;
  const [admin] = tenant.users;
  if (!admin) return;
  const ids = [...tenant.teams.map((team) => team.id), ...tenant.chats.map((chat) => chat.id)];
  for (const id of ids) {
    const place = world.place(id);
    if (place && world.install(world.installOf(place)).installed)
      installActivities(world, place, admin, 'add').forEach(tell);
  }
  for (const person of tenant.users) {
    const place = world.place(world.personalId(person));
    if (place && world.install(person.id).installed) installActivities(world, place, person, 'add').forEach(tell);
  }
}

/** Does what the page says. Throws `Refusal`. */
export async function teamsAct(actor: TeamsActor, act: TeamsAct): Promise<TeamsActAnswer> {
  const { world, person } = actor;
  switch (act.kind) {
    case 'post':
      return { ok: true, id: post(actor, act).id };
    case 'edit':
      return { ok: true, id: edit(actor, act).id };
    case 'delete':
    case 'undelete':
      return { ok: true, id: setDeleted(actor, act, act.kind === 'delete').id };
    case 'react':
      return { ok: true, id: react(actor, act).id };
    case 'execute':
      return execute(actor, act);
    case 'submit':
      return submit(actor, act);
    case 'refreshCard':
      return refresh(actor, act);
    case 'dialogSubmit':
      return dialogSubmit(actor, act);
    case 'dialogClose':
      if (world.dialog(person.id)?.id === act.dialog) world.putDialog(person.id, null);
      return { ok: true, dialog: null };
    case 'search':
      return search(actor, act);
    case 'select':
      return select(actor, act);
    case 'messageAction':
      return messageAction(actor, act);
    case 'typeahead':
      return typeahead(actor, act);
    case 'read': {
      const place = placeOf(actor, act.conversation);
      world.putRead(place.base, person.id, act.id ?? world.messages(place.base).at(-1)?.id ?? '0');
      return { ok: true };
    }
    case 'consent':
      return consent(actor, act.of, act.granted);
    case 'install':
    case 'uninstall':
      return install(actor, act.in, act.kind === 'install');
  }
}
