/** How far an answer may be trusted, in words that travel with it everywhere (methods: the status ladder). */
import type { Button } from '../core/card.ts';
import type { Ref, Subject, UserRef } from '../core/ref.ts';
import type { Text } from '../core/text.ts';
import type { Translate } from '../core/translate.ts';
import { type Author, shownTo } from './author.ts';
import './keys.ts';

/** From what somebody said to what an organisation published. */
export const LEVELS = ['conversation', 'suggested', 'backed', 'vetted', 'official'] as const;
export type Level = (typeof LEVELS)[number];

export interface Standing {
  readonly level: Level;
  /** Somebody says that it is wrong, and nobody has answered. */
  readonly disputed: boolean;
  /** Its review has been due for long. */
  readonly overdue: boolean;
  readonly withdrawn: boolean;
  /** Who vetted it as it is now; null where nobody did. */
  readonly vetted: { readonly by: Author; readonly role: string; readonly at: Date; readonly reviewBy: Date } | null;
  /** When it was vetted as it was before a change. */
  readonly vettedBefore: Date | null;
  /** The organisation's page. */
  readonly link: string | null;
}

/** What nobody has said anything about. */
export const UNJUDGED: Standing = {
  level: 'conversation',
  disputed: false,
  overdue: false,
  withdrawn: false,
  vetted: null,
  vettedBefore: null,
  link: null,
};

/** Something that has a standing, as the feature that keeps it knows it. */
export interface Judged {
  readonly id: string;
  readonly community: string;
  /** The question that it answers. */
  readonly question: string;
  readonly author: Author;
  /** What it answers, and its words, as people wrote them. */
  readonly title: Text;
  readonly words: Text;
  /** The version of its words. */
  readonly version: string;
  /** Who asked. */
  readonly asker: UserRef;
  /** Whether it is the one that was marked, and by which account that was; null where that was not kept. */
  readonly isMarked: boolean;
  readonly marker: UserRef | null;
  /** Where it was written: who is there reads there. */
  readonly place: Ref<'conversation'> | null;
  /** All that shows it. */
  readonly subjects: readonly Subject[];
}

/** The words. @param reader the organisation of who reads; null where that is not known */
export function standingText(t: Translate, standing: Standing, reader: string | null): Text {
  const { withdrawn, disputed, overdue } = standing;
  if (withdrawn) return t('standing.withdrawn');
  const level = levelText(t, standing, reader);
  const overlays = [...(disputed ? [t('standing.disputed')] : []), ...(overdue ? [t('standing.overdue')] : [])];
  return overlays.reduceRight<Text>((said, overlay) => t('standing.with', { overlay, standing: said }), level);
}

function levelText(t: Translate, { level, vetted, vettedBefore, link }: Standing, reader: string | null): Text {
  if (level === 'official' && link !== null)
    return t('standing.official', { link: [{ run: 'link', url: link, text: t.plain('standing.official-page') }] });
  if (level === 'vetted' && vetted !== null)
    return t('standing.vetted', {
      name: shownTo(t, vetted.by, reader).name,
      role: vetted.role,
      day: dayOf(t, vetted.at),
      review: dayOf(t, vetted.reviewBy),
    });
  if (level === 'backed')
    return vettedBefore === null ? t('standing.backed') : t('standing.backed-changed', { day: dayOf(t, vettedBefore) });
  return t(level === 'conversation' ? 'standing.conversation' : 'standing.suggested');
}

export const dayOf = (t: Translate, at: Date): Text => [
  { run: 'time', at: at.toISOString(), zone: t.zone, style: 'day' },
];

/** The least of several: what is made of them is trusted no further. */
export const lowestOf = (all: readonly Level[]): Level => LEVELS.find((level) => all.includes(level)) ?? 'conversation';

/** A level alone, of something that rests on what has it. */
export const levelName = (t: Translate, level: Level): Text =>
  level === 'vetted' || level === 'official' ? t(`standing.${level}-short`) : t(`standing.${level}`);

/** Says that one stands behind an answer: one tap. */
export const backButton = (t: Translate, of: string): Button => ({
  button: 'action',
  action: 'standing.back',
  value: of,
  label: t.plain('standing.back'),
});

/** Opens what is known of how good an answer is, and what can be done about it. @param number of several */
export const aboutButton = (t: Translate, of: string, number?: number): Button => ({
  button: 'action',
  action: 'standing.about',
  value: of,
  label: number === undefined ? t.plain('standing.about') : t.plain('standing.about-number', { number }),
});

/** Shows who may vet in a community, to those who look after it. */
export const validatorsButton = (t: Translate, community: string): Button => ({
  button: 'action',
  action: 'standing.validators',
  value: community,
  label: t.plain('standing.validators'),
});
