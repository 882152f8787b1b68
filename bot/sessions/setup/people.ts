/** Who is in a session: added and taken out by whoever leads it, or by themselves. */
import { duty } from '../../core/attention.ts';
import { isTicked, words } from '../../core/card.ts';
import type { Drawer, Turn } from '../../core/feature.ts';
import type { InboundOf } from '../../core/inbound.ts';
import { ask, invalid, type Reply, replace, results, tell } from '../../core/reply.ts';
import { plain } from '../../core/text.ts';
import { shownTo } from '../../words/author.ts';
import { body, buttons, note, sentence } from '../../words/fragments.ts';
import { act, type Flow, redraw } from '../flow.ts';
import { PARTS, type Part, type SessionRecord } from '../record.ts';
import { leads, rolesOf, viewerOf } from '../viewer.ts';
import { isLive } from './cards.ts';
import { press } from './draft.ts';
import { leading, within } from './own.ts';
import { showEverywhere, showOwn } from './show.ts';
import { offer } from './succession.ts';

type Press = Turn<InboundOf<'action'>>;
type Submission = Turn<InboundOf<'submission'>>;

/** People who can be named, found by typing; value: their id. */
export async function searchPeople({ w, me, t, event }: Turn<InboundOf<'search'>>): Promise<Reply> {
  const found = await w.sessions.setup.nameableBy(me.ref, event.query, 25);
  return results(
    found.map((one) => {
      const { name, organisation } = shownTo(t, one, me.organisation);
      return { value: one.person, title: name, text: organisation };
    }),
  );
}

/** The rows of who is in it, each with a button that takes them out, and below them a form for one more. */
export async function openPeople(turn: Press, flow: Flow): Promise<Reply> {
  const { session } = await leading(turn, flow.needs, turn.event.value);
  return ask(await peopleForm(turn, session));
}

async function peopleForm({ w, me, t }: Pick<Turn, 'w' | 'me' | 't'>, session: SessionRecord) {
  const people = await w.sessions.setup.people(session.id);
  return {
    form: 'sessions.people',
    context: session.id,
    title: t.plain('review.people-title'),
    intro: t('review.people-intro'),
    rows: people
      .flatMap((one) =>
        one.parts.map((part) => ({
          block: 'row' as const,
          text: shownTo(t, one, me.organisation).name,
          note: t('review.people-row', { part: t.plain(`review.parts-${part}`), organisation: one.organisation }),
          button: press(t, 'remove', `${session.id} ${one.person} ${part}`, { key: 'review.people-remove' }),
        })),
      )
      .slice(0, 40),
    fields: [
      { field: 'search', name: 'who', label: t.plain('review.people-who'), search: 'session-people' },
      {
        field: 'choice',
        name: 'part',
        label: t.plain('review.people-part'),
        options: PARTS.map((part) => ({ value: part, label: t.plain(`review.parts-${part}`) })),
        value: 'participant',
      },
      {
        field: 'tick',
        name: 'manages',
        label: t.plain('review.people-manages'),
        hint: t.plain('review.people-manages-hint'),
        optional: true,
      },
    ],
    submit: t.plain('review.people-add'),
    cancel: t.plain('words.cancel'),
  } as const;
}

export async function addPerson(turn: Submission, flow: Flow): Promise<Reply> {
  const { w, me, t, event } = turn;
  const { session } = await leading(turn, flow.needs, event.context);
  const part = PARTS.find((one) => one === words(event.values.part));
  const [who] = await w.sessions.setup.nameableOf(session.community, [words(event.values.who)]);
  if (!who)
    return invalid({
      who: t.plain('review.not-member', { community: await flow.needs.communityName(w, session.community) }),
    });
  if (!part) return invalid({ part: t.plain('review.needed') });
  // Once people have heard of it, nobody leads it without having agreed to.
  if (part === 'facilitator' && session.state !== 'draft') {
    await offer(w, session, who.person);
    return tell(sentence(t, 'review.offer-sent', { name: shownTo(t, who, me.organisation).name }));
  }
  await added(turn, flow, session, who.person, part, isTicked(event.values.manages));
  return tell(sentence(t, 'review.people-added', { name: shownTo(t, who, me.organisation).name }));
}

async function added(
  { w }: Pick<Turn, 'w'>,
  flow: Flow,
  session: SessionRecord,
  person: string,
  part: Part,
  manages: boolean,
): Promise<void> {
  const { setup } = w.sessions;
  // One leads, and one sponsors.
  if (part === 'facilitator' || part === 'sponsor')
    for (const one of await setup.people(session.id))
      if (one.parts.includes(part)) await setup.take(session.id, one.person, part);
  await setup.give(session.id, person, part);
  if (part === 'observer') await setup.watches(session.id, person, manages);
  if (part === 'facilitator') await setup.save(session.id, { isSelfLed: false });
  const now = (await setup.get(session.id)) ?? session;
  if (now.state === 'draft') return;
  await showEverywhere(w, flow, now);
  for (const one of flow.parts) await one.came?.(w, flow.needs, now, person, part);
  await redraw(w, session.id);
}

