/** Handling labels: what may be done with what is written in a community, in one sentence, said wherever people type. */
import type { Text } from '../core/text.ts';
import type { Translate } from '../core/translate.ts';
import './keys.ts';

/** open: may be passed on. members: stays within the organisations that share it. closed: goes no further. */
export const LABELS = ['open', 'members', 'closed'] as const;
export type Label = (typeof LABELS)[number];
export const labelOf = (text: string | null): Label | null => LABELS.find((one) => one === text) ?? null;

/** Where its lead chose none: as who can join says. */
export function labelFor(access: string): Label {
  if (access === 'open') return 'open';
  return access === 'hidden' ? 'closed' : 'members';
}

export const labelName = (t: Translate, label: Label): string => t.plain(`label.${label}`);

/** What is said where words are typed: the hint, and how they will be handled where that is known. */
export const hintWith = (t: Translate, hint: string, label: Label | null): string =>
  label ? t.plain('label.asking', { hint, line: labelled(t, label) }) : hint;

/** The label with its one sentence. */
export const labelled = (t: Translate, label: Label): Text =>
  t('label.line', { label: labelName(t, label), means: t(`label.${label}-note`) });
