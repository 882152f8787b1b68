/** What is to be known of a session before one takes part: what it is about, who leads, who watches, and who will read it. */
import type { Block } from '../../core/card.ts';
import type { Text } from '../../core/text.ts';
import type { Translate } from '../../core/translate.ts';
import type { Work } from '../../core/work.ts';
import { daysText } from '../days.ts';
import type { Flow } from '../flow.ts';
import type { SessionRecord } from '../record.ts';
import { kindName, namesOf } from './words.ts';

/** @param reader the organisation of who reads it; null where that is not known */
export async function factsOf(
  { w, t }: { w: Work; t: Translate },
  { needs }: Flow,
  session: SessionRecord,
  reader: string | null,
): Promise<Block> {
  const people = await w.sessions.setup.people(session.id);
  const community = await needs.communityName(w, session.community);
  const names = (part: Parameters<typeof namesOf>[2]): string => namesOf(t, people, part, reader).join(', ');
  const invited = people.filter(({ parts, left }) => parts.includes('participant') && !left).length;
  const facts: { label: string; value: Text }[] = [];
  const add = (label: Parameters<Translate>[0], value: Text): void => void facts.push({ label: t.plain(label), value });
  add('review.fact-format', kindName(t, session));
  if (session.event !== '')
    add('review.fact-event', t('review.fact-event-value', { event: session.event, days: daysText(t, session) }));
  if (session.purpose !== '') add('review.fact-purpose', session.purpose);
  if (session.scopeIn !== '') add('review.fact-in', session.scopeIn);
  if (session.scopeOut !== '') add('review.fact-out', session.scopeOut);
  add('review.fact-led', session.isSelfLed ? t('review.fact-self-led') : names('facilitator') || '–');
  if (names('deputy') !== '') add('review.fact-deputy', names('deputy'));
  if (session.method !== 'hot_debrief' || names('sponsor') !== '')
    add('review.fact-sponsor', names('sponsor') || t('review.fact-no-sponsor'));
  add('review.fact-people', t('review.fact-people-value', { count: invited }));
  add('review.fact-watching', names('observer') || t('review.fact-watching-none'));
  if (names('note-taker') !== '') add('review.fact-note-taker', names('note-taker'));
  add('review.fact-names', t(`review.names-${session.attribution}`));
  add('review.fact-place', t(`review.place-${session.place}`, { community }));
  add('review.fact-readers', t(`review.readers-${session.readers}`, { community }));
  if (session.opensAt && (session.state === 'draft' || session.state === 'scheduled'))
    add('review.fact-opens', t('review.at', { at: session.opensAt }));
  return { block: 'facts', facts };
}
