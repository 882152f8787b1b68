/** Why a session could not be moved, in a sentence, with how it stands now where it has moved on. */
import type { Card } from '../../core/card.ts';
import type { Turn } from '../../core/feature.ts';
import { join, plain, type Text } from '../../core/text.ts';
import type { Key, Translate } from '../../core/translate.ts';
import { body, sentence } from '../../words/fragments.ts';
import { type Flow, type Moved, standingOf } from '../flow.ts';
import type { GuardName } from '../guards.ts';
import { methodOf } from '../methods/index.ts';
import type { SessionRecord } from '../record.ts';
import { stateText } from './words.ts';

export async function refusedCard(
  { w, t }: Pick<Turn, 'w' | 't'>,
  flow: Flow,
  session: SessionRecord,
  moved: Moved | null,
): Promise<Card> {
  if (moved === null || moved.kind === 'nothing' || (moved.kind === 'refused' && moved.why === 'moved-on')) {
    const now = (await w.sessions.setup.get(session.id)) ?? session;
    return { summary: t.plain('review.moved-on'), blocks: [body(t('review.moved-on')), body(stateText(t, now))] };
  }
  if (moved.kind !== 'refused') return sentence(t, 'review.refused-not-now');
  switch (moved.why) {
    case 'guard': {
      const missing = await Promise.all(moved.guards.map((guard) => guardText({ w, t }, flow, session, guard)));
      const said = t('review.refused-guard', { missing: listed(missing) });
      return { summary: plain(said), blocks: [body(said)] };
    }
    case 'not-sure':
      return sentence(t, 'review.next-sure');
    default:
      return sentence(t, `review.refused-${moved.why}` as 'review.refused-not-yours');
  }
}

const listed = (texts: readonly Text[]): Text =>
  texts.reduce<Text>((all, text, at) => (at === 0 ? text : join(all, '; ', text)), '');

/** What is missing for one guard, with numbers where they help. */
async function guardText(
  { w, t }: Pick<Turn, 'w' | 't'>,
  flow: Flow,
  session: SessionRecord,
  guard: string,
): Promise<Text> {
  if (guard === 'enough-invited') {
    const { invited } = await standingOf(w, flow, session);
    const { min, max } = methodOf(session.method).people;
    if (session.attribution === 'unattributed' && invited < session.k && invited >= min)
      return t('review.draft-too-few', { k: session.k, invited });
    return Number.isFinite(max)
      ? t('review.draft-people', { min, max, invited })
      : t('review.draft-people-from', { min, invited });
  }
  if (guard === 'fields-given') {
    const { missingFields } = await standingOf(w, flow, session);
    return t('review.draft-missing', { fields: fieldNames(t, missingFields) });
  }
  return t(`review.guard-${guard}` as `review.guard-${Exclude<GuardName, 'enough-invited' | 'fields-given'>}`);
}

/** Labels of the fields that are missing, as their forms call them. */
const LABELS: ReadonlyMap<string, Key> = new Map<string, Key>([
  ['title', 'review.field-title'],
  ['event', 'review.field-event'],
  ['startsOn', 'review.field-starts'],
  ['purpose', 'review.field-purpose'],
  ['scopeIn', 'review.field-in'],
  ['boundary', 'review.field-boundary'],
  ['opensAt', 'review.field-opens'],
  ['facilitator', 'review.field-facilitator'],
  ['sponsor', 'review.field-sponsor'],
]);
export const fieldNames = (t: Translate, missing: readonly string[]): string =>
  missing
    .map((name) => LABELS.get(name))
    .flatMap((key) => (key ? [t.plain(key)] : []))
    .join(' ');
