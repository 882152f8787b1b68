/** Talking about a topic by forms: what made it so, something to say, what becomes of it, or why it was not talked about. */
import { type Form, words } from '../../core/card.ts';
import { Refusal, type Turn } from '../../core/feature.ts';
import type { InboundOf } from '../../core/inbound.ts';
import { ask, invalid, type Reply, tell } from '../../core/reply.ts';
import { plain, type Text } from '../../core/text.ts';
import type { Translate } from '../../core/translate.ts';
import { body, note, sentence } from '../../words/fragments.ts';
import type { Needs } from '../needs.ts';
import type { SessionRecord } from '../record.ts';
import { whoReads } from './reading.ts';
import { CATEGORIES, OUTCOMES, type Topic } from './records.ts';
import { type Here, holdingAt, mustMakeSense, mustSteer, mustTakeTalk } from './rights.ts';
import { openChannels, redrawAll, redrawFew, subjectOfRemark, subjectOfSession, subjectOfTopic } from './showing.ts';
import { ASKED, chainOf, depthOf } from './why.ts';
import { wordingNudge } from './wording.ts';
import { inShort, outcomeText } from './words.ts';

const LIMITS = { statement: 500, remark: 2_000, why: 1_000 } as const;
/** Factors to hang another on; a list holds a hundred. */
const UNDER = 90;

type Press = Turn<InboundOf<'action'>>;
type Sent = Turn<InboundOf<'submission'>>;
type At = Here & { readonly topic: Topic };

/** @throws Refusal where nothing more is said of it */
async function talkingAt(turn: Turn, needs: Needs, id: string): Promise<At> {
  const here = await holdingAt(turn, needs, id);
  mustTakeTalk(turn.t, here.session, turn.w.now);
  if (here.topic.state !== 'accepted') throw new Refusal(sentence(turn.t, 'review.sense.accept-first'));
  return here;
}

const tooLong = (t: Translate, most: number): string => t.plain('review.sense.too-long', { most });

/** "What made this so?" `value`: the topic, and the factor whose reason it is. */
export async function openWhy(turn: Press, needs: Needs): Promise<Reply> {
  const { w, t } = turn;
  const [id = '', under] = turn.event.value.split('/');
  const { topic, session } = await talkingAt(turn, needs, id);
  const factors = chainOf(await w.sessions.sense.factors(topic.id));
  const asked = factors.find((factor) => factor.id === under);
  return ask({
    form: 'sessions.topic-why',
    context: topic.id,
    title: t.plain('review.sense.why-title'),
    intro: asked
      ? t('review.sense.why-intro-deeper', { statement: asked.statement })
      : t('review.sense.why-intro', { topic: topic.title }),
    fields: [
      {
        field: 'paragraph',
        name: 'statement',
        label: t.plain(asked ? 'review.sense.field-deeper' : 'review.sense.field-why'),
        hint: await whoReads(turn, needs, session, 'review.sense.why-hint'),
        max: LIMITS.statement,
      },
      {
        field: 'choice',
        name: 'category',
        label: t.plain('review.sense.field-category'),
        options: CATEGORIES.map((category) => ({
          value: category,
          label: t.plain(`review.sense.category-${category}`),
        })),
      },
      ...(factors.length === 0
        ? []
        : [
            {
              field: 'choice' as const,
              name: 'under',
              label: t.plain('review.sense.field-under'),
              optional: true,
              options: factors
                .slice(0, UNDER)
                .map((factor) => ({ value: factor.id, label: inShort(factor.statement, 70) })),
              ...(asked ? { value: asked.id } : {}),
            },
          ]),
    ],
    submit: t.plain('review.sense.why-submit'),
    cancel: t.plain('words.cancel'),
  });
}

