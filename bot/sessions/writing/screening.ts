/** What was written is looked through, without names, before all see it: what is held back is counted for all, and deleted for nobody. */
import { duty } from '../../core/attention.ts';
import type { Block, Button } from '../../core/card.ts';
import { words as typedWords } from '../../core/card.ts';
import { Refusal, type Turn } from '../../core/feature.ts';
import type { InboundOf } from '../../core/inbound.ts';
import { ask, invalid, type Reply, tell } from '../../core/reply.ts';
import { plain, shorten } from '../../core/text.ts';
import type { Translate } from '../../core/translate.ts';
import type { Work } from '../../core/work.ts';
import { buttons, heading, note, sentence } from '../../words/fragments.ts';
import { act, type Flow, redraw } from '../flow.ts';
import type { Needs } from '../needs.ts';
import { offsetIn } from '../paging.ts';
import type { SessionRecord } from '../record.ts';
import { leads, viewerOf } from '../viewer.ts';
import { namesSomebody } from '../wording.ts';
import { aboutOf } from './box.ts';
import { show } from './closing.ts';
import { pageOf } from './pages.ts';
import { QUOTED } from './shown.ts';
import { type Contribution, HELD_FOR, type HeldFor } from './store.ts';

const WORDS = 500;

/** The session, for whoever leads it. @throws Refusal */
export async function leadOf({ w, me, t }: Turn, needs: Needs, id: string): Promise<SessionRecord> {
  const session = await w.sessions.setup.get(id);
  if (!session) throw new Refusal(sentence(t, 'review.writing.gone'));
  if (!leads(session, await viewerOf(w, needs, session, me)))
    throw new Refusal(sentence(t, 'review.writing.not-leading'));
  return session;
}

/** A point, for whoever leads its session. @throws Refusal */
async function pointOf(turn: Turn, needs: Needs, id: string): Promise<{ one: Contribution; session: SessionRecord }> {
  const one = await turn.w.sessions.writing.forLead(id);
  if (!one) throw new Refusal(sentence(turn.t, 'review.writing.gone'));
  return { one, session: await leadOf(turn, needs, one.session) };
}

/** What waits to be looked through, from an offset on, with its buttons. */
async function screeningRows(w: Work, t: Translate, session: SessionRecord, offset: number): Promise<readonly Block[]> {
  const waiting = (await w.sessions.writing.lookedThrough(session.id)).filter(({ status }) => status === 'screening');
  const rounds = await w.sessions.writing.rounds(session.id);
  const names = await w.sessions.writing.names(session.id);
  const page = pageOf(waiting, offset, ({ text }) => text.length);
  const rest = waiting.length - offset - page.length;
  return [
    ...page.map((one): Block => {
      const about = aboutOf(t, session, rounds, one);
      const hint = namesSomebody(one.text, names) ? `${about} · ${t.plain('review.writing.may-name')}` : about;
      return { block: 'row', text: one.text, note: hint, button: holdButton(t, one.id) };
    }),
    ...buttons(
      rest > 0 && {
        button: 'action',
        action: 'sessions.screen',
        value: `${session.id}/${offset + page.length}`,
        label: t.plain('review.writing.screen-more', { count: rest }),
      },
    ),
  ];
}

export const holdButton = (t: Translate, point: string): Button => ({
  button: 'action',
  action: 'sessions.hold',
  value: point,
  label: t.plain('review.writing.hold'),
  opens: true,
});

/** The others. `value`: the session, and how many were looked through. */
export async function screenMore(turn: Turn<InboundOf<'action'>>, needs: Needs): Promise<Reply> {
  const { w, t, event } = turn;
  const [id = '', before] = event.value.split('/');
  const offset = offsetIn(before);
  const session = await leadOf(turn, needs, id);
  const rows = session.isScreening ? await screeningRows(w, t, session, offset) : [];
  if (rows.length === 0) return tell(sentence(t, 'review.writing.nothing-waits'));
  const title = t.plain('review.writing.screen-heading');
  return tell({ summary: title, blocks: [heading(title), ...rows] });
}

/** `value`: the point. */
export async function openHold(turn: Turn<InboundOf<'action'>>, needs: Needs): Promise<Reply> {
  const { t, event } = turn;
  const { one } = await pointOf(turn, needs, event.value);
  if (one.status !== 'screening' && one.status !== 'revealed') return tell(sentence(t, 'review.writing.hold-gone'));
  return ask({
    form: 'sessions.hold',
    context: one.id,
    title: t.plain('review.writing.hold-title'),
    intro: t('review.writing.hold-intro', { text: plain(shorten(one.text, QUOTED)) }),
    fields: [
      {
        field: 'choice',
        name: 'for',
        label: t.plain('review.writing.hold-why'),
        options: HELD_FOR.map((value) => ({ value, label: t.plain(`review.writing.held-${value}`) })),
      },
      {
        field: 'paragraph',
        name: 'words',
        label: t.plain('review.writing.hold-words'),
        hint: t.plain('review.writing.hold-words-hint'),
        max: WORDS,
        optional: true,
      },
    ],
    submit: t.plain('review.writing.hold-submit'),
    cancel: t.plain('words.cancel'),
  });
}

