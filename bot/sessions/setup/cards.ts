/** A session's cards: one in each channel of its community, one for each person who has a part in it, one for whoever leads. */
import type { Block, Button, Card } from '../../core/card.ts';
import type { Drawer } from '../../core/feature.ts';
import type { ConversationRef, UserRef } from '../../core/ref.ts';
import { sameRef } from '../../core/ref.ts';
import { bold, plain, runs, type Text } from '../../core/text.ts';
import type { Translate } from '../../core/translate.ts';
import type { Work } from '../../core/work.ts';
import { shownTo } from '../../words/author.ts';
import { body, buttons, heading, listOf, note, sentence } from '../../words/fragments.ts';
import { labelled } from '../../words/handling.ts';
import type { Flow } from '../flow.ts';
import { phaseOf } from '../method.ts';
import { methodOf } from '../methods/index.ts';
import type { Viewer } from '../parts.ts';
import type { SessionRecord } from '../record.ts';
import { leads, mayTakeOver, rolesOf, takesPart } from '../viewer.ts';
import { press } from './draft.ts';
import { factsOf } from './facts.ts';
import { headingText, stateText } from './words.ts';

type View = (flow: Flow) => Drawer;

/** In a channel of its community: what it is, where it stands, and what anybody there can press. */
export const channelView: View =
  (flow) =>
  async ({ w, id, to, t, there }) => {
    const session = await w.sessions.setup.get(id);
    if (!session || to.kind !== 'conversation' || session.state === 'draft') return null;
    const place = { ...to, kind: 'conversation' } as const;
    const here = (await flow.needs.channelsOf(w, session.community)).find(({ ref }) => sameRef(ref, to));
    if (!here) return there ? sentence(t, 'review.gone') : null;
    if (here.mode === 'off' && !there) return null;
    const reader = await flow.needs.readerAt(w, place);
    const { summary, blocks } = await opening(w, t, flow, session, place, reader);
    const offers = isLive(session) ? flow.parts.flatMap((part) => part.offers?.(t, session) ?? []) : [];
    return {
      summary,
      blocks: [
        ...blocks,
        ...buttons(
          ...offers,
          isLive(session) && press(t, 'read', session.id),
          isLive(session) && press(t, 'join', session.id),
        ),
        note(t('review.why-channel')),
      ],
    };
  };

/** What every card of a session begins with. */
async function opening(
  w: Work,
  t: Translate,
  flow: Flow,
  session: SessionRecord,
  to: ConversationRef | UserRef,
  reader: string | null,
): Promise<Card> {
  const community = await flow.needs.communityName(w, session.community);
  const title = headingText(t, session);
  const lines: Text[] = [];
  for (const part of flow.parts) lines.push(...((await part.lines?.(w, t, session, to)) ?? []));
  const label = session.label ?? (await flow.needs.labelIn(w, session.community));
  const reason = await reasonOf(w, session);
  return {
    summary: plain(title),
    blocks: [
      heading(title),
      ...(session.reference ? [note(t('review.reference', { reference: session.reference, community }))] : []),
      standing(t, session),
      ...(reason === null ? [] : [body(t('review.reason', { reason }))]),
      ...lines.map(body),
      ...(session.edition > 0 && phaseOf(methodOf(session.method), session.state)
        ? [note(t('review.under-review'))]
        : []),
      await factsOf({ w, t }, flow, session, reader),
      ...(label ? [note(labelled(t, label))] : []),
    ],
  };
}

/** Where it stands: in bold, unless that is said with a time, which no platform draws in bold. */
function standing(t: Translate, session: SessionRecord): Block {
  const text = stateText(t, session);
  return body(runs(text).some(({ run }) => run === 'time') ? text : bold(text));
}

/** Why it is paused or was cancelled. */
async function reasonOf(w: Work, { id, state }: SessionRecord): Promise<string | null> {
  if (state !== 'paused' && state !== 'cancelled') return null;
  return (await w.sessions.setup.history(id)).findLast(({ from, to }) => to === state && from !== to)?.reason ?? null;
}

export const isLive = ({ state, method }: SessionRecord): boolean =>
  state === 'scheduled' || phaseOf(methodOf(method), state) !== null;

/** With one person who has a part in it. */
export const ownView: View =
  (flow) =>
  async ({ w, id, to, t, there }) => {
    const [session_, person = ''] = id.split('/');
    const session = await w.sessions.setup.get(session_ ?? '');
    if (!session || to.kind !== 'user') return null;
    const account = { ...to, kind: 'user' } as const;
    if ((await w.sessions.setup.personAt(session.id, account)) !== person) return null;
    const viewer = await rolesOf(w, flow.needs, session, person);
    // Whoever has no part in it any more reads nothing of it there.
    if (!takesPart(viewer)) return there ? sentence(t, 'review.not-yours') : null;
    return ownCard({ w, t, flow }, session, viewer, account);
  };

