/** Block Kit's text objects: plain text or mrkdwn. */
import { type Json, obj, str } from '../../state/json.ts';
import { emoji } from './emoji.ts';
import { Lines, Mrkdwn } from './inline.tsx';

/** A text object as words alone: for labels, buttons and options. */
export function plainOf(value: unknown): string {
  const text = obj(value);
  const words = str(text?.text);
  return text?.emoji === false
    ? words
    : words.replace(/:([a-z0-9_+'-]+):/g, (whole, name: string) => {
        const picture = emoji(name);
        return picture.startsWith(':') ? whole : picture;
      });
}

export function TextObject({ text }: { text: Json | undefined }) {
  if (!text) return null;
  return text.type === 'mrkdwn' ? <Mrkdwn text={str(text.text)} /> : <Lines text={plainOf(text)} />;
}
