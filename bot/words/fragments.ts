/** Pieces of cards that two or more features draw alike. */
import type { Block, Button, Card, FormRow, Step } from '../core/card.ts';
import type { FileNote } from '../core/inbound.ts';
import { join, plain, type Text } from '../core/text.ts';
import type { Key, Translate } from '../core/translate.ts';
import './keys.ts';

export const heading = (text: Text): Block => ({ block: 'text', as: 'heading', text });
export const body = (text: Text): Block => ({ block: 'text', as: 'body', text });
export const note = (text: Text): Block => ({ block: 'text', as: 'note', text });
export const quote = (text: Text): Block => ({ block: 'text', as: 'quote', text });
export const buttons = (...all: readonly (Button | null | false)[]): readonly Block[] => {
  const shown = all.filter((button): button is Button => Boolean(button));
  return shown.length === 0 ? [] : [{ block: 'buttons', buttons: shown }];
};

/** A card of one sentence. */
export const sentence = (t: Translate, key: Key, args?: Parameters<Translate>[1]): Card => ({
  summary: t.plain(key, args),
  blocks: [body(t(key, args))],
});

/** "A, B and C", as the reader's language has it. */
export const listOf = (t: Translate, names: readonly string[]): string => new Intl.ListFormat(t.locale).format(names);

/** A sentence of words that are made already. */
export const saying = (text: Text): Card => ({ summary: plain(text), blocks: [body(text)] });

/** The mark of a step: which of how many it is, and the action that answers with it. */
export const stepOf = (t: Translate, at: number, of: number, opens: Step['opens']): Step => ({
  said: t.plain('words.step', { at, of }),
  opens,
});

/** The way to an earlier step, above the fields. @param text what was filled in there */
export const backRow = (t: Translate, text: Text, to: Step['opens']): FormRow => ({
  block: 'row',
  text,
  button: { button: 'action', ...to, label: t.plain('words.step-back') },
});

/** A platform's name for people. */
export function platformName(t: Translate, platform: string): string {
  if (platform === 'slack') return t.plain('words.platform-slack');
  if (platform === 'teams') return t.plain('words.platform-teams');
  return t.plain('words.platform-other');
}

/** Who says it, from where: "Asha Verma · Brackenford Council · Slack". */
export const byline = (t: Translate, who: { name: string; organisation: string; platform: string }): Text =>
  t('words.byline', { name: who.name, organisation: who.organisation, platform: platformName(t, who.platform) });

/** Files named and linked, never copied. `mirrored`: the reader may be somewhere that cannot open them. */
export function fileNotes(
  t: Translate,
  files: readonly FileNote[],
  author: { name: string; platform: string },
  mirrored: boolean,
): readonly Block[] {
  return files.map((file) => {
    const said = t('words.file', {
      author: author.name,
      file: fileLink(t, file),
      platform: platformName(t, author.platform),
    });
    return note(mirrored ? join(said, ' ', t('words.file-ask', { author: author.name })) : said);
  });
}

/** A file's name and size, leading to it. */
export const fileLink = (t: Translate, file: FileNote): Text => [{ run: 'link', url: file.link, text: sized(t, file) }];

function sized(t: Translate, file: FileNote): string {
  if (file.name === '') return t.plain('words.some-file');
  if (file.bytes === undefined) return file.name;
  const kilobytes = Math.max(1, Math.round(file.bytes / 1000));
  return kilobytes < 1000
    ? t.plain('words.kilobytes', { name: file.name, size: kilobytes })
    : t.plain('words.megabytes', { name: file.name, size: Math.round(kilobytes / 100) / 10 });
}
