/** Moving a session on, making it longer, and what else whoever leads can do with it. */
import { type Form, isTicked, words } from '../../core/card.ts';
import { Refusal, type Turn } from '../../core/feature.ts';
import type { InboundOf } from '../../core/inbound.ts';
import { ask, invalid, type Reply, replace, tell } from '../../core/reply.ts';
import { plain } from '../../core/text.ts';
import type { Key } from '../../core/translate.ts';
import { shownTo } from '../../words/author.ts';
import { body, buttons, heading, note, sentence } from '../../words/fragments.ts';
import { act, type Flow, redraw, standingOf } from '../flow.ts';
import { phaseOf } from '../method.ts';
import { methodOf } from '../methods/index.ts';
import type { Viewer } from '../parts.ts';
import type { SessionRecord } from '../record.ts';
import { may } from '../roles.ts';
import type { Event } from '../session.ts';
import { leads, takesPart } from '../viewer.ts';
import { isLive, leadCard, ownCard, takeOverButton } from './cards.ts';
import { press } from './draft.ts';
import { hasOpened, isBeforeOpening, leading, seen, sets } from './own.ts';
import { refusedCard } from './refused.ts';
import { showOwn } from './show.ts';
import { offer } from './succession.ts';
import { headingText, isWriting, stateText } from './words.ts';

type Press = Turn<InboundOf<'action'>>;
type Submission = Turn<InboundOf<'submission'>>;

/** What is answered once it has moved: how it stands now, to who moved it. */
async function standing(turn: Press | Submission, flow: Flow, session: SessionRecord): Promise<Reply> {
  const { w, me, t } = turn;
  const { viewer } = await seen(turn, flow.needs, session.id);
  // In one that nobody leads, what counts is who of those in it wants to go on.
  const card =
    leads(session, viewer) && !session.isSelfLed
      ? await leadCard({ w, t, flow }, session)
      : await ownCard({ w, t, flow }, session, viewer, me.ref);
  return turn.event.kind === 'action' ? replace(card) : tell(card);
}

async function move(turn: Press | Submission, flow: Flow, id: string, event: Event, seen?: number): Promise<Reply> {
  const { w, me } = turn;
  const cause = `${turn.event.kind}:${turn.event.id}`;
  const was = await w.sessions.setup.get(id);
  const moved = await act(w, flow, id, event, { by: me.person, cause, ...(seen !== undefined && { seen }) });
  if (moved?.kind === 'moved' || moved?.kind === 'stays') return standing(turn, flow, moved.session);
  if (!was) throw new Refusal(sentence(turn.t, 'review.gone'));
  const card = await refusedCard(turn, flow, was, moved);
  return turn.event.kind === 'submission' ? invalid({ '': card.summary }) : tell(card);
}

/** Value: the session and the version that was seen. */
export async function openNow(turn: Press, flow: Flow): Promise<Reply> {
  const [id = '', version] = turn.event.value.split(' ');
  await seen(turn, flow.needs, id);
  return move(turn, flow, id, { event: 'open' }, Number(version));
}

/** To the next phase. Whoever leads is told once how many are not finished, and of what the group has left out. */
export async function next(turn: Press, flow: Flow): Promise<Reply> {
  const { w, t } = turn;
  const [id = '', version] = turn.event.value.split(' ');
  const { session, viewer } = await seen(turn, flow.needs, id);
  const unasked = await unfinished(turn, flow, session, leads(session, viewer));
  if (unasked) return unasked;
  for (const part of flow.parts) {
    const key = await part.nextAsks?.(w, session);
    if (key) return tell(sureCard(t, session, key, {}));
  }
  return move(turn, flow, id, { event: 'next' }, Number(version));
}

/** The same, by who was told what is left out. */
export async function nextSure(turn: Press, flow: Flow): Promise<Reply> {
  const [id = '', version] = turn.event.value.split(' ');
  await seen(turn, flow.needs, id);
  return move(turn, flow, id, { event: 'next', sure: true }, Number(version));
}

async function unfinished(
  { w, t }: Press,
  flow: Flow,
  session: SessionRecord,
  isLeading: boolean,
): Promise<Reply | null> {
  if (!isLeading || session.isSelfLed || !isWriting(session)) return null;
  const { unfinished: count } = await standingOf(w, flow, session);
  return count === 0 ? null : tell(sureCard(t, session, 'review.next-sure-means', { count }));
}

