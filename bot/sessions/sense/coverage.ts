/** The coverage round: what was not talked about is shown to all once, a few points at a time, so that nothing that was put in is lost. */
import type { Block } from '../../core/card.ts';
import { type Drawer, Refusal, type Turn } from '../../core/feature.ts';
import type { InboundOf } from '../../core/inbound.ts';
import { type Reply, tell } from '../../core/reply.ts';
import type { Work } from '../../core/work.ts';
import { body, buttons, heading, note, quote, saying, sentence } from '../../words/fragments.ts';
import type { Needs } from '../needs.ts';
import { fitting } from '../paging.ts';
import type { SessionRecord } from '../record.ts';
import { takeUpFacts } from './begin.ts';
import { deal } from './deal.ts';
import { batchOf } from './group-forms.ts';
import { apply, kindOf } from './grouping.ts';
import type { Point } from './records.ts';
import { type Here, holding, isMakingSense, looking, mustMakeSense, mustSteer } from './rights.ts';
import { maySee, redrawAll, showToAll, subjectOfCoverage, subjectOfTopic } from './showing.ts';
import { blocking } from './standing.ts';
import { inShort, opening, pointBlocks, pointNote, press } from './words.ts';

/** Points on one card. */
const BATCH = 5;
/** Characters of a title made of a point's own words. */
const OWN_WORDS = 70;
/** Of each point; the whole of it stands behind "Read these in full". */
const QUOTED = 700;
/** Characters of points read in full on one card. */
const ROOM = 6_000;

type Press = Turn<InboundOf<'action'>>;

/** "Show what was not talked about". `value` is the session. */
export async function beginCoverage(turn: Press, needs: Needs): Promise<Reply> {
  const { w, t, me } = turn;
  const here = await holding(turn, needs, turn.event.value);
  const { session } = here;
  mustMakeSense(t, session);
  mustSteer(t, here);
  await takeUpFacts(w, session.id);
  const { topics } = await blocking(w, session.id);
  if (topics.length > 0) return tell(sentence(t, 'review.sense.coverage-later', { topics: topics.length }));
  await needs.acted(w, me.person, session.community);
  const shown = await showNext(w, needs, session, []);
  return tell(sentence(t, shown > 0 ? 'review.sense.coverage-begun' : 'review.sense.coverage-done', { points: shown }));
}

/** The next few on a card of their own: what was shown before stays where it can be read. @returns how many */
async function showNext(w: Work, needs: Needs, session: SessionRecord, but: readonly string[]): Promise<number> {
  const { rows } = await w.sessions.sense.points(session.id, 'uncovered', { from: 0, most: BATCH + but.length });
  const next = rows.filter(({ id }) => !but.includes(id)).slice(0, BATCH);
  const [first] = next;
  if (!first) return 0;
  const id = [session.id, ...next.map((point) => point.id)].join('/');
  await showToAll(w, needs, session, subjectOfCoverage(session.id, first.id), { view: 'sessions.coverage', id });
  return next.length;
}

/** "All seen", and on with the next. `value`: the points of the card. */
export async function allSeen(turn: Press, needs: Needs): Promise<Reply> {
  const { w, t, me, event } = turn;
  const ids = event.value.split('/');
  const here = await ofPoint(turn, needs, ids[0] ?? '');
  const { session } = here;
  mustSteer(t, here);
  const covered = await w.sessions.sense.cover(session.id, ids);
  // Whoever came second sees that it was pressed.
  if (covered === 0) return tell(sentence(t, 'review.sense.seen-already'));
  await w.refresh(subjectOfCoverage(session.id, ids[0] ?? ''));
  const shown = await showNext(w, needs, session, []);
  await redrawAll(w, session.id);
  await needs.acted(w, me.person, session.community);
  return tell(sentence(t, shown > 0 ? 'review.sense.seen' : 'review.sense.coverage-done', { points: shown }));
}

async function ofPoint(turn: Turn, needs: Needs, point: string): Promise<Here> {
  const session = await turn.w.sessions.sense.sessionOf(point);
  if (!session) throw new Refusal(sentence(turn.t, 'review.sense.refused-gone'));
  const here = await holding(turn, needs, session);
  mustMakeSense(turn.t, here.session);
  return here;
}

