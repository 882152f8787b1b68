/** What people write in Teams: posting, editing, deleting, reacting, and which of it the bot hears of. */
import type { FileView, TeamsAct, TeamsAttachmentView } from '../api-types.ts';
import type { CastTeamsPerson } from '../cast.ts';
import { Refusal } from '../ground.ts';
import { randomGuid } from '../ids.ts';
import { deleteActivity, messageActivity, reactionActivity, updateActivity } from './activities.ts';
import type { TeamsDelivery } from './deliver.ts';
import { botText, mentioned, pageHtml, teamsHtml } from './html.ts';
import { parse } from './markdown.ts';
import type { TeamsMessage } from './records.ts';
import type { MicrosoftWorld, Place } from './world.ts';

const TYPED_LIMIT = 12_000;

/** Who acts, where they are known. */
export interface TeamsActor {
  readonly world: MicrosoftWorld;
  readonly delivery: TeamsDelivery;
  readonly person: CastTeamsPerson;
}

/** A conversation that the person is in. Throws `Refusal`. */
export function placeOf(actor: TeamsActor, id: string): Place {
  const place = actor.world.place(id);
  if (!place || !actor.world.members(place).some((one) => one.id === actor.person.id)) {
    throw new Refusal(404, 'conversation_not_found', 'There is no such conversation.');
  }
  return place;
}

/** A message that the person can see. Throws `Refusal`. */
export function messageOf(actor: TeamsActor, place: Place, id: string): TeamsMessage {
  const message = actor.world.message(place.base, id);
  if (!message || (message.to !== undefined && message.to !== actor.person.id))
    throw new Refusal(404, 'message_not_found', 'That message is gone.');
  return message;
}

function ownMessage(actor: TeamsActor, place: Place, id: string): TeamsMessage {
  const message = messageOf(actor, place, id);
  if (message.from !== actor.person.id) throw new Refusal(403, 'not_yours', 'That is not your message.');
  return message;
}

/** Whether the bot is told of a message: everything in its own chats, elsewhere all with consent, else what mentions it. */
export function botHears(world: MicrosoftWorld, place: Place, mentionsBot: boolean): boolean {
  const install = world.install(world.installOf(place));
  return install.installed && (place.kind === 'personal' || install.consented || mentionsBot);
}

/** What a message says, from what was typed. Names of members and the bot after an `@` are mentions. */
export function written(
  world: MicrosoftWorld,
  place: Place,
  typed: string,
): Pick<TeamsMessage, 'typed' | 'text' | 'rich' | 'html' | 'mentions'> {
  const here = [
    { id: world.botId, name: world.botName },
    ...world.members(place).map(({ id, name }) => ({ id, name })),
  ];
  const markers = here.map(({ name }) => ({ text: `@${name}`, name }));
  const blocks = parse(typed, { markers, bot: false });
  return {
    typed,
    text: botText(blocks, markers),
    rich: teamsHtml(blocks, markers),
    html: pageHtml(blocks, markers),
    mentions: mentioned(blocks).flatMap((index) => here[index] ?? []),
  };
}

function filesOf(baseUrl: string, files: Extract<TeamsAct, { kind: 'post' }>['files']): FileView[] {
  return (files ?? []).slice(0, 10).map((file) => {
    const id = randomGuid();
    const url = `${baseUrl}/playground/files/${id}/${encodeURIComponent(file.name)}`;
    return { id, name: file.name, mimetype: file.mimetype ?? 'application/octet-stream', size: file.size ?? 0, url };
  });
}

interface Typed {
  readonly conversation: string;
  readonly root?: string;
  readonly text: string;
  readonly files?: Extract<TeamsAct, { kind: 'post' }>['files'];
  readonly card?: TeamsAttachmentView;
}