/** Value: the session, the person and the part. */
export async function removePerson(turn: Press, flow: Flow): Promise<Reply> {
  const { w, t, event } = turn;
  const [id = '', person = '', named] = event.value.split(' ');
  const { session } = await leading(turn, flow.needs, id);
  const part = PARTS.find((one) => one === named);
  const who = await w.sessions.setup.attending(id, person);
  if (!part || !who?.parts.includes(part)) return ask(await peopleForm(turn, session));
  if (part === 'facilitator' && session.state !== 'draft') return tell(sentence(t, 'review.people-last'));
  await w.sessions.setup.take(id, person, part);
  if (part === 'facilitator') await w.sessions.setup.save(id, { isSelfLed: true });
  await redraw(w, id);
  return ask(await peopleForm(turn, session));
}

/** Somebody cannot take part: no more is asked of them, and whoever leads hears of it. */
export async function cannot(turn: Press, flow: Flow): Promise<Reply> {
  const { w, me, t, event } = turn;
  const { session } = await within(turn, flow.needs, event.value);
  await w.sessions.setup.take(session.id, me.person, 'participant');
  await tellLeading(w, session, `cannot/${me.person}`);
  await redraw(w, session.id);
  return replace(sentence(t, 'review.cannot-said'));
}

/** Whoever leads hears something of somebody. */
async function tellLeading(w: Turn['w'], session: SessionRecord, what: string): Promise<void> {
  for (const { person, parts, left } of await w.sessions.setup.people(session.id)) {
    const isLeading = parts.includes('facilitator') || (session.isSelfLed && person === session.createdBy);
    if (left || !isLeading) continue;
    const to = await w.sessions.setup.accountFor(session.id, person);
    if (to)
      await w.show(
        `session-person:${session.id}/${what}`,
        { to, attention: duty },
        { view: 'sessions.person', id: `${session.id}/${what}` },
      );
  }
}

/** `id`: the session, what it is (cannot or join), and of whom. */
export const personView =
  (flow: Flow): Drawer =>
  async ({ w, id, to, t }) => {
    const [session_ = '', what, person = ''] = id.split('/');
    const session = await w.sessions.setup.get(session_);
    if (!session || to.kind !== 'user') return null;
    const reader = await w.sessions.setup.personAt(session.id, { ...to, kind: 'user' });
    if (reader === null || !leads(session, await rolesOf(w, flow.needs, session, reader))) return null;
    const [who] = await w.sessions.setup.nameableOf(session.community, [person]);
    if (!who) return null;
    const { name } = shownTo(t, who, await flow.needs.readerAt(w, to));
    const isIn = (await w.sessions.setup.attending(session.id, person))?.parts.includes('participant') ?? false;
    if (what === 'cannot') return isIn ? null : sentence(t, 'review.cannot-told', { name, title: session.title });
    const said = t(isIn ? 'review.people-added' : 'review.join-ask', { name, title: session.title });
    return {
      summary: plain(said),
      blocks: [
        body(said),
        ...(isIn
          ? []
          : buttons(press(t, 'let-in', `${session.id} ${person}`, { style: 'primary', key: 'review.join-let-in' }))),
        note(t('review.why-lead')),
      ],
    };
  };

/** Whoever reads of it in a channel would like to take part: who leads it decides; late is welcome. */
export async function join(turn: Press, flow: Flow): Promise<Reply> {
  const { w, me, t, event } = turn;
  const session = await w.sessions.setup.get(event.value);
  if (!session || !isLive(session)) return tell(sentence(t, 'review.gone'));
  if (!(await flow.needs.isMember(w, me.ref, session.community))) return tell(sentence(t, 'review.not-yours'));
  const viewer = await viewerOf(w, flow.needs, session, me);
  if (viewer.roles.includes('participant')) return tell(sentence(t, 'review.joined'));
  if (leads(session, viewer)) {
    await added(turn, flow, session, me.person, 'participant', false);
    return tell(sentence(t, 'review.joined'));
  }
  await tellLeading(w, session, `join/${me.person}`);
  return tell(sentence(t, 'review.join-asked'));
}

/** Value: the session and who wants to take part. */
export async function letIn(turn: Press, flow: Flow): Promise<Reply> {
  const { w, me, t, event } = turn;
  const [id = '', person = ''] = event.value.split(' ');
  const { session } = await leading(turn, flow.needs, id);
  const [who] = await w.sessions.setup.nameableOf(session.community, [person]);
  if (!who) return tell(sentence(t, 'review.gone'));
  await added(turn, flow, session, person, 'participant', false);
  await showOwn(w, session, person);
  return replace(sentence(t, 'review.people-added', { name: shownTo(t, who, me.organisation).name }));
}

/** In place of one's own draft, one takes part in a review about the same days. Value: the draft and the other. */
export async function instead(turn: Press, flow: Flow): Promise<Reply> {
  const { w, me, t, event } = turn;
  const [id = '', other = ''] = event.value.split(' ');
  const { session } = await leading(turn, flow.needs, id);
  const found = await w.sessions.setup.get(other);
  if (!found || found.community !== session.community || session.state !== 'draft')
    return tell(sentence(t, 'review.gone'));
  const cancel = { event: 'cancel', reason: t.plain('review.cancel-elsewhere') } as const;
  await act(w, flow, id, cancel, { by: me.person, cause: `press:${event.id}` });
  return join({ ...turn, event: { ...event, value: other } }, flow);
}