/** "Talk about it": its topic is talked about now, and where it has none, it becomes one. `value` is the point. */
export async function talkAbout(turn: Press, needs: Needs): Promise<Reply> {
  const { w, t, me, event } = turn;
  const here = await ofPoint(turn, needs, event.value);
  const { session } = here;
  mustSteer(t, here);
  if ((await w.sessions.sense.voting(session.id))?.state === 'open')
    throw new Refusal(sentence(t, 'review.sense.voting-now'));
  const { rows } = await w.sessions.sense.points(session.id, { ids: [event.value] }, { from: 0, most: 1 });
  const [point] = rows;
  if (!point) throw new Refusal(sentence(t, 'review.sense.refused-gone'));
  const topic = point.topic?.state === 'accepted' ? point.topic : await ownTopic(turn, session, point);
  await w.sessions.sense.prioritise(topic.id, true);
  await deal(w, needs, session, topic);
  await w.refresh(subjectOfTopic(topic.id));
  await needs.acted(w, me.person, session.community);
  return tell(sentence(t, 'review.sense.dealt', { topic: topic.title }));
}

/** A topic of its own, in a step like any other. */
async function ownTopic(
  { w, t, me }: Turn,
  session: SessionRecord,
  point: Point,
): Promise<{ id: string; title: string }> {
  const topic = { id: w.id(), title: inShort(point.text, OWN_WORDS) };
  const op = { op: 'new', points: [point.id], ...topic, kind: kindOf([point.question]), first: true } as const;
  const applied = apply(op, await w.sessions.sense.grouped(session.id));
  if (applied.kind === 'refused') throw new Refusal(sentence(t, `review.sense.refused-${applied.why}`));
  await w.sessions.sense.keepStep(session.id, me.person, op.op, applied.step);
  return topic;
}

/** Some points, each shown once. `id`: the session, and the points. */
export const coverageView =
  (needs: Needs): Drawer =>
  async ({ w, id, to, t, there }) => {
    const [of = '', ...ids] = id.split('/');
    const session = await w.sessions.setup.get(of);
    if (!session || !(await maySee(w, needs, session, { to, there })))
      return there ? sentence(t, 'review.sense.card-gone') : null;
    const { rows: points } = await w.sessions.sense.points(of, { ids }, { from: 0, most: ids.length });
    if (points.length === 0) return there ? sentence(t, 'review.sense.coverage-none') : null;
    const counts = await w.sessions.sense.counts(of);
    const said = t('review.sense.coverage', { seen: counts.points - counts.uncovered, points: counts.points });
    const isOpen = isMakingSense(session);
    const reader = await needs.readerAt(w, to);
    return {
      ...saying(said),
      blocks: [
        heading(t('review.sense.coverage-heading')),
        note(said),
        ...points.flatMap((point): readonly Block[] => [
          quote(t('review.sense.point', { number: String(point.number), text: inShort(point.text, QUOTED) })),
          {
            block: 'row',
            text: pointNote(t, point, reader),
            ...(isOpen && !point.covered
              ? {
                  button: press({
                    action: 'sessions.point-talk',
                    value: point.id,
                    label: t.plain('review.sense.talk-about', { number: String(point.number) }),
                  }),
                }
              : {}),
          },
        ]),
        ...foot(t, session, ids, points),
      ],
    };
  };

function foot(t: Turn['t'], { id, ...session }: SessionRecord, ids: readonly string[], points: readonly Point[]) {
  const isSeen = points.every(({ covered }) => covered);
  const read = press({
    action: 'sessions.points-read',
    value: ids.join('/'),
    label: t.plain('review.sense.read-these'),
  });
  if (!isMakingSense(session)) return buttons(read);
  return [
    ...(isSeen ? [body(t('review.sense.these-seen'))] : []),
    ...buttons(
      !isSeen &&
        press(
          { action: 'sessions.points-seen', value: ids.join('/'), label: t.plain('review.sense.all-seen') },
          { style: 'primary' },
        ),
      opening({
        action: 'sessions.topic-group',
        value: `${id}/${batchOf(ids)}/0/-`,
        label: t.plain('review.sense.put-into'),
      }),
      read,
    ),
  ];
}

/** The points of a card in full, for one reader, as many as have room; a button leads to the rest. `value`: the points. */
export async function readThese(turn: Press, needs: Needs): Promise<Reply> {
  const { w, t, me, event } = turn;
  const ids = event.value.split('/');
  const of = await w.sessions.sense.sessionOf(ids[0] ?? '');
  if (!of) return tell(sentence(t, 'review.sense.coverage-none'));
  const { session } = await looking(turn, needs, of);
  const { rows } = await w.sessions.sense.points(session.id, { ids }, { from: 0, most: ids.length });
  const some = fitting(rows, ({ text }) => text.length, ROOM);
  const left = rows.slice(some.length).map(({ id }) => id);
  return tell({
    summary: t.plain('review.sense.read-these'),
    blocks: [
      ...some.flatMap((point) => pointBlocks(t, point, me.organisation)),
      ...buttons(
        left.length > 0 &&
          press({
            action: 'sessions.points-read',
            value: left.join('/'),
            label: t.plain('review.sense.next-points', { left: left.length }),
          }),
      ),
    ],
  });
}