function sureCard(t: Turn['t'], session: SessionRecord, why: Key, args: { count?: number }) {
  const card = sentence(t, why, args.count === undefined ? {} : { count: args.count });
  const key: Key = isWriting(session) ? 'review.close-anyway' : 'review.next-anyway';
  const button = press(t, 'next-sure', `${session.id} ${session.version}`, { style: 'primary', key });
  return { ...card, blocks: [...card.blocks, { block: 'buttons' as const, buttons: [button] }] };
}

export async function openExtend(turn: Press, flow: Flow): Promise<Reply> {
  const { t } = turn;
  const { session } = await leading(turn, flow.needs, turn.event.value);
  const most = phaseOf(methodOf(session.method), session.state)?.extensions.days ?? 0;
  if (most === 0) return tell(sentence(t, 'review.refused-not-now'));
  const options = Array.from({ length: most }, (_, at) => ({ value: `${at + 1}`, label: `${at + 1}` }));
  return ask({
    form: 'sessions.extend',
    context: session.id,
    title: t.plain('review.extend-title'),
    fields: [{ field: 'choice', name: 'days', label: t.plain('review.extend-days'), options, value: '2' }],
    submit: t.plain('review.extend'),
    cancel: t.plain('words.cancel'),
  });
}
export async function extend(turn: Submission, flow: Flow): Promise<Reply> {
  await leading(turn, flow.needs, turn.event.context);
  return move(turn, flow, turn.event.context, { event: 'extend', days: Number(words(turn.event.values.days)) });
}

/** What becomes of one in which too few took part. */
export async function goOn(turn: Press, flow: Flow): Promise<Reply> {
  const [id = '', version, how] = turn.event.value.split(' ');
  await leading(turn, flow.needs, id);
  if (how !== 'longer' && how !== 'live' && how !== 'stop') return tell(sentence(turn.t, 'review.refused-not-now'));
  if (how === 'live') {
    const session = await turn.w.sessions.setup.hold(id);
    // A card that is older than what happened since changes no method.
    if (session?.state !== 'lapsed' || session.version !== Number(version))
      return tell(session ? await refusedCard(turn, flow, session, null) : sentence(turn.t, 'review.gone'));
    // A method whose people are together, with the same ones.
    await turn.w.sessions.setup.save(id, { method: 'aar_live', opensAt: turn.w.now });
  }
  return move(turn, flow, id, { event: 'go-on', how }, Number(version));
}

/** What else can be done with a session, as it stands and by whom. */
const MORE = [
  'pause',
  'resume',
  'edit',
  'unattributed',
  'hand-over',
  'ask-again',
  'reopen',
  'close',
  'cancel',
] as const;
type More = (typeof MORE)[number];

async function possible(w: Turn['w'], session: SessionRecord, viewer: Viewer): Promise<readonly More[]> {
  const isWritten = await hasOpened(w, session);
  const { state, isSelfLed, edition, isScreening } = session;
  const phase = phaseOf(methodOf(session.method), state);
  const all: Record<More, boolean> = {
    pause: isLive(session),
    resume: state === 'paused',
    edit: state === 'scheduled',
    unattributed: isBeforeOpening(session) && session.attribution === 'named' && !isWritten,
    'hand-over': !isSelfLed && state !== 'closed' && state !== 'cancelled',
    'ask-again': phase?.asksAgain !== undefined && !isScreening && !session.askedAgain.includes(phase.asksAgain),
    reopen: state === 'published' || state === 'closed',
    close: state === 'published',
    cancel: edition === 0 && state !== 'cancelled' && state !== 'closed',
  };
  const isTheirs = (one: More): boolean => {
    switch (one) {
      case 'hand-over':
        return leads(session, viewer);
      case 'unattributed':
        return sets(session, viewer);
      default:
        return may(session, one, viewer);
    }
  };
  return MORE.filter((one) => all[one] && isTheirs(one));
}

const REASONS = ['not-needed', 'elsewhere', 'people', 'other'] as const;