export async function ownCard(
  { w, t, flow }: { w: Work; t: Translate; flow: Flow },
  session: SessionRecord,
  viewer: Viewer,
  to: UserRef,
): Promise<Card> {
  const reader = await flow.needs.readerAt(w, to);
  const own = await w.sessions.setup.attending(session.id, viewer.person);
  const parts = (own?.parts ?? []).map((part) => t.plain(`review.part-${part}`));
  const { summary, blocks } = await opening(w, t, flow, session, to, reader);
  const offered: Block[] = [];
  for (const part of flow.parts) offered.push(...((await part.panel?.(w, t, session, viewer)) ?? []));
  const isParticipant = viewer.roles.includes('participant');
  return {
    summary,
    blocks: [
      ...blocks,
      ...(parts.length > 0 ? [body(t('review.your-part', { parts: listOf(t, parts) }))] : []),
      ...(await asked(w, t, session, viewer, reader)),
      ...offered,
      ...buttons(
        session.isSelfLed && isParticipant && nextButton(t, session),
        // Their other card comes when they work; this one is there when they ask for it.
        leads(session, viewer) && !session.isSelfLed && press(t, 'steer', session.id),
        takeOverButton(t, session, viewer),
        isParticipant &&
          (session.state === 'scheduled' || session.state === 'collecting') &&
          press(t, 'cannot', session.id),
      ),
      note(t('review.why-card')),
    ],
  };
}

/** For those who may lead it in place of whoever does, at any time. */
export function takeOverButton(t: Translate, session: SessionRecord, viewer: Viewer): Button | null {
  if (!mayTakeOver(session, viewer) || session.state === 'closed' || session.state === 'cancelled') return null;
  const button = press(t, 'take-over', session.id);
  const confirm = {
    title: button.label,
    text: t.plain('review.take-over-means'),
    yes: button.label,
    no: t.plain('words.cancel'),
  };
  return { ...button, confirm };
}

/** Somebody wants to go on, in one that nobody leads. */
async function asked(
  w: Work,
  t: Translate,
  { id, nextBy, state }: SessionRecord,
  { person }: Viewer,
  reader: string | null,
): Promise<readonly Block[]> {
  if (nextBy === null) return [];
  const button = t.plain(state in NEXT ? (NEXT[state] as 'review.next-collecting') : 'review.next-step');
  if (nextBy === person) return [body(t('review.next-second', { button }))];
  const who = await w.sessions.setup.attending(id, nextBy);
  return who ? [body(t('review.next-asked', { name: shownTo(t, who, reader).name, button }))] : [];
}

/** To the next phase. It carries the version that was seen. @param isFirst whether nothing else is to be done first */
const nextButton = (t: Translate, session: SessionRecord, isFirst = true): Button | null =>
  session.state in NEXT
    ? {
        ...press(t, 'next', `${session.id} ${session.version}`, {
          ...(isFirst && { style: 'primary' }),
          key: NEXT[session.state] as 'review.next-collecting',
        }),
      }
    : null;
/** A card has one button that stands out: what is to be done first. */
const leadsOn = (block: Block): boolean =>
  block.block === 'buttons' && block.buttons.some((one) => one.button === 'action' && one.style === 'primary');
const NEXT: Readonly<Record<string, string>> = {
  collecting: 'review.next-collecting',
  making_sense: 'review.next-making_sense',
  agreeing: 'review.next-agreeing',
  checking: 'review.next-checking',
};

/** With whoever leads it or stands in for them: what can be done now, and what is missing before it goes on. */
export const leadView: View =
  (flow) =>
  async ({ w, id, to, t, there }) => {
    const [session_, person = ''] = id.split('/');
    const session = await w.sessions.setup.get(session_ ?? '');
    if (!session || to.kind !== 'user') return null;
    const account = { ...to, kind: 'user' } as const;
    if ((await w.sessions.setup.personAt(session.id, account)) !== person) return null;
    const viewer = await rolesOf(w, flow.needs, session, person);
    if (!leads(session, viewer)) return there ? sentence(t, 'review.refused-not-yours') : null;
    return leadCard({ w, t, flow }, session);
  };

export async function leadCard(
  { w, t, flow }: { w: Work; t: Translate; flow: Flow },
  session: SessionRecord,
): Promise<Card> {
  const title = headingText(t, session);
  const parts: Block[] = [];
  for (const part of flow.parts) parts.push(...((await part.leading?.(w, t, session)) ?? []));
  const phase = phaseOf(methodOf(session.method), session.state);
  const canExtend = phase !== null && phase.window !== null && session.extended < phase.extensions.most;
  return {
    summary: plain(title),
    blocks: [
      heading(title),
      standing(t, session),
      ...parts,
      ...buttons(
        session.state === 'scheduled' && press(t, 'open-now', `${session.id} ${session.version}`, { style: 'primary' }),
        !session.isScreening && nextButton(t, session, !parts.some(leadsOn)),
        canExtend && press(t, 'extend', session.id, { opens: true }),
        isLive(session) && press(t, 'people', session.id, { opens: true }),
        session.state !== 'cancelled' && press(t, 'more', session.id, { opens: true }),
        session.state === 'cancelled' && press(t, 'copy', session.id),
      ),
      ...(session.state === 'lapsed' ? lapsedButtons(t, session) : []),
      note(t('review.why-lead')),
    ],
  };
}

function lapsedButtons(t: Translate, { id, version, attribution }: SessionRecord): readonly Block[] {
  const go = (how: 'longer' | 'live' | 'stop') =>
    press(t, `go-on-${how}`, `${id} ${version} ${how}`, { action: 'sessions.go-on' });
  const stop = go('stop');
  return buttons(
    go('longer'),
    go('live'),
    attribution === 'named'
      ? stop
      : {
          ...stop,
          style: 'danger',
          confirm: {
            title: stop.label,
            text: t.plain('review.go-on-stop-means'),
            yes: stop.label,
            no: t.plain('words.cancel'),
          },
        },
  );
}
