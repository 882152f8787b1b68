/** Who leads a session when whoever did does not: handed over, taken over by the deputy, asked of others in turn, or by the group itself. */
import { duty } from '../../core/attention.ts';
import type { Block } from '../../core/card.ts';
import type { Drawer, Turn } from '../../core/feature.ts';
import type { InboundOf } from '../../core/inbound.ts';
import { type Reply, replace, tell } from '../../core/reply.ts';
import { plain, type Text } from '../../core/text.ts';
import type { Work } from '../../core/work.ts';
import { shownTo } from '../../words/author.ts';
import { body, buttons, note, sentence } from '../../words/fragments.ts';
import { addWorkingDays, OFFICE } from '../../words/working-time.ts';
import { type Flow, redraw } from '../flow.ts';
import { phaseOf } from '../method.ts';
import { methodOf } from '../methods/index.ts';
import type { Needs } from '../needs.ts';
import type { SessionRecord } from '../record.ts';
import { leads, mayTakeOver, rolesOf } from '../viewer.ts';
import { press } from './draft.ts';
import { tell as tellPeople } from './news.ts';
import { seen } from './own.ts';
import { showEverywhere } from './show.ts';

type Press = Turn<InboundOf<'action'>>;

/** Who is asked next, after how many working days of silence more. */
const ASKED = ['sponsor', 'community', 'group'] as const;
type Asked = (typeof ASKED)[number];
const NEXT_DAYS: Readonly<Record<Asked, number>> = { sponsor: 1, community: 1, group: 0 };
/** Of those who take part, so many besides the first. */
const AGREE = 2;

/** Notes what happened about who leads, apart from the session's moves. @returns false where it was noted before */
const noted = (
  w: Work,
  { id, state, version }: SessionRecord,
  event: string,
  by: string | null,
  once = '',
): Promise<boolean> =>
  w.sessions.setup.happened(id, {
    cause: `lead:${id}:${version}:${event}:${by ?? ''}${once}`,
    event,
    by,
    from: state,
    to: state,
    version,
    reason: null,
  });

/** Somebody leads from now on, in place of whoever did. */
async function leadsNow(w: Work, flow: Flow, session: SessionRecord, person: string): Promise<void> {
  const { setup } = w.sessions;
  for (const { person: who, parts, left } of await setup.people(session.id)) {
    if (!parts.includes('facilitator') || who === person) continue;
    await setup.take(session.id, who, 'facilitator');
    // Whoever led it is told as the others are, and goes on reading it.
    if (parts.length === 1 && !left) await setup.give(session.id, who, 'observer');
  }
  await setup.take(session.id, person, 'deputy');
  await setup.give(session.id, person, 'facilitator');
  await setup.save(session.id, { isSelfLed: false });
  await noted(w, session, 'leads', person, `:${w.now.getTime()}`);
  const now = (await setup.get(session.id)) ?? session;
  await setup.timer(session.id, 'silent', await silentAgain(w, flow.needs, now), now.version);
  await tellPeople(w, now, { effect: 'tell', whom: 'all', what: 'taken-over' });
  for (const part of flow.parts) await part.ledAnew?.(w, flow.needs, now);
  await showEverywhere(w, flow, now);
  await redraw(w, session.id);
}

/** The deputy, if there is one who is here. */
async function deputyOf(w: Work, session: SessionRecord): Promise<string | null> {
  const people = await w.sessions.setup.people(session.id);
  return people.find(({ parts, left, reachable }) => parts.includes('deputy') && !left && reachable)?.person ?? null;
}

/** Nobody has moved it on for long, or whoever led has left: the deputy does, else the next is asked. */
export async function silent(w: Work, flow: Flow, session: SessionRecord): Promise<void> {
  if (session.isSelfLed) return;
  const { needs } = flow;
  const deputy = await deputyOf(w, session);
  if (deputy) return leadsNow(w, flow, session, deputy);
  const before = (await w.sessions.setup.history(session.id)).filter(({ event }) => event.startsWith('asked-'));
  const since = before.filter(({ at }) => at >= session.since).map(({ event }) => event);
  const next = ASKED.find((one) => !since.includes(`asked-${one}`));
  if (!next) return;
  await noted(w, session, `asked-${next}`, null, `:${w.now.getTime()}`);
  await askNext(w, flow, session, next);
  const calendar = (await needs.calendarOf(w, session.community)) ?? OFFICE;
  const days = NEXT_DAYS[next];
  await w.sessions.setup.timer(
    session.id,
    'silent',
    days > 0 ? addWorkingDays(w.now, days, calendar) : null,
    session.version,
  );
}

