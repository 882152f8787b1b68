/** What follows for lessons and actions when a session moves: they are put to people, published, handed over. */
import { duty } from '../../core/attention.ts';
import type { Block } from '../../core/card.ts';
import type { Drawer, Turn } from '../../core/feature.ts';
import type { InboundOf } from '../../core/inbound.ts';
import { type Reply, replace } from '../../core/reply.ts';
import { plain } from '../../core/text.ts';
import type { Work } from '../../core/work.ts';
import { body, buttons, note, sentence } from '../../words/fragments.ts';
import type { Needs } from '../needs.ts';
import type { SessionRecord } from '../record.ts';
import type { Effect } from '../session.ts';
import { leads, viewerOf } from '../viewer.ts';
import { type Action, inHand } from './action.ts';
import { offer } from './action-write.ts';
import { yearAfter } from './lesson-follow.ts';
import { actionRow } from './lists.ts';
import { happen } from './moving.ts';
import { isLeading, leadingOf, sightOf, sponsorsOf } from './rights.ts';
import { askSponsor } from './sponsor.ts';

export async function effect(
  w: Work,
  needs: Needs,
  session: SessionRecord,
  { effect: what }: Effect,
  by: string | null,
): Promise<void> {
  switch (what) {
    case 'send-draft':
      await offerAll(w, needs, session, by);
      return;
    case 'ask-sponsor':
      await askSponsor(w, session);
      return;
    case 'publish':
      // What was proposed after the draft went out, where there is no time for agreeing.
      await offerAll(w, needs, session, by);
      await w.sessions.outcome.publishLessons(session.id, yearAfter(w.now));
      await w.sessions.outcome.letPass(session.id);
      return;
    case 'hand-actions-to-sponsor':
      await handOver(w, needs, session);
      return;
  }
}

async function held(w: Work, session: string): Promise<readonly Action[]> {
  const all: Action[] = [];
  for (const { id } of await w.sessions.outcome.actionsOf(session)) {
    const action = await w.sessions.outcome.holdAction(id);
    if (action) all.push(action);
  }
  return all;
}

async function offerAll(w: Work, needs: Needs, session: SessionRecord, by: string | null): Promise<number> {
  const proposed = (await held(w, session.id)).filter(({ state, owner }) => state === 'proposed' && owner !== null);
  for (const action of proposed) await offer({ w, me: by === null ? null : { person: by } }, needs, action);
  return proposed.length;
}

/** "Offer them all": by whoever leads, and where nobody does by anybody who takes part. */
export async function offerThem(turn: Turn<InboundOf<'action'>>, needs: Needs): Promise<Reply> {
  const { w, t, me, event } = turn;
  const sight = await sightOf(turn, needs, event.value, { hold: true });
  const may = isLeading(sight) || (sight.session.isSelfLed && sight.viewer.roles.includes('participant'));
  if (!may) return replace(sentence(t, 'review.outcome.only-leading'));
  const count = await offerAll(w, needs, sight.session, me.person);
  return replace(sentence(t, 'review.outcome.offered-all', { count }));
}

/** A session was cancelled: what nobody has accepted is dropped, and who answers for it says what becomes of the rest. */
async function handOver(w: Work, needs: Needs, session: SessionRecord): Promise<void> {
  const actions = await held(w, session.id);
  for (const action of actions) if (isUntaken(action)) await happen(w, needs, action, 'drop', { by: null });
  const lessons = await w.sessions.outcome.linksOf(session.id);
  // What was learned again in it counts no more.
  await w.sessions.outcome.recount(lessons.filter(({ kind }) => kind === 'same').map(({ earlier }) => earlier.id));
  if (!actions.some(inHand)) return;
  const sponsors = await sponsorsOf(w, session.id);
  const told = sponsors.length > 0 ? sponsors : await leadingOf(w, needs, session);
  for (const { ref } of told)
    await w.say(
      `actions-kept:${session.id}`,
      { to: ref, attention: duty },
      { view: 'sessions.actions-kept', id: session.id },
    );
}

const isUntaken = ({ state }: Action): boolean =>
  state === 'proposed' || state === 'offered' || state === 'declined' || state === 'orphaned';

/** `id`: a session that was cancelled. What was accepted in it, to keep or drop. */
export const keptView =
  (needs: Needs): Drawer =>
  async ({ w, id, to, t, there }) => {
    const me = to.kind === 'user' ? await needs.meOf(w, { ...to, kind: 'user' }) : null;
    const session = await w.sessions.setup.get(id);
    if (!me || !session) return null;
    const viewer = await viewerOf(w, needs, session, me);
    if (!viewer.roles.includes('sponsor') && !leads(session, viewer) && !viewer.roles.includes('community-facilitator'))
      return null;
    const open = session.state === 'cancelled' ? await undecided(w, id) : [];
    if (open.length === 0) return there ? sentence(t, 'review.outcome.kept-over', { title: session.title }) : null;
    const title = t('review.outcome.kept-title', { title: session.title, count: open.length });
    const how = { reader: me.organisation, now: w.now, zone: session.zone };
    return {
      summary: plain(title),
      blocks: [
        body(title),
        ...open.slice(0, SHOWN).flatMap((action): readonly Block[] => [
          actionRow(t, action, how),
          ...buttons({
            button: 'action',
            action: 'sessions.action-keep',
            value: `${action.id}/${action.version}`,
            label: t.plain('review.outcome.keep'),
          }),
        ]),
        ...(open.length > SHOWN ? [note(t('review.outcome.lead-more', { more: open.length - SHOWN }))] : []),
        note(t('review.outcome.kept-note')),
      ],
    };
  };
const SHOWN = 10;

/** Those in somebody's hands of which nobody has said that they go on. */
async function undecided(w: Work, session: string): Promise<readonly Action[]> {
  const open: Action[] = [];
  for (const action of (await w.sessions.outcome.actionsOf(session)).filter(inHand)) {
    const history = await w.sessions.outcome.actionHistory(action.id);
    if (!history.some(({ event }) => event === 'keep')) open.push(action);
  }
  return open;
}