/** Posts as typed. `at`: history, told to nobody. */
export function post(actor: TeamsActor, act: Typed, at?: Date): TeamsMessage {
  const { world, delivery, person } = actor;
  const place = placeOf(actor, act.conversation);
  const files = filesOf(world.ground.baseUrl, act.files);
  if (act.text.trim() === '' && files.length === 0 && !act.card)
    throw new Refusal(400, 'no_text', 'Write something first.');
  if (act.text.length > TYPED_LIMIT)
    throw new Refusal(400, 'too_long', `A message has at most ${TYPED_LIMIT} characters.`);
  const wanted = act.root ?? place.root;
  const root = place.kind === 'channel' && wanted ? messageOf(actor, place, wanted) : undefined;
  const message = world.putMessage({
    conversation: place.base,
    id: world.newId(at),
    ...(root ? { root: root.root ?? root.id } : {}),
    from: person.id,
    ...written(world, place, act.text),
    attachments: act.card ? [act.card] : [],
    files,
    at: (at ?? world.ground.clock.now()).toISOString(),
  });
  // What is put into the past has been read by everyone.
  for (const reader of at ? world.members(place) : [person]) {
    if (Number(world.read(place.base, reader.id)) < Number(message.id))
      world.putRead(place.base, reader.id, message.id);
  }
  if (!at && hears(world, place, message)) delivery.tell(messageActivity(world, place, person, message));
  return message;
}

const hears = (world: MicrosoftWorld, place: Place, ...versions: readonly TeamsMessage[]): boolean =>
  botHears(
    world,
    place,
    versions.some((version) => version.mentions.some((mention) => mention.id === world.botId)),
  );

export function edit(actor: TeamsActor, act: { conversation: string; id: string; text: string }): TeamsMessage {
  const { world, delivery, person } = actor;
  const place = placeOf(actor, act.conversation);
  const before = ownMessage(actor, place, act.id);
  if (before.deleted) throw new Refusal(404, 'message_not_found', 'That message is deleted.');
  if (act.text.trim() === '' && before.files.length === 0) throw new Refusal(400, 'no_text', 'Write something first.');
  const after = world.putMessage({
    ...before,
    ...written(world, place, act.text),
    editedAt: world.ground.clock.now().toISOString(),
  });
  if (hears(world, place, before, after)) delivery.tell(updateActivity(world, place, person, after, 'editMessage'));
  return after;
}

/** Deletes one's own message, or takes that back. */
export function setDeleted(
  actor: TeamsActor,
  act: { conversation: string; id: string },
  deleted: boolean,
): TeamsMessage {
  const { world, delivery, person } = actor;
  const place = placeOf(actor, act.conversation);
  const before = ownMessage(actor, place, act.id);
  if ((before.deleted ?? false) === deleted) return before;
  const after = world.putMessage({ ...before, deleted });
  if (hears(world, place, before)) {
    delivery.tell(
      deleted
        ? deleteActivity(world, place, person, after)
        : updateActivity(world, place, person, after, 'undeleteMessage'),
    );
  }
  return after;
}

/** Adds the person's reaction, or takes it back. The bot hears of reactions to its own messages. */
export function react(actor: TeamsActor, act: { conversation: string; id: string; type: string }): TeamsMessage {
  const { world, delivery, person } = actor;
  const place = placeOf(actor, act.conversation);
  const before = messageOf(actor, place, act.id);
  if (before.to !== undefined || before.deleted)
    throw new Refusal(400, 'no_reactions', 'That message takes no reactions.');
  const old = before.reactions?.find((one) => one.type === act.type)?.users ?? [];
  const added = !old.includes(person.id);
  const users = added ? [...old, person.id] : old.filter((one) => one !== person.id);
  const others = (before.reactions ?? []).filter((one) => one.type !== act.type);
  const after = world.putMessage({
    ...before,
    reactions: users.length > 0 ? [...others, { type: act.type, users }] : others,
  });
  if (before.from === world.botId && world.install(world.installOf(place)).installed) {
    delivery.tell(reactionActivity(world, place, person, after, act.type, added));
  }
  return after;
}
