/** What the bot may say in Teams and what becomes of it: checked as Teams checks, kept, shown. */
import { isRecord, textOf } from '../ground.ts';
import { botHtml } from './html.ts';
import type { TeamsAttachment, TeamsMention, TeamsMessage } from './records.ts';
import type { MicrosoftWorld, Place } from './world.ts';

/** A refusal of the Connector, with its code. */
export class ConnectorError extends Error {
  readonly status: number;
  readonly code: string;
  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

/** About 28 KB, of the message as Teams counts it (learn.microsoft.com, limits and specifications). */
const SIZE_LIMIT = 28 * 1024;
const CARD = 'application/vnd.microsoft.card.adaptive';

/** What a message of the bot says. */
export type Said = Pick<
  TeamsMessage,
  'typed' | 'text' | 'rich' | 'html' | 'summary' | 'mentions' | 'attachments' | 'carousel' | 'suggested' | 'ai'
>;

/** Reads and checks a message activity. Throws `ConnectorError`. */
export function checkedActivity(world: MicrosoftWorld, place: Place, body: Record<string, unknown>): Said {
  const text = textOf(body.text) ?? '';
  const attachments = attachmentsOf(body.attachments);
  if (text.trim() === '' && attachments.length === 0) {
    throw new ConnectorError(
      400,
      'BadArgument',
      "Activity must include non empty 'text' field or at least 1 attachment",
    );
  }
  if (Buffer.byteLength(JSON.stringify(body)) > SIZE_LIMIT)
    throw new ConnectorError(413, 'MessageSizeTooBig', 'Message size too large.');
  const entities: unknown[] = Array.isArray(body.entities) ? body.entities : [];
  const mentions = mentionsOf(world, place, entities, text, attachments);
  const markers = mentions.map((mention) => ({ text: mention.marker, name: mention.name }));
  const format = textOf(body.textFormat) ?? 'markdown';
  return {
    typed: text,
    text,
    rich: '',
    html: botHtml(text, format, markers),
    summary: textOf(body.summary) ?? '',
    mentions: mentions.map(({ id, name }) => ({ id, name })),
    attachments,
    carousel: body.attachmentLayout === 'carousel',
    suggested: suggestedOf(body.suggestedActions),
    ai: entities.some(
      (entity) =>
        isRecord(entity) &&
        Array.isArray(entity.additionalType) &&
        entity.additionalType.includes('AIGeneratedContent'),
    ),
  };
}

function attachmentsOf(value: unknown): TeamsAttachment[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) throw new ConnectorError(400, 'BadSyntax', 'attachments is not a list.');
  return value.map((one: unknown) => {
    const contentType = isRecord(one) ? textOf(one.contentType) : undefined;
    if (!isRecord(one) || !contentType)
      throw new ConnectorError(400, 'BadArgument', 'Missing required field: attachment contentType');
    if (contentType === 'text/html') throw new ConnectorError(400, 'BadArgument', 'Unknown attachment type');
    if (contentType === CARD && (!isRecord(one.content) || one.content.type !== 'AdaptiveCard')) {
      throw new ConnectorError(400, 'BadSyntax', 'Bot Adaptive Card cannot be parsed: type AdaptiveCard expected.');
    }
    const name = textOf(one.name);
    const contentUrl = textOf(one.contentUrl);
    return { contentType, content: one.content, ...(name ? { name } : {}), ...(contentUrl ? { contentUrl } : {}) };
  });
}

/** Mentions that count: their text is in the message, and they mean somebody of the conversation. A card brings its own. */
function mentionsOf(
  world: MicrosoftWorld,
  place: Place,
  entities: readonly unknown[],
  text: string,
  attachments: readonly TeamsAttachment[],
): (TeamsMention & { marker: string })[] {
  const inCards = attachments.flatMap((one) => {
    const teams = isRecord(one.content) && isRecord(one.content.msteams) ? one.content.msteams.entities : undefined;
    return Array.isArray(teams) ? (teams as unknown[]) : [];
  });
  return [...entities, ...inCards].flatMap((entity) => {
    if (!isRecord(entity) || entity.type !== 'mention' || !isRecord(entity.mentioned)) return [];
    const marker = textOf(entity.text);
    const person = world.person(textOf(entity.mentioned.id) ?? '');
    const name = textOf(entity.mentioned.name);
    if (!marker || !name || !person) throw new ConnectorError(400, 'BadArgument', 'Invalid mention in entities.');
    if (!world.members(place).includes(person))
      throw new ConnectorError(
        403,
        'ForbiddenOperationException',
        'The mentioned user is not part of the conversation.',
      );
    if (entities.includes(entity) && !text.includes(marker)) return [];
    return [{ id: person.id, name, marker }];
  });
}