export async function holdByForm(turn: Turn<InboundOf<'submission'>>, needs: Needs): Promise<Reply> {
  const { w, me, t, event } = turn;
  const { one, session } = await pointOf(turn, needs, event.context);
  const why = HELD_FOR.find((reason) => reason === typedWords(event.values.for));
  const words = typedWords(event.values.words).slice(0, WORDS);
  if (!why) return invalid({ for: t.plain('review.writing.hold-choose') });
  if (why === 'other' && words === '') return invalid({ words: t.plain('review.writing.hold-needs-words') });
  if (!(await w.sessions.writing.holdBack(one.id, { for: why, words, by: me.person })))
    return invalid({ '': t.plain('review.writing.hold-gone') });
  await w.sessions.writing.settleAll(one.id, me.person);
  await changed(w, session, one.id);
  if (why === 'abuse') await tellModerators(w, needs, session, one.id);
  return tell(sentence(t, heldSentence(why)));
}

const heldSentence = (why: HeldFor) =>
  why === 'abuse' ? 'review.writing.held-done-abuse' : 'review.writing.held-done';

async function tellModerators(w: Work, needs: Needs, session: SessionRecord, point: string): Promise<void> {
  for (const { ref } of await needs.facilitatorsOf(w, session.community))
    await w.say(
      `session-abuse:${point}`,
      { to: ref, attention: duty },
      { view: 'sessions.held-abuse', id: `${session.id}/${point}` },
    );
}

/** `value`: the point. */
export async function release(turn: Turn<InboundOf<'action'>>, needs: Needs): Promise<Reply> {
  const { w, t, event } = turn;
  const { one, session } = await pointOf(turn, needs, event.value);
  // What was written for one that was cancelled is shown to nobody.
  if (session.state === 'cancelled') return tell(sentence(t, 'review.writing.not-held'));
  const to = session.isScreening ? 'screening' : 'revealed';
  if (!(await w.sessions.writing.release(one.id, to))) return tell(sentence(t, 'review.writing.not-held'));
  if (to === 'revealed') await show(w, needs, session, [one.id]);
  await changed(w, session, one.id);
  return tell(sentence(t, to === 'revealed' ? 'review.writing.released' : 'review.writing.released-screening'));
}

async function changed(w: Work, session: SessionRecord, point: string): Promise<void> {
  await w.refresh(`session-input:${point}`);
  await redraw(w, session.id);
}

/** "Leave it as it is". `value`: the challenge. */
export async function leaveChallenge(turn: Turn<InboundOf<'action'>>, needs: Needs): Promise<Reply> {
  const { w, me, t, event } = turn;
  const challenge = await w.sessions.writing.challenge(event.value);
  if (!challenge) return tell(sentence(t, 'review.writing.challenge-settled'));
  const session = await leadOf(turn, needs, challenge.contribution.session);
  if (!(await w.sessions.writing.settle(challenge.id, me.person)))
    return tell(sentence(t, 'review.writing.challenge-settled'));
  await redraw(w, session.id);
  return tell(sentence(t, 'review.writing.challenge-left'));
}

/** "Show everything now". `value`: the session and the version that they saw. */
export async function revealNow(turn: Turn<InboundOf<'action'>>, flow: Flow): Promise<Reply> {
  const { w, me, t, event } = turn;
  const [id = '', seen] = event.value.split('/');
  const session = await leadOf(turn, flow.needs, id);
  const moved = await act(
    w,
    flow,
    session.id,
    { event: 'reveal' },
    {
      by: me.person,
      seen: Number(seen),
      cause: `reveal:${session.id}:${seen}`,
    },
  );
  return tell(sentence(t, moved?.kind === 'moved' ? 'review.writing.revealed' : 'review.writing.moved-on'));
}

/** What whoever leads is shown while it is looked through, and of what is held. */
export async function screeningBlocks(w: Work, t: Translate, session: SessionRecord): Promise<readonly Block[]> {
  const held = (await w.sessions.writing.lookedThrough(session.id)).filter(({ status }) => status === 'held');
  return [...(session.isScreening ? await waitingBlocks(w, t, session) : []), ...heldBlocks(t, held)];
}

async function waitingBlocks(w: Work, t: Translate, session: SessionRecord): Promise<readonly Block[]> {
  const timer = await w.sessions.writing.revealsAt(session.id);
  return [
    heading(t('review.writing.screen-heading')),
    ...(timer ? [note(t('review.writing.screen-means', { until: timer }))] : []),
    ...(await screeningRows(w, t, session, 0)),
    ...buttons({
      button: 'action',
      action: 'sessions.write-reveal',
      value: `${session.id}/${session.version}`,
      label: t.plain('review.writing.reveal'),
      style: 'primary',
    }),
  ];
}

const heldBlocks = (t: Translate, held: readonly Contribution[]): readonly Block[] =>
  held.length === 0
    ? []
    : [
        heading(t('review.writing.held-heading')),
        ...held.map((one): Block => {
          const why = t.plain(`review.writing.held-${one.heldFor ?? 'other'}`);
          return {
            block: 'row',
            text: plain(shorten(one.text, QUOTED)),
            note: one.heldWhy ? `${why}: ${one.heldWhy}` : why,
            button: {
              button: 'action',
              action: 'sessions.release',
              value: one.id,
              label: t.plain('review.writing.release'),
            },
          };
        }),
      ];