export async function whyByForm(turn: Sent, needs: Needs): Promise<Reply> {
  const { w, t, me, event } = turn;
  const { topic, session } = await talkingAt(turn, needs, event.context);
  const statement = words(event.values.statement);
  if (statement === '') return invalid({ statement: t.plain('review.sense.why-empty') });
  if (statement.length > LIMITS.statement) return invalid({ statement: tooLong(t, LIMITS.statement) });
  const category = CATEGORIES.find((one) => one === event.values.category);
  if (!category) return invalid({ category: t.plain('review.sense.choose-category') });
  const known = await w.sessions.sense.factors(topic.id);
  const under = known.find(({ id }) => id === words(event.values.under)) ?? null;
  const depth = (under?.depth ?? 0) + 1;
  await w.sessions.sense.addFactor({
    topic: topic.id,
    statement,
    category,
    under: under?.id ?? null,
    depth,
    by: me.person,
  });
  await drawTopic(turn, needs, session, topic.id);
  const deepest = Math.max(depth, depthOf(known));
  const said = t('review.sense.why-added', { topic: topic.title });
  return tell({
    summary: plain(said),
    blocks: [
      body(said),
      ...(deepest < ASKED ? [note(t('review.sense.why-once-more'))] : []),
      ...wordingNudge(t, statement),
    ],
  });
}

/** Its card everywhere, and what whoever did it sees. */
async function drawTopic({ w, me }: Turn, needs: Needs, session: SessionRecord, topic: string): Promise<void> {
  await w.refresh(subjectOfTopic(topic));
  await redrawFew(w, session.id, me.ref);
  await needs.acted(w, me.person, session.community);
}

/** "Say something". `value` is the topic. */
export async function openSay(turn: Press, needs: Needs): Promise<Reply> {
  const { t } = turn;
  const { topic, session } = await talkingAt(turn, needs, turn.event.value);
  return ask({
    form: 'sessions.topic-say',
    context: topic.id,
    title: t.plain('review.sense.say'),
    intro: topic.title,
    fields: [
      {
        field: 'paragraph',
        name: 'text',
        label: t.plain('review.sense.field-say'),
        hint: await whoReads(turn, needs, session, 'review.sense.say-hint'),
        max: LIMITS.remark,
      },
    ],
    submit: t.plain('review.sense.say-submit'),
    cancel: t.plain('words.cancel'),
  });
}

export async function sayByForm(turn: Sent, needs: Needs): Promise<Reply> {
  const { w, t, me, event } = turn;
  const { topic, session } = await talkingAt(turn, needs, event.context);
  const text = words(event.values.text);
  if (text === '') return invalid({ text: t.plain('review.sense.say-empty') });
  if (text.length > LIMITS.remark) return invalid({ text: tooLong(t, LIMITS.remark) });
  const source = {
    platform: me.ref.platform,
    key: `form/${event.id}`,
    version: w.now.toISOString(),
    at: new Date(event.at),
  };
  await remark(turn, needs, session, { ...source, topic: topic.id, text });
  const said = t('review.sense.said', { topic: topic.title });
  return tell({ summary: plain(said), blocks: [body(said), ...wordingNudge(t, text)] });
}

/** Keeps what was said, shows it in every other thread, and on the topic's card. */
export async function remark(
  turn: Turn,
  needs: Needs,
  session: SessionRecord,
  said: { topic: string; text: Text; platform: string; key: string; version: string; at: Date },
  heardIn?: string,
): Promise<void> {
  const { w, me } = turn;
  const kept = await w.sessions.sense.say({ ...said, person: me.person });
  if (!kept) return;
  if (kept.isNew)
    for (const to of await openChannels(w, needs, session))
      if (to.id !== heardIn)
        await w.show(
          subjectOfRemark(kept.id),
          { to, under: subjectOfSession(session.id) },
          { view: 'sessions.remark', id: kept.id },
        );
  if (!kept.isNew) await w.refresh(subjectOfRemark(kept.id));
  await w.refresh(subjectOfTopic(said.topic));
  await needs.acted(w, me.person, session.community);
}

