/** What the bot's answers to dialogs and to the message extension do: a dialog, results, a sentence, the end. */
import type { SearchResultView, TeamsActAnswer, TeamsAttachmentView } from '../api-types.ts';
import { isRecord, textOf } from '../ground.ts';
import { randomGuid } from '../ids.ts';
import type { TeamsActor } from './post.ts';
import type { Dialog } from './records.ts';
import { dialogView } from './snapshot.ts';

type Json = Record<string, unknown>;

/** What Teams says when the bot did not answer, and when it cannot use the answer. */
export const UNREACHED = 'Unable to reach app. Please try again.';
export const WRONG = 'Something went wrong. Please try again.';
/** Part of the value of every invoke of a dialog or the extension. */
export const THEME = { context: { theme: 'default' } };
export const CARD = 'application/vnd.microsoft.card.adaptive';

/** A card's data with what was typed into its inputs, as clients merge them. */
export function merged(data: unknown, inputs: Readonly<Record<string, string>>): unknown {
  if (data === undefined || data === null) return { ...inputs };
  return isRecord(data) ? { ...data, ...inputs } : data;
}

type Opened = Pick<Dialog, 'conversation' | 'root' | 'source'>;

const size = (value: unknown): Dialog['height'] =>
  value === 'small' || value === 'medium' || value === 'large' || (typeof value === 'number' && value > 0)
    ? value
    : 'medium';

/** Does what an answer of `task/…` or of an action command says: another dialog, a sentence, a result, or the end. */
export function applyTask(actor: TeamsActor, body: Json, opened: Opened, open?: Dialog): TeamsActAnswer {
  const { world, person } = actor;
  const close = (): TeamsActAnswer => {
    world.putDialog(person.id, null);
    return { ok: true, dialog: null };
  };
  if (isRecord(body.composeExtension)) {
    const answer = extensionAnswer(body.composeExtension);
    return { ...close(), ...answer };
  }
  const task = isRecord(body.task) ? body.task : undefined;
  if (!task) return close();
  if (task.type === 'message') {
    const text = textOf(task.value) ?? '';
    if (!open) {
      const shown: Dialog = {
        id: randomGuid(),
        user: person.id,
        ...opened,
        title: world.botName,
        height: 'small',
        width: 'small',
        message: text,
      };
      world.putDialog(person.id, shown);
      return { ok: true, dialog: dialogView(shown) };
    }
    const { card: _card, url: _url, ...rest } = open;
    const shown: Dialog = { ...rest, message: text };
    world.putDialog(person.id, shown);
    return { ok: true, dialog: dialogView(shown) };
  }
  const info = task.type === 'continue' && isRecord(task.value) ? task.value : undefined;
  const card = isRecord(info?.card) ? info.card : undefined;
  const url = textOf(info?.url);
  if (!info || (!url && (card?.contentType !== CARD || !isRecord(card.content)))) return { ok: true, failed: WRONG };
  const dialog: Dialog = {
    id: open?.id ?? randomGuid(),
    user: person.id,
    ...opened,
    title: textOf(info.title) ?? '',
    height: size(info.height),
    width: size(info.width),
    ...(card ? { card: card.content } : {}),
    ...(url ? { url } : {}),
  };
  world.putDialog(person.id, dialog);
  return { ok: true, dialog: dialogView(dialog) };
}

/** What an answer of the message extension gives: results to list, or a sentence. */
export function extensionAnswer(extension: Json): TeamsActAnswer {
  if (extension.type === 'message') return { ok: true, message: textOf(extension.text) ?? '' };
  if (extension.type !== 'result') return { ok: true, failed: WRONG };
  const list: unknown[] = Array.isArray(extension.attachments) ? extension.attachments : [];
  const results = list.flatMap((one): SearchResultView[] => {
    const card = attachmentView(one);
    if (!card || !isRecord(one)) return [];
    const preview = attachmentView(one.preview) ?? card;
    const tap = isRecord(preview.content) ? preview.content.tap : undefined;
    return [{ preview, card, ...(isRecord(tap) && tap.type === 'invoke' ? { tap } : {}) }];
  });
  return { ok: true, results };
}

function attachmentView(value: unknown): TeamsAttachmentView | undefined {
  const contentType = isRecord(value) ? textOf(value.contentType) : undefined;
  if (!isRecord(value) || !contentType) return undefined;
  const name = textOf(value.name);
  return { contentType, content: value.content, ...(name ? { name } : {}) };
}