function suggestedOf(value: unknown): { title: string; value: string }[] {
  const actions: unknown[] = isRecord(value) && Array.isArray(value.actions) ? value.actions : [];
  return actions.flatMap((action) =>
    isRecord(action) ? [{ title: String(action.title ?? ''), value: String(action.value ?? '') }] : [],
  );
}

/** Sends what the bot says; the id of the message, or `undefined` for what leaves none (typing). */
export function sendActivity(
  world: MicrosoftWorld,
  place: Place,
  root: string | undefined,
  body: Record<string, unknown>,
  isTargeted: boolean,
): string | undefined {
  if (body.type === 'typing') {
    world.ground.hub.to('teams', world.cast.tenant.tenantId, (as) =>
      world.members(place).some((one) => one.id === as)
        ? {
            type: 'typing',
            platform: 'teams',
            as,
            conversation: place.base,
            ...(root ? { thread: root } : {}),
            text: textOf(body.text) ?? '',
          }
        : null,
    );
    return undefined;
  }
  if (body.type !== 'message') throw new ConnectorError(400, 'BadSyntax', 'Unknown activity type');
  if (root !== undefined && !world.message(place.base, root))
    throw new ConnectorError(404, 'ConversationNotFound', 'Conversation not found.');
  const said = checkedActivity(world, place, body);
  const to = isTargeted ? recipientOf(world, place, body) : undefined;
  const message: TeamsMessage = {
    conversation: place.base,
    id: world.newId(),
    ...(root ? { root } : {}),
    from: world.botId,
    ...said,
    files: [],
    at: world.ground.clock.now().toISOString(),
    ...(to ? { to } : {}),
  };
  return world.putMessage(message).id;
}

/** Who a targeted message is for. Targeted messages go to members of channels and group chats. */
function recipientOf(world: MicrosoftWorld, place: Place, body: Record<string, unknown>): string {
  const id = isRecord(body.recipient) ? textOf(body.recipient.id) : undefined;
  if (id === undefined) throw new ConnectorError(400, 'BadArgument', 'Recipient is required for a targeted activity.');
  if (place.kind === 'personal')
    throw new ConnectorError(400, 'BadRequest', 'Targeted activities are not supported in one-on-one chats.');
  const person = world.members(place).find((one) => one.id === id || one.aadObjectId === id);
  if (!person) throw new ConnectorError(400, 'BadRequest', 'The recipient is not a member of the conversation.');
  return person.id;
}

function own(world: MicrosoftWorld, place: Place, id: string, isTargeted: boolean): TeamsMessage {
  const message = world.message(place.base, id);
  if (!message || message.deleted || (message.to !== undefined) !== isTargeted) {
    throw new ConnectorError(
      404,
      'ActivityNotFoundInConversation',
      'The specified activity is not found in the conversation.',
    );
  }
  if (message.from !== world.botId)
    throw new ConnectorError(403, 'Forbidden', 'The bot is not the author of this activity.');
  return message;
}

/** Puts new content into a message of the bot. Cards that stood there for one person alone are gone. */
export function updateByBot(
  world: MicrosoftWorld,
  place: Place,
  id: string,
  body: Record<string, unknown>,
  isTargeted: boolean,
): void {
  const { own: _own, ...message } = own(world, place, id, isTargeted);
  const said = checkedActivity(world, place, body);
  world.putMessage({ ...message, ...said, editedAt: world.ground.clock.now().toISOString() });
}

export function removeByBot(world: MicrosoftWorld, place: Place, id: string, isTargeted: boolean): void {
  const message = own(world, place, id, isTargeted);
  if (message.to !== undefined) world.dropMessage(message);
  else world.putMessage({ ...message, deleted: true });
}
