/** What a message shows of others: messages that were forwarded with it, and previews where it says nothing else. */
import { isEmpty, type Run, runs } from '../../bot/core/text.ts';
import { readText } from './read.ts';
import type { Unnamed } from './read-markup.ts';
import { type Shape, shape, shapes, string } from './shape.ts';

/**
 * The attachments that belong to what was said. A preview of a link in it does not: nobody wrote it, and it comes later.
 * @param isBare the message has neither words nor files of its own
 */
export const sharedIn = (message: Shape, isBare: boolean): readonly Shape[] =>
  shapes(message, 'attachments').filter((one) => isBare || one.is_share === true);

/** A forwarded message as a quote, and a link to it under its author's name. */
export function readShared(shared: Shape, team: string, unnamed: Unnamed): Run[] {
  // Its formatting stands in blocks of its own, beside a text for old clients.
  const blocks = shapes(shared, 'message_blocks').flatMap((one) => shapes(shape(one, 'message'), 'blocks'));
  const url =
    ['from_url', 'original_url', 'title_link', 'image_url'].map((key) => string(shared, key)).find(Boolean) ?? '';
  const title = string(shared, 'title');
  const text = readText({ text: string(shared, 'text'), blocks }, team, unnamed);
  // A fallback says "no preview available" where there is none: a link says more.
  const words = isEmpty(text) && url === '' ? title || string(shared, 'fallback') : text;
  return [
    ...(isEmpty(words) ? [] : [{ run: 'quote', of: runs(words) } as const]),
    ...(url === '' ? [] : [{ run: 'link', url, text: title || string(shared, 'author_name') } as const]),
  ];
}
