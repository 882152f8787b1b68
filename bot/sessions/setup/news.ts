/** What people are told when a session moves: whom it concerns, in private; and what they read then. */
import { duty, dutyBy } from '../../core/attention.ts';
import type { Block } from '../../core/card.ts';
import type { Drawer } from '../../core/feature.ts';
import { plain } from '../../core/text.ts';
import type { Key } from '../../core/translate.ts';
import type { Work } from '../../core/work.ts';
import { shownTo } from '../../words/author.ts';
import { body, buttons, note } from '../../words/fragments.ts';
import type { Flow } from '../flow.ts';
import type { Needs } from '../needs.ts';
import type { SessionRecord } from '../record.ts';
import type { Effect } from '../session.ts';
import { leads, rolesOf, takesPart } from '../viewer.ts';
import { press } from './draft.ts';
import { showEverywhere } from './show.ts';

type Told = Extract<Effect, { effect: 'tell' }>;

/** What the setting up and the moving of a session does for the engine's effects. */
export async function effect(w: Work, needs: Needs, session: SessionRecord, it: Effect): Promise<void> {
  const flow = { needs, parts: [] };
  switch (it.effect) {
    case 'give-reference':
      if (session.reference === null) await giveReference(w, session);
      return;
    case 'invite':
      await showEverywhere(w, flow, session);
      if (session.edition > 0) await tell(w, session, { effect: 'tell', whom: 'all', what: 'again' });
      return;
    case 'tell':
      return tell(w, session, it);
    case 'hold':
      await w.sessions.setup.save(session.id, { held: true });
      return tell(w, session, { effect: 'tell', whom: 'all', what: 'investigation' });
  }
}

/** AAR-2026-0042: a series of each organisation, in the year in which it is scheduled there. */
async function giveReference(w: Work, session: SessionRecord): Promise<void> {
  const year = new Intl.DateTimeFormat('en-GB', { year: 'numeric', timeZone: session.zone }).format(w.now);
  const reference = await w.sessions.setup.nextReference(session.organisation, `AAR-${year}`);
  await w.sessions.setup.save(session.id, { reference });
}

/** In private, once for each thing that happened. */
export async function tell(w: Work, session: SessionRecord, { whom, what }: Told): Promise<void> {
  for (const { person, parts, left } of await w.sessions.setup.people(session.id)) {
    if (left || !concerns(whom, parts, session.isSelfLed && person === session.createdBy)) continue;
    const to = await w.sessions.setup.accountFor(session.id, person);
    if (!to) continue;
    const attention = session.closesAt && session.closesAt > w.now ? dutyBy(session.closesAt) : duty;
    await w.say(
      `session-news:${session.id}/${session.version}/${what}`,
      { to, attention },
      {
        view: 'sessions.news',
        id: `${session.id}/${session.version}/${what}`,
      },
    );
  }
}

function concerns(whom: Told['whom'], parts: readonly string[], actsForNobody: boolean): boolean {
  const isLeading = parts.includes('facilitator') || parts.includes('deputy') || actsForNobody;
  if (whom === 'all') return true;
  return isLeading || (whom === 'leading-and-sponsor' && parts.includes('sponsor'));
}

/** `id`: the session, the version at which it happened, and what. */
export const newsView =
  (flow: Flow): Drawer =>
  async ({ w, id, to, t }) => {
    const [session_ = '', , what = ''] = id.split('/');
    const session = await w.sessions.setup.get(session_);
    if (!session || to.kind !== 'user') return null;
    const person = await w.sessions.setup.personAt(session.id, { ...to, kind: 'user' });
    const viewer = person === null ? null : await rolesOf(w, flow.needs, session, person);
    if (!viewer || !(takesPart(viewer) || leads(session, viewer))) return null;
    // What is said of time holds while it is the last that was said of it.
    if (NEWS_WITH_TIME.includes(what) && session.closesAt === null) return null;
    const leader = (await w.sessions.setup.people(session.id)).find(({ parts }) => parts.includes('facilitator'));
    const said = t(`review.news-${what}` as Key, {
      title: session.title,
      until: session.closesAt ?? w.now,
      name: leader ? shownTo(t, leader, await flow.needs.readerAt(w, to)).name : '',
    });
    const reason = (await w.sessions.setup.history(session.id)).findLast((one) => one.reason !== null)?.reason;
    const blocks: Block[] = [body(said)];
    if (reason && REASONED.includes(what)) blocks.push(body(t('review.reason', { reason })));
    if (what === 'lapsed' && leads(session, viewer) && session.state === 'lapsed')
      blocks.push(...buttons(press(t, 'steer', session.id)));
    blocks.push(
      ...buttons(press(t, 'read', session.id)),
      note(t(leads(session, viewer) ? 'review.why-lead' : 'review.why-card')),
    );
    return { summary: plain(said), blocks };
  };
const NEWS_WITH_TIME = ['extended', 'goes-on', 'was-away', 'too-few'];
const REASONED = ['paused', 'cancelled', 'asked-again'];