/** "What becomes of it?" `value`: the topic, and its version when the button was drawn; what counts is that of the form. */
export async function openOutcome(turn: Press, needs: Needs): Promise<Reply> {
  const { t } = turn;
  const { topic, session } = await deciding(turn, needs, turn.event.value);
  return ask({
    form: 'sessions.topic-outcome',
    context: `${topic.id}/${topic.version}`,
    title: t.plain('review.sense.outcome-title'),
    intro: topic.title,
    fields: [
      {
        field: 'choice',
        name: 'outcome',
        label: t.plain('review.sense.field-outcome'),
        options: OUTCOMES.map((outcome) => ({ value: outcome, label: t.plain(`review.sense.outcome-${outcome}`) })),
        value: topic.outcome ?? topic.kind,
      },
      {
        field: 'paragraph',
        name: 'why',
        label: t.plain('review.sense.field-because'),
        hint: await whoReads(turn, needs, session, 'review.sense.because-hint'),
        max: LIMITS.why,
        optional: true,
        ...(topic.outcomeWhy ? { value: topic.outcomeWhy } : {}),
      },
    ],
    submit: t.plain('review.sense.outcome-submit'),
    cancel: t.plain('words.cancel'),
  });
}

async function deciding(turn: Turn, needs: Needs, value: string): Promise<At & { version: number }> {
  const [id = '', version] = value.split('/');
  const here = await holdingAt(turn, needs, id);
  mustMakeSense(turn.t, here.session);
  if (here.topic.state !== 'accepted') throw new Refusal(sentence(turn.t, 'review.sense.accept-first'));
  return { ...here, version: Number(version) };
}

export async function outcomeByForm(turn: Sent, needs: Needs): Promise<Reply> {
  const { t, event } = turn;
  const here = await deciding(turn, needs, event.context);
  const outcome = OUTCOMES.find((one) => one === event.values.outcome);
  if (!outcome) return invalid({ outcome: t.plain('review.sense.choose-outcome') });
  const why = words(event.values.why);
  if (why.length > LIMITS.why) return invalid({ why: tooLong(t, LIMITS.why) });
  if (outcome === 'leave' && why === '') return invalid({ why: t.plain('review.sense.leave-why') });
  return conclude(turn, needs, here, { outcome, why });
}

/** "Not discussed". `value`: the topic and its version. */
export async function openLeave(turn: Press, needs: Needs): Promise<Reply> {
  const { t } = turn;
  const here = await deciding(turn, needs, turn.event.value);
  mustSteer(t, here);
  return ask(leaveForm(t, here.topic, await whoReads(turn, needs, here.session, 'review.sense.because-hint')));
}

const leaveForm = (t: Translate, { id, version, title, undiscussed }: Topic, hint: string): Form => ({
  form: 'sessions.topic-leave',
  context: `${id}/${version}`,
  title: t.plain('review.sense.not-discussed'),
  intro: title,
  fields: [
    {
      field: 'paragraph',
      name: 'why',
      label: t.plain('review.sense.field-undiscussed'),
      hint,
      max: LIMITS.why,
      ...(undiscussed ? { value: undiscussed } : {}),
    },
  ],
  submit: t.plain('review.sense.leave-submit'),
  cancel: t.plain('words.cancel'),
});

export async function leaveByForm(turn: Sent, needs: Needs): Promise<Reply> {
  const { t, event } = turn;
  const here = await deciding(turn, needs, event.context);
  mustSteer(t, here);
  const undiscussed = words(event.values.why);
  if (undiscussed === '') return invalid({ why: t.plain('review.sense.leave-why') });
  if (undiscussed.length > LIMITS.why) return invalid({ why: tooLong(t, LIMITS.why) });
  if (here.topic.outcome !== null) return invalid({ why: t.plain('review.sense.moved-on') });
  return conclude(turn, needs, here, { undiscussed });
}

async function conclude(
  turn: Turn,
  needs: Needs,
  { session, topic, version }: At & { version: number },
  how: Parameters<typeof turn.w.sessions.sense.conclude>[2],
): Promise<Reply> {
  const { w, t, me } = turn;
  if (!(await w.sessions.sense.conclude(topic.id, version, how)))
    return invalid({ '': t.plain('review.sense.moved-on') });
  await w.refresh(subjectOfTopic(topic.id));
  await redrawAll(w, session.id);
  await needs.acted(w, me.person, session.community);
  const now = await w.sessions.sense.topic(topic.id);
  const outcome = now && outcomeText(t, now);
  const said = t('review.sense.concluded', { topic: topic.title, outcome: outcome ?? '' });
  return tell({
    summary: plain(said),
    blocks: [body(said), ...wordingNudge(t, 'outcome' in how ? how.why : how.undiscussed)],
  });
}
