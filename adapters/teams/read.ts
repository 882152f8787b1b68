/** What somebody wrote in Teams as text and files. */
import type { FileNote } from '../../bot/core/inbound.ts';
import type { Run, Text } from '../../bot/core/text.ts';
import type { Attachment, MessagePayload, TeamsActivity } from './activity.ts';
import { readHtml, trimmed } from './html.ts';

export interface Written {
  readonly text: Text;
  readonly files: readonly FileNote[];
  /** The message that it quotes, in a chat. */
  readonly quotes: string | null;
}

/** A message's words: the formatted copy where there is one, else the plain one. `link` is where its pictures can be seen. */
export function readMessageText(activity: TeamsActivity, link: string): Written {
  const bot = botNames(activity);
  const html = htmlOf(activity.attachments);
  if (html !== null) {
    const read = readHtml(html, bot);
    return {
      text: read.runs,
      files: [
        ...pictures(read.pictures, link),
        ...filesOf(activity.attachments, link),
        ...unnamed(read, activity, link),
      ],
      quotes: read.quotes,
    };
  }
  return { text: readPlain(activity), files: filesOf(activity.attachments, link), quotes: null };
}

/** The same of a message that a message action was used on. */
export function readPayload(payload: MessagePayload, link: string): Written {
  const content = payload.body?.content ?? '';
  if (payload.body?.contentType !== 'html')
    return { text: content.trim(), files: filesOf(payload.attachments, link), quotes: null };
  const read = readHtml(content, new Set());
  return {
    text: read.runs,
    files: [...pictures(read.pictures, link), ...filesOf(payload.attachments, link)],
    quotes: read.quotes,
  };
}

/** Whether a message mentions the bot. */
export const mentionsBot = (activity: TeamsActivity): boolean => botNames(activity).size > 0;

type Mention = { text: string; name: string; bot: boolean };
function mentionsOf(activity: TeamsActivity): Mention[] {
  return (activity.entities ?? []).flatMap((entity): Mention[] => {
    if (entity.type?.toLowerCase() !== 'mention' || !entity.mentioned?.id) return [];
    const said = entity.text ?? '';
    const text = said.length <= LONGEST_MENTION ? said : '';
    const inner = text.replace(/<[^<>]*>/g, '').trim();
    return [{ text, name: inner || entity.mentioned.name || '', bot: entity.mentioned.id === activity.recipient.id }];
  });
}
const botNames = (activity: TeamsActivity): ReadonlySet<string> =>
  new Set(mentionsOf(activity).flatMap((mention) => (mention.bot ? [mention.name] : [])));

/** `<at>` and a name; longer ones are nobody's. */
const LONGEST_MENTION = 500;
const END = '</at>';

/** Plain words, literal but for the mentions that Microsoft lists beside them: read once, however many are listed. */
function readPlain(activity: TeamsActivity): Text {
  const words = activity.text ?? '';
  const listed = new Map(mentionsOf(activity).map((mention) => [mention.text, mention]));
  const all: Run[] = [];
  let from = 0;
  for (let at = words.indexOf('<at'); at >= 0; at = words.indexOf('<at', at + 1)) {
    const end = words.indexOf(END, at) + END.length;
    if (end < END.length) break;
    const mention = end - at <= LONGEST_MENTION ? listed.get(words.slice(at, end)) : undefined;
    if (!mention) continue;
    all.push({ run: 'text', text: words.slice(from, at) });
    if (!mention.bot) all.push({ run: 'person', name: mention.name });
    from = end;
    at = end - 1;
  }
  all.push({ run: 'text', text: words.slice(from) });
  return joined(trimmed(all.filter((run) => run.run !== 'text' || run.text !== '')));
}

/** Neighbouring plain runs as one. */
function joined(runs: readonly Run[]): Run[] {
  const all: Run[] = [];
  for (const run of runs) {
    const last = all.at(-1);
    if (last?.run === 'text' && run.run === 'text') all[all.length - 1] = { run: 'text', text: last.text + run.text };
    else all.push(run);
  }
  return all;
}

function htmlOf(attachments: readonly Attachment[] | null | undefined): string | null {
  const found = attachments?.find((one) => one.contentType === 'text/html' && typeof one.content === 'string');
  return typeof found?.content === 'string' ? found.content : null;
}

const FILE = 'application/vnd.microsoft.teams.file.download.info';

/**
 * Files by name and link. The address in `content.downloadUrl` opens the file for whoever has it: it is never used.
 * learn.microsoft.com/microsoftteams/platform/bots/how-to/bots-filesv4
 */
function filesOf(attachments: readonly Attachment[] | null | undefined, link: string): FileNote[] {
  return (attachments ?? []).flatMap((one): FileNote[] => {
    const type = one.contentType ?? '';
    const name = one.name ?? '';
    if (type === FILE) {
      const content = one.content as { fileType?: unknown } | null | undefined;
      return [
        {
          name,
          type: typeof content?.fileType === 'string' ? content.fileType : extension(name),
          link: pageOf(one) ?? link,
        },
      ];
    }
    if (type === 'reference') return [{ name, type: extension(name), link: pageOf(one) ?? link }];
    // A picture's own address needs the bot's token: the message is where people can see it.
    if (type.startsWith('image/')) return [{ name: name || `image.${type.slice(6).replace('*', 'png')}`, type, link }];
    return [];
  });
}
/** The file's page, where Microsoft asks who wants to see it. */
const pageOf = (one: Attachment): string | null => (one.contentUrl?.startsWith('https://') ? one.contentUrl : null);
const extension = (name: string): string => /\.([A-Za-z0-9]{1,8})$/.exec(name)?.[1]?.toLowerCase() ?? 'file';
/**
 * Files that somebody attached in a channel or group chat: a bot is told that they are there, not what they are called.
 * learn.microsoft.com/microsoftteams/platform/bots/how-to/bots-filesv4
 */
function unnamed(read: { attachments: number }, { attachments }: TeamsActivity, link: string): FileNote[] {
  const told = (attachments ?? []).filter((one) => one.contentType !== 'text/html').length;
  return Array.from({ length: Math.max(0, read.attachments - told) }, () => ({ name: '', type: 'file', link }));
}
const pictures = (names: readonly string[], link: string): FileNote[] =>
  names.map((name) => ({ name, type: 'image', link }));