/** When somebody else is asked, once it is led again; never where no phase waits to be moved on. */
async function silentAgain(w: Work, needs: Needs, session: SessionRecord): Promise<Date | null> {
  const { closesAt, community, method, state } = session;
  if (phaseOf(methodOf(method), state) === null) return null;
  const calendar = (await needs.calendarOf(w, community)) ?? OFFICE;
  const from = closesAt && closesAt > w.now ? closesAt : w.now;
  return addWorkingDays(from, 2, calendar);
}

async function askNext(w: Work, flow: Flow, session: SessionRecord, whom: Asked): Promise<void> {
  const people = await w.sessions.setup.people(session.id);
  const asked =
    whom === 'community'
      ? (await flow.needs.facilitatorsOf(w, session.community)).map(({ person }) => person)
      : people
          .filter(({ parts, left }) => !left && parts.includes(whom === 'sponsor' ? 'sponsor' : 'participant'))
          .map(({ person }) => person);
  if (asked.length === 0 && whom !== 'group') return silent(w, flow, session);
  for (const person of asked) {
    const to = await w.sessions.setup.accountFor(session.id, person);
    if (to)
      await w.say(
        `session-silent:${session.id}/${session.version}/${whom}`,
        { to, attention: duty },
        {
          view: 'sessions.silent',
          id: `${session.id}/${whom}`,
        },
      );
  }
}

/** `id`: the session and who is asked. */
export const silentView =
  (flow: Flow): Drawer =>
  async ({ w, id, to, t }) => {
    const [session_ = '', whom] = id.split('/');
    const session = await w.sessions.setup.get(session_);
    if (!session || to.kind !== 'user') return null;
    const person = await w.sessions.setup.personAt(session.id, { ...to, kind: 'user' });
    if (person === null || !(await isSilent(w, session))) return null;
    const { roles } = await rolesOf(w, flow.needs, session, person);
    if (roles.length === 0) return null;
    const community = await flow.needs.communityName(w, session.community);
    const said = t(`review.silent-${whom as Asked}`, { title: session.title, community });
    const key = whom === 'group' ? 'review.lead-ourselves' : 'review.take-over';
    return {
      summary: plain(said),
      blocks: [
        body(said),
        ...buttons(
          press(t, 'take-over', session.id, { style: 'primary', key }),
          press(t, 'people', session.id, { opens: true }),
        ),
        note(t('review.why-card')),
      ],
    };
  };

/** Whether it waits for somebody to lead it: others were asked since it came to where it is. */
async function isSilent(w: Work, session: SessionRecord): Promise<boolean> {
  if (session.isSelfLed || session.state === 'cancelled' || session.state === 'closed') return false;
  const history = await w.sessions.setup.history(session.id);
  const asked = history.findLastIndex(({ event }) => event.startsWith('asked-'));
  const led = history.findLastIndex(({ event, by }) => event === 'leads' || by !== null);
  return asked > led || (await leaderOf(w, session)) === null;
}

async function leaderOf(w: Work, { id }: SessionRecord): Promise<string | null> {
  return (
    (await w.sessions.setup.people(id)).find(({ parts, left }) => parts.includes('facilitator') && !left)?.person ??
    null
  );
}

/**
 * Whoever may, leads it from now on: deputy, sponsor and an admin at any time, who looks after the community where it is silent,
 * and those who take part where two others agree.
 */
export async function takeOver(turn: Press, flow: Flow): Promise<Reply> {
  const { w, me, t, event } = turn;
  // One after the other: the second is told who leads by now.
  await w.sessions.setup.hold(event.value.trim());
  const { session, viewer } = await seen(turn, flow.needs, event.value);
  const { roles } = viewer;
  const may = mayTakeOver(session, viewer);
  if (leads(session, viewer) && !may) return tell(sentence(t, 'review.not-silent'));
  const waits = await isSilent(w, session);
  if (may || (waits && roles.includes('community-facilitator'))) {
    await leadsNow(w, flow, session, me.person);
    return replace(sentence(t, 'review.taken-over', { title: session.title }));
  }
  if (!waits || !roles.includes('participant'))
    return tell(sentence(t, waits ? 'review.refused-not-yours' : 'review.not-silent'));
  await noted(w, session, 'would-lead-ourselves', me.person);
  const history = await w.sessions.setup.history(session.id);
  const agreed = new Set(
    history
      .filter((one) => one.event === 'would-lead-ourselves' && one.at >= session.since)
      .map(({ by }) => by?.person),
  );
  const left = AGREE + 1 - agreed.size;
  if (left > 0) return replace(sentence(t, 'review.agreed', { count: left }));
  await w.sessions.setup.save(session.id, { isSelfLed: true });
  await noted(w, session, 'leads-itself', null);
  await w.sessions.setup.timer(session.id, 'silent', null, session.version);
  const now = (await w.sessions.setup.get(session.id)) ?? session;
  await tellPeople(w, now, { effect: 'tell', whom: 'all', what: 'leads-itself' });
  await redraw(w, session.id);
  return replace(sentence(t, 'review.led-ourselves'));
}

