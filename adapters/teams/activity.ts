/** What reaches us from Microsoft, as far as we read it: the parts we use, checked, everything else let through. */
import { z } from '../../bot/core/schema.ts';

// Microsoft sends null for much that is absent.
const words = z.string().nullish();
/** What becomes part of a key: printable, and short enough for an index. Microsoft's longest have some two hundred characters. */
const id = z.string().regex(/^[\x21-\x7e]{1,500}$/);
const anId = z.union([id, z.literal('')]).nullish();
const account = z.looseObject({ id, name: words, aadObjectId: anId, role: words });
export type Account = z.infer<typeof account>;

const attachment = z.looseObject({
  contentType: words,
  contentUrl: words,
  name: words,
  content: z.unknown().optional(),
});
export type Attachment = z.infer<typeof attachment>;

const channelData = z.looseObject({
  eventType: words,
  tenant: z.looseObject({ id: words }).nullish(),
  team: z.looseObject({ id: anId, name: words, aadGroupId: words }).nullish(),
  channel: z.looseObject({ id: anId, name: words, type: words }).nullish(),
});

export const activityShape = z.looseObject({
  type: z.string().min(1),
  id,
  serviceUrl: z.string().min(1),
  channelId: words,
  timestamp: words,
  localTimezone: words,
  locale: words,
  name: words,
  action: words,
  text: words,
  textFormat: words,
  topicName: words,
  replyToId: anId,
  from: account,
  recipient: account,
  conversation: z
    .looseObject({
      id,
      conversationType: words,
      tenantId: words,
      name: words,
      isGroup: z.boolean().nullish(),
    })
    .nullish(),
  entities: z
    .array(z.looseObject({ type: words, text: words, mentioned: z.looseObject({ id: words, name: words }).nullish() }))
    .nullish(),
  attachments: z.array(attachment).nullish(),
  membersAdded: z.array(account).nullish(),
  membersRemoved: z.array(account).nullish(),
  channelData: channelData.nullish(),
  value: z.unknown().optional(),
});
export type TeamsActivity = z.infer<typeof activityShape>;

/** The message that a message action was used on. learn.microsoft.com/microsoftteams/platform/messaging-extensions/how-to/action-commands/create-task-module */
export const payloadShape = z.looseObject({
  id,
  replyToId: anId,
  createdDateTime: words,
  lastModifiedDateTime: words,
  linkToMessage: words,
  body: z.looseObject({ contentType: words, content: words }).nullish(),
  from: z.looseObject({ user: z.looseObject({ id: anId, displayName: words }).nullish() }).nullish(),
  attachments: z.array(attachment).nullish(),
});
export type MessagePayload = z.infer<typeof payloadShape>;

/** Every tenant that an activity names. */
export const tenantsOf = (activity: TeamsActivity): string[] =>
  [activity.channelData?.tenant?.id, activity.conversation?.tenantId].flatMap((id) => (id ? [id.toLowerCase()] : []));

/** What kind of place it was said in. */
export function whereOf(activity: TeamsActivity): 'channel' | 'group' | 'private' | 'nowhere' {
  const place = activity.conversation;
  if (!place) return 'nowhere';
  switch (place.conversationType) {
    case 'channel':
      return 'channel';
    case 'groupChat':
      return 'group';
    case 'personal':
      return 'private';
    default:
      if (activity.channelData?.team?.id || /@thread\.(tacv2|skype)/.test(place.id)) return 'channel';
      return place.isGroup || place.id.startsWith('19:') ? 'group' : 'private';
  }
}
