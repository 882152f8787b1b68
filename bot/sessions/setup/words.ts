/** A session in words: what it is called, where it stands, who leads it and who is watching. */
import { join, type Text } from '../../core/text.ts';
import type { Translate } from '../../core/translate.ts';
import { shownTo } from '../../words/author.ts';
import { phaseOf } from '../method.ts';
import { methodOf } from '../methods/index.ts';
import type { Attending, Part, SessionRecord } from '../record.ts';

export const kindName = (t: Translate, { method }: Pick<SessionRecord, 'method'>): string =>
  t.plain(`review.kind-${method}` as 'review.kind-aar');

export const headingText = (t: Translate, session: Pick<SessionRecord, 'method' | 'title'>): Text =>
  t('review.heading', { kind: kindName(t, session), title: session.title });

/** Where it stands, with when that ends where that is known. */
export function stateText(t: Translate, session: SessionRecord): Text {
  const { state, opensAt, closesAt, isScreening, was } = session;
  if (isScreening) return t('review.state-screening');
  switch (state) {
    case 'scheduled':
      return opensAt ? t('review.state-scheduled', { at: opensAt }) : t('review.state-draft');
    case 'collecting':
    case 'checking':
      return closesAt ? t(`review.state-${state}`, { until: closesAt }) : t(`review.state-${state}-open`);
    case 'making_sense':
    case 'agreeing': {
      const said = t(`review.state-${state}`);
      return closesAt ? join(said, ' ', t('review.until', { until: closesAt })) : said;
    }
    case 'paused':
      return was === null ? t('review.state-paused') : t('review.state-paused');
    default:
      return t(`review.state-${state}` as 'review.state-draft');
  }
}

/** People with one part, as a reader sees their names. */
export const namesOf = (
  t: Translate,
  people: readonly Attending[],
  part: Part,
  reader: string | null,
): readonly string[] =>
  people
    .filter(({ parts }) => parts.includes(part))
    .map((one) => {
      const { name } = shownTo(t, one, reader);
      return one.manages && part === 'observer' ? t.plain('review.manages', { name }) : name;
    });

/** Whether people write now, and others do not see it yet. */
export const isWriting = ({ method, state }: Pick<SessionRecord, 'method' | 'state'>): boolean =>
  phaseOf(methodOf(method), state)?.visibility === 'hidden';