/** Asks somebody to lead it in one's place: nothing changes until they agree. */
export async function offer(w: Work, session: SessionRecord, person: string): Promise<void> {
  const to = await w.sessions.setup.accountFor(session.id, person);
  if (!to) return;
  await noted(w, session, 'offered-lead', person, `:${w.now.getTime()}`);
  const id = `${session.id}/${person}/${w.now.getTime()}`;
  await w.show(`session-offer:${id}`, { to, attention: duty }, { view: 'sessions.offer', id });
}

/** `id`: the session, to whom it is offered, and when. */
export const offerView =
  (flow: Flow): Drawer =>
  async ({ w, id, to, t, there }) => {
    const [session_ = '', person = ''] = id.split('/');
    const session = await w.sessions.setup.get(session_);
    if (
      !session ||
      to.kind !== 'user' ||
      (await w.sessions.setup.personAt(session.id, { ...to, kind: 'user' })) !== person
    )
      return null;
    if (!(await isOffered(w, session, person))) return there ? sentence(t, 'review.offer-over') : null;
    const leader = await leaderOf(w, session);
    const by = leader ? await w.sessions.setup.attending(session.id, leader) : null;
    const community = await flow.needs.communityName(w, session.community);
    const name = by ? shownTo(t, by, await flow.needs.readerAt(w, to)).name : community;
    const said: Text = t('review.offer', { name, title: session.title });
    const blocks: readonly Block[] = [
      body(said),
      ...buttons(
        press(t, 'accept-lead', session.id, { style: 'primary', key: 'review.offer-accept' }),
        press(t, 'decline-lead', session.id, { key: 'review.offer-decline' }),
      ),
      note(t('review.why-card')),
    ];
    return { summary: plain(said), blocks };
  };

/** Whether the last that was said of somebody's leading is that it was offered to them. */
async function isOffered(w: Work, { id }: SessionRecord, person: string): Promise<boolean> {
  const said = (await w.sessions.setup.history(id)).filter(
    ({ event, by }) =>
      event === 'leads' || ((event === 'offered-lead' || event === 'declined-lead') && by?.person === person),
  );
  return said.at(-1)?.event === 'offered-lead';
}

export async function acceptLead(turn: Press, flow: Flow): Promise<Reply> {
  const { w, me, t, event } = turn;
  await w.sessions.setup.hold(event.value.trim());
  const { session } = await seen(turn, flow.needs, event.value);
  if (!(await isOffered(w, session, me.person))) return replace(sentence(t, 'review.offer-over'));
  await leadsNow(w, flow, session, me.person);
  return replace(sentence(t, 'review.taken-over', { title: session.title }));
}

export async function declineLead(turn: Press, flow: Flow): Promise<Reply> {
  const { w, me, t, event } = turn;
  const { session } = await seen(turn, flow.needs, event.value);
  if (!(await isOffered(w, session, me.person))) return replace(sentence(t, 'review.offer-over'));
  await noted(w, session, 'declined-lead', me.person, `:${w.now.getTime()}`);
  const leader = await leaderOf(w, session);
  const to = leader ? await w.sessions.setup.accountFor(session.id, leader) : null;
  if (to)
    await w.say(
      `session-declined:${session.id}/${me.person}/${w.now.getTime()}`,
      { to, attention: duty },
      {
        view: 'sessions.lead-declined',
        id: `${session.id}/${me.person}`,
      },
    );
  return replace(sentence(t, 'review.offer-over'));
}

/** `id`: the session, and who declined. */
export const declinedView =
  (flow: Flow): Drawer =>
  async ({ w, id, to, t }) => {
    const [session_ = '', person = ''] = id.split('/');
    const session = await w.sessions.setup.get(session_);
    if (!session || to.kind !== 'user') return null;
    const reader = await w.sessions.setup.personAt(session.id, { ...to, kind: 'user' });
    if (reader === null || !leads(session, await rolesOf(w, flow.needs, session, reader))) return null;
    const who = await w.sessions.setup.attending(session.id, person);
    if (!who) return null;
    const { name } = shownTo(t, who, await flow.needs.readerAt(w, to));
    return sentence(t, 'review.offer-declined', { name, title: session.title });
  };

/** Somebody has left: what they led, the deputy leads at once; of what they sponsored, an admin is told by the part that asks sponsors. */
export async function personLeft(w: Work, flow: Flow, person: string): Promise<void> {
  for (const id of await w.sessions.setup.ledBy(person)) {
    const session = await w.sessions.setup.hold(id);
    if (session && !session.isSelfLed) await silent(w, flow, session);
  }
  for (const id of await w.sessions.setup.with(person)) await redraw(w, id);
}
