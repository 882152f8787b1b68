/** Messages about an action: each says what it came for as long as that is so, and afterwards how it stands. */
import type { Card } from '../../core/card.ts';
import type { Drawer } from '../../core/feature.ts';
import type { Me } from '../../core/me.ts';
import type { Text } from '../../core/text.ts';
import type { Translate } from '../../core/translate.ts';
import type { Work } from '../../core/work.ts';
import { shownTo } from '../../words/author.ts';
import { sentence } from '../../words/fragments.ts';
import { shownDay } from '../days.ts';
import type { Needs } from '../needs.ts';
import type { SessionRecord } from '../record.ts';
import { type Action, type ActionHappened, inHand, isVacant } from './action.ts';
import { actionCard, isAsked, ownerName, type Reader, readerOf } from './action-card.ts';

interface Seen {
  readonly w: Work;
  readonly t: Translate;
  readonly session: SessionRecord;
  readonly action: Action;
  readonly reader: Reader;
}

/** `id`: the action, and what the message is (telling.ts). */
export const actionView =
  (needs: Needs): Drawer =>
  async ({ w, id, to, t, there }) => {
    const [actionId = '', what = ''] = id.split('/');
    const me = to.kind === 'user' ? await needs.meOf(w, { ...to, kind: 'user' }) : null;
    const action = await w.sessions.outcome.action(actionId);
    const session = action && (await w.sessions.setup.get(action.session));
    if (!me || !session) return null;
    const reader = await readerOf(w, needs, session, action, me);
    const told = await toldFor({ w, t, session, action, reader }, what);
    if (!told && !there) return null;
    if (!reader.sees) return sentence(t, 'review.outcome.action-not-yours');
    return actionCard(t, { session, action, reader, now: w.now, ...told });
  };

/** What it is told for; null where that is over. */
async function toldFor(seen: Seen, what: string): Promise<{ intro: Text; why: Text } | null> {
  const [kind = '', ...rest] = what.split('-');
  const number = Number(rest.at(-1));
  const { t, action, reader, session, w } = seen;
  const isNow = action.version === number;
  const title = session.title;
  switch (kind) {
    case 'offer':
    case 'again':
      if (!reader.isOwner || action.state !== 'offered' || !isNow) return null;
      return { intro: t(`review.outcome.told-${kind}`, { title }), why: t('review.outcome.why-offer') };
    case 'due':
      if (!reader.isOwner || !inHand(action) || action.step !== number) return null;
      return { intro: dueIntro(t, action, rest[0] ?? '', session.zone), why: t('review.outcome.why-due') };
    case 'unanswered':
      if (!reader.decides || action.state !== 'offered' || !isNow) return null;
      return {
        intro: t('review.outcome.told-unanswered', { name: ownerName(t, action, reader.organisation) }),
        why: t('review.outcome.why-lead'),
      };
    case 'confirm':
      if (!reader.decides || action.state !== 'said_done' || !isNow) return null;
      return {
        intro: t('review.outcome.told-confirm', { name: ownerName(t, action, reader.organisation) }),
        why: t('review.outcome.why-confirm'),
      };
    case 'effect':
      if (!isAsked(action) || action.step !== number || !(reader.isOwner || reader.isSponsor)) return null;
      return { intro: t('review.outcome.told-effect'), why: t('review.outcome.why-effect') };
    case 'news':
    case 'back': {
      const one = (await w.sessions.outcome.actionHistory(action.id)).find(({ seq }) => seq === number);
      return one ? newsOf(seen, one) : null;
    }
    default:
      return null;
  }
}

function dueIntro(t: Translate, action: Action, when: string, zone: string): Text {
  if (action.state === 'blocked') return t('review.outcome.told-blocked');
  const due = action.dueOn === null ? '' : shownDay(action.dueOn, zone);
  switch (when) {
    case 'soon':
      return t('review.outcome.told-soon', { due });
    case 'tomorrow':
      return t('review.outcome.told-tomorrow', { due });
    default:
      return t('review.outcome.told-late', { due });
  }
}

/** What somebody did with it, for whom it concerns; null once it is no news any more. */
function newsOf({ t, action, reader, session }: Seen, one: ActionHappened): { intro: Text; why: Text } | null {
  const name = one.by ? shownTo(t, one.by, reader.organisation).name : '';
  const why = t('review.outcome.why-lead');
  const because = one.why ?? '';
  switch (one.event) {
    case 'decline':
      return reader.decides && isVacant(action)
        ? { intro: t('review.outcome.told-declined', { name, why: because }), why }
        : null;
    case 'owner_left':
      return reader.decides && action.state === 'orphaned' ? { intro: t('review.outcome.told-orphaned'), why } : null;
    case 'block':
      return reader.decides && action.state === 'blocked'
        ? { intro: t('review.outcome.told-block', { name, why: because, who: action.unblocks ?? '' }), why }
        : null;
    case 'longer': {
      if (!reader.decides || !one.dueWas || !action.dueOn) return null;
      const [was, due] = [shownDay(one.dueWas, session.zone), shownDay(action.dueOn, session.zone)];
      return { intro: t('review.outcome.told-longer', { name, was, due, why: because }), why };
    }
    case 'not_done':
      return reader.isOwner && inHand(action)
        ? { intro: t('review.outcome.told-not-done', { name, why: because }), why: t('review.outcome.why-due') }
        : null;
    default:
      return null;
  }
}

/** An action for somebody who asked for it. */
export async function actionFor(
  { w, t, me }: { w: Work; t: Translate; me: Me },
  needs: Needs,
  { session, action, intro }: { session: SessionRecord; action: Action; intro?: Text },
): Promise<Card> {
  const reader = await readerOf(w, needs, session, action, me);
  return actionCard(t, { session, action, reader, now: w.now, ...(intro && { intro }) });
}