export async function openMore(turn: Press, flow: Flow): Promise<Reply> {
  const { w, me, t } = turn;
  const { session, viewer } = await seen(turn, flow.needs, turn.event.value);
  const can = await possible(w, session, viewer);
  if (can.length === 0) return tell(sentence(t, 'review.refused-not-now'));
  const people = (await w.sessions.setup.people(session.id)).filter(({ left }) => !left).slice(0, 100);
  const form: Form = {
    form: 'sessions.more',
    context: `${session.id} ${session.version}`,
    title: t.plain('review.more-title'),
    fields: [
      {
        field: 'choice',
        name: 'what',
        label: t.plain('review.more-what'),
        options: can.map((one) => ({ value: one, label: t.plain(`review.more-${one}`) })),
      },
      {
        field: 'paragraph',
        name: 'why',
        label: t.plain('review.more-why'),
        hint: t.plain('review.more-why-hint'),
        max: 1_000,
        optional: true,
      },
      ...(can.includes('cancel')
        ? [
            {
              field: 'choice' as const,
              name: 'main',
              label: t.plain('review.cancel-why'),
              options: REASONS.map((one) => ({ value: one, label: t.plain(`review.cancel-${one}`) })),
              optional: true,
            },
          ]
        : []),
      ...(can.includes('pause')
        ? [
            {
              field: 'tick' as const,
              name: 'holds',
              label: t.plain('review.more-investigation'),
              hint: t.plain('review.more-investigation-hint'),
              optional: true,
            },
          ]
        : []),
      ...(can.includes('hand-over')
        ? [
            {
              field: 'choice' as const,
              name: 'to',
              label: t.plain('review.more-to'),
              options: people.map((one) => ({
                value: one.person,
                label: shownTo(t, one, me.organisation).name,
                note: one.organisation,
              })),
              optional: true,
            },
          ]
        : []),
    ],
    submit: t.plain('review.save'),
    cancel: t.plain('words.cancel'),
  };
  return ask(form);
}

export async function more(turn: Submission, flow: Flow): Promise<Reply> {
  const { w, me, t, event } = turn;
  const [id = '', version] = event.context.split(' ');
  const { session, viewer } = await seen(turn, flow.needs, id);
  const what = MORE.find((one) => one === words(event.values.what));
  const reason = words(event.values.why);
  if (!what || !(await possible(w, session, viewer)).includes(what))
    return invalid({ what: t.plain('review.refused-not-now') });
  if (what === 'hand-over') {
    const to = words(event.values.to);
    const who = await w.sessions.setup.attending(id, to);
    if (!who) return invalid({ to: t.plain('review.needed') });
    await offer(w, session, to);
    return tell(sentence(t, 'review.offer-sent', { name: shownTo(t, who, me.organisation).name }));
  }
  if (what === 'unattributed') {
    // Nobody has written anything yet, and it is never taken back.
    await w.sessions.setup.save(id, { attribution: 'unattributed' });
    await redraw(w, id);
    return tell(sentence(t, 'review.names-unattributed'));
  }
  const main = REASONS.find((one) => one === words(event.values.main));
  if (what === 'cancel' && !main) return invalid({ main: t.plain('review.needed') });
  const because =
    what === 'cancel' && main ? [t.plain(`review.cancel-${main}`), reason].filter(Boolean).join('. ') : reason;
  const holds = isTicked(event.values.holds);
  const events: Record<Exclude<More, 'hand-over' | 'unattributed'>, Event> = {
    pause: { event: 'pause', reason, holds },
    resume: { event: 'resume' },
    edit: { event: 'edit' },
    'ask-again': { event: 'ask-again', question: reason },
    reopen: { event: 'reopen', reason },
    close: { event: 'close', reason },
    cancel: { event: 'cancel', reason: because },
  };
  return move(turn, flow, id, events[what], Number(version));
}

/** One's own card of a session, brought into the private chat; value: the session. Who has no part in it reads what it is called, and may stop it. */
export async function read(turn: Press, flow: Flow): Promise<Reply> {
  const { w, me, t } = turn;
  const { session, viewer } = await seen(turn, flow.needs, turn.event.value);
  if (takesPart(viewer)) {
    await showOwn(w, session, me.person);
    return tell(await ownCard({ w, t, flow }, session, viewer, me.ref));
  }
  const title = headingText(t, session);
  return tell({
    summary: plain(title),
    blocks: [
      heading(title),
      body(stateText(t, session)),
      ...buttons(
        (await possible(w, session, viewer)).length > 0 && press(t, 'more', session.id, { opens: true }),
        takeOverButton(t, session, viewer),
      ),
      note(t('review.not-yours')),
    ],
  });
}

/** The card of whoever leads. */
export async function steer(turn: Press, flow: Flow): Promise<Reply> {
  const { w, t } = turn;
  const { session } = await leading(turn, flow.needs, turn.event.value);
  return tell(await leadCard({ w, t, flow }, session));
}
