/** Facts: what happened, apart from why. Anybody who takes part agrees, adds what shows it, or disputes; a disputed one stays so until who disputed it takes that back. */
import { type Card, type Field, type Form, words } from '../../core/card.ts';
import { Refusal, type Turn } from '../../core/feature.ts';
import type { InboundOf } from '../../core/inbound.ts';
import { ask, invalid, type Reply, replace, tell } from '../../core/reply.ts';
import { join } from '../../core/text.ts';
import type { Translate } from '../../core/translate.ts';
import { body, buttons, heading, note, quote, sentence } from '../../words/fragments.ts';
import type { Needs } from '../needs.ts';
import { fitting, offsetIn } from '../paging.ts';
import { leads } from '../viewer.ts';
import { takeUpFacts } from './begin.ts';
import { whoReads } from './reading.ts';
import type { SessionFact, Stance } from './records.ts';
import { type Here, holding, looking, mustTakeFacts, takesFacts, works } from './rights.ts';
import { redrawFew } from './showing.ts';
import { statusOf } from './status.ts';
import { wordingNudge } from './wording.ts';
import { inShort, linkTo, opening, press } from './words.ts';

const FACTS = 5;
/** Characters of facts on one card. */
const ROOM = 5_000;
const EXPECTED = 3;
const QUOTED = 300;
const LIMITS = { when: 60, statement: 1_000, evidence: 500, reason: 1_000 } as const;

type Press = Turn<InboundOf<'action'>>;
type Sent = Turn<InboundOf<'submission'>>;

/** What was expected, and what happened, some at a time. `value`: the session, and on another page where it begins. */
export async function listFacts(turn: Press, needs: Needs): Promise<Reply> {
  const [id = '', from] = turn.event.value.split('/');
  const here = await looking(turn, needs, id);
  const card = await factsCard(turn, here, offsetIn(from));
  return from === undefined ? tell(card) : replace(card);
}

async function factsCard(turn: Turn, here: Here, from: number): Promise<Card> {
  const { w, t, me } = turn;
  const { session } = here;
  const all = await w.sessions.sense.facts(session.id, me.person, { from, most: FACTS });
  const some = fitting(all.rows, lengthOf, ROOM);
  const next = from + some.length;
  const { facts } = await w.sessions.sense.counts(session.id);
  const isOpen = takesFacts(session) && works(here);
  return {
    summary: t.plain('review.sense.facts', { facts: all.total }),
    blocks: [
      heading(t('review.sense.facts', { facts: all.total })),
      note(t('review.sense.facts-counts', { ...facts })),
      ...(from === 0 ? await expected(turn, session.id) : []),
      ...some.flatMap((fact) => factBlocks(t, fact, { isOpen, from, leads: leads(session, here.viewer) })),
      ...buttons(
        next < all.total &&
          press({
            action: 'sessions.facts',
            value: `${session.id}/${next}`,
            label: t.plain('review.sense.next-facts', { left: all.total - next }),
          }),
        from > 0 &&
          press({ action: 'sessions.facts', value: `${session.id}/0`, label: t.plain('review.sense.from-start') }),
        isOpen && opening({ action: 'sessions.fact-add', value: session.id, label: t.plain('review.sense.fact-add') }),
      ),
      note(t('review.sense.facts-how')),
    ],
  };
}

const lengthOf = ({ statement, disputes, evidence }: SessionFact): number =>
  [statement, ...disputes, ...evidence].reduce((length, text) => length + text.length, 0);

/** Beside what happened: the plan that it is held against. */
async function expected({ w, t }: Turn, session: string) {
  const { rows, total } = await w.sessions.sense.points(session, 'expected', { from: 0, most: EXPECTED });
  if (total === 0) return [];
  return [
    body(t('review.sense.expected')),
    ...rows.map(({ number, text }) =>
      quote(t('review.sense.point', { number: String(number), text: inShort(text, QUOTED) })),
    ),
    ...buttons(
      press({
        action: 'sessions.sense-points',
        value: `${session}/expected`,
        label: t.plain('review.sense.read-expected', { points: total }),
      }),
    ),
  ];
}

/** A fact with its standing in words, how many say what of it and never who, and what can be said. */
function factBlocks(
  t: Translate,
  fact: SessionFact,
  how: { readonly isOpen: boolean; readonly from: number; readonly leads: boolean },
): Card['blocks'] {
  const { id, number: at, when, statement, evidence, agree, dispute, disputes, mine, status } = fact;
  const number = String(at);
  const said =
    when === ''
      ? t('review.sense.fact', { number, statement })
      : t('review.sense.fact-when', { number, when, statement });
  const button = (what: string, label: string) =>
    press({ action: 'sessions.fact-voice', value: `${id}/${what}/${how.from}`, label });
  return [
    body(said),
    note(join(t(`review.sense.status-${status}`), ' · ', t('review.sense.voices', { agree, dispute }))),
    ...disputes.map((reason) => quote(t('review.sense.disputed-because', { reason }))),
    ...evidence.map((address) => note(t('review.sense.shown-by', { address: linkTo(address) }))),
    ...(how.isOpen
      ? buttons(
          mine === null && button('agree', t.plain('review.sense.agree', { number })),
          mine !== null && button('back', t.plain(`review.sense.back-${mine}`, { number })),
          mine !== 'dispute' &&
            opening({ action: 'sessions.fact-dispute', value: id, label: t.plain('review.sense.dispute', { number }) }),
          opening({ action: 'sessions.fact-evidence', value: id, label: t.plain('review.sense.evidence', { number }) }),
          how.leads && status === 'proposed' && button('recorded', t.plain('review.sense.record-agreed', { number })),
        )
      : []),
  ];
}

/** A fact and its session, for whoever says something of it. @throws Refusal */
async function at(turn: Turn, needs: Needs, id: string): Promise<Here & { fact: SessionFact }> {
  const { w, t, me } = turn;
  const seen = await w.sessions.sense.fact(id, me.person);
  if (!seen) throw new Refusal(sentence(t, 'review.sense.gone-fact'));
  const here = await mayVoice(turn, needs, seen.session);
  const fact = await w.sessions.sense.fact(id, me.person);
  if (!fact) throw new Refusal(sentence(t, 'review.sense.gone-fact'));
  return { ...here, fact };
}

async function mayVoice(turn: Turn, needs: Needs, session: string): Promise<Here> {
  const here = await holding(turn, needs, session);
  mustTakeFacts(turn.t, here.session);
  return here;
}

const VOICES: Readonly<Record<string, Stance | null>> = { agree: 'agree', recorded: 'recorded', back: null };

/** "Agree", taking back what one said, or writing down what was agreed: `value` is the fact, which of them, and the page to be shown again. */
export async function voice(turn: Press, needs: Needs): Promise<Reply> {
  const { t } = turn;
  const [id = '', what = '', from] = turn.event.value.split('/');
  const here = await at(turn, needs, id);
  const stance = VOICES[what];
  if (stance === undefined) return tell(sentence(t, 'review.sense.gone-fact'));
  if (stance === 'recorded' && !leads(here.session, here.viewer)) return tell(sentence(t, 'review.sense.only-lead'));
  if (stance === 'recorded' && here.fact.dispute > 0) return tell(sentence(t, 'review.sense.still-disputed'));
  await say(turn, needs, here, stance === null ? null : { stance, reason: null });
  return replace(await factsCard(turn, here, offsetIn(from)));
}

async function say(
  { w, me }: Turn,
  needs: Needs,
  { session, fact }: Here & { fact: SessionFact },
  said: { stance: Stance; reason: string | null } | null,
): Promise<void> {
  await w.sessions.sense.voice(fact.id, me.person, said);
  await w.sessions.sense.setStatus(fact.id, statusOf(await w.sessions.sense.voices(fact.id)));
  await redrawFew(w, session.id, me.ref);
  await needs.acted(w, me.person, session.community);
}

/** `value` is the fact. */
export async function openDispute(turn: Press, needs: Needs): Promise<Reply> {
  const { t } = turn;
  const { fact, session } = await at(turn, needs, turn.event.value);
  const hint = await whoReads(turn, needs, session, 'review.sense.dispute-hint');
  return ask(
    factForm(t, fact, 'dispute', {
      field: 'paragraph',
      name: 'reason',
      label: t.plain('review.sense.dispute-why'),
      hint,
      max: LIMITS.reason,
    }),
  );
}

export async function disputeByForm(turn: Sent, needs: Needs): Promise<Reply> {
  const { w, t, me, event } = turn;
  const here = await at(turn, needs, event.context);
  const reason = words(event.values.reason);
  if (reason === '') return invalid({ reason: t.plain('review.sense.dispute-no-why') });
  if (reason.length > LIMITS.reason) return invalid({ reason: tooLong(t, LIMITS.reason) });
  await say(turn, needs, here, { stance: 'dispute', reason });
  const fact = await w.sessions.sense.fact(here.fact.id, me.person);
  return tell(standing(t, fact ?? here.fact, wordingNudge(t, reason)));
}

/** `value` is the fact. */
export async function openEvidence(turn: Press, needs: Needs): Promise<Reply> {
  const { t } = turn;
  const { fact, session } = await at(turn, needs, turn.event.value);
  const hint = await whoReads(turn, needs, session, 'review.sense.evidence-hint');
  return ask(
    factForm(t, fact, 'evidence', {
      field: 'line',
      name: 'evidence',
      label: t.plain('review.sense.evidence-what'),
      hint,
      max: LIMITS.evidence,
    }),
  );
}

export async function evidenceByForm(turn: Sent, needs: Needs): Promise<Reply> {
  const { w, t, me, event } = turn;
  const { fact, session } = await at(turn, needs, event.context);
  const evidence = words(event.values.evidence);
  if (evidence === '') return invalid({ evidence: t.plain('review.sense.evidence-none') });
  if (evidence.length > LIMITS.evidence) return invalid({ evidence: tooLong(t, LIMITS.evidence) });
  await w.sessions.sense.addEvidence(fact.id, evidence);
  await needs.acted(w, me.person, session.community);
  return tell(standing(t, { ...fact, evidence: [...new Set([...fact.evidence, evidence])] }));
}

/** `value` is the session. */
export async function openAdd(turn: Press, needs: Needs): Promise<Reply> {
  const { t } = turn;
  const { session } = await mayVoice(turn, needs, turn.event.value);
  const hint = await whoReads(turn, needs, session, 'review.sense.fact-hint');
  return ask({
    form: 'sessions.fact-add',
    context: session.id,
    title: t.plain('review.sense.fact-add'),
    intro: t('review.sense.fact-add-intro'),
    fields: [
      { field: 'line', name: 'when', label: t.plain('review.sense.field-when'), max: LIMITS.when, optional: true },
      {
        field: 'paragraph',
        name: 'statement',
        label: t.plain('review.sense.field-statement'),
        hint,
        max: LIMITS.statement,
      },
      {
        field: 'line',
        name: 'evidence',
        label: t.plain('review.sense.evidence-what'),
        max: LIMITS.evidence,
        optional: true,
      },
    ],
    submit: t.plain('review.sense.fact-add-submit'),
    cancel: t.plain('words.cancel'),
  });
}

export async function addByForm(turn: Sent, needs: Needs): Promise<Reply> {
  const { w, t, me, event } = turn;
  const { session } = await mayVoice(turn, needs, event.context);
  const [when, statement, evidence] = [event.values.when, event.values.statement, event.values.evidence].map(words);
  if (!statement) return invalid({ statement: t.plain('review.sense.fact-none') });
  const long = Object.entries({ when, statement, evidence }).flatMap(([name, value]) => {
    const most = LIMITS[name as keyof typeof LIMITS];
    return (value ?? '').length > most ? [[name, tooLong(t, most)]] : [];
  });
  if (long.length > 0) return invalid(Object.fromEntries(long));
  await takeUpFacts(w, session.id);
  const fact = { when: when ?? '', statement, evidence: evidence ? [evidence] : [], contribution: null, by: me.person };
  await w.sessions.sense.addFacts(session.id, [fact]);
  await redrawFew(w, session.id, me.ref);
  await needs.acted(w, me.person, session.community);
  const said = t('review.sense.fact-added');
  return tell({ summary: t.plain('review.sense.fact-added'), blocks: [body(said), ...wordingNudge(t, statement)] });
}

const tooLong = (t: Translate, most: number): string => t.plain('review.sense.too-long', { most });

/** Where a fact stands now. */
function standing(t: Translate, fact: SessionFact, more: Card['blocks'] = []): Card {
  const { agree, dispute, status, statement } = fact;
  const said = { statement: inShort(statement, 100), status: t.plain(`review.sense.status-${status}`) };
  return {
    summary: t.plain('review.sense.fact-now', said),
    blocks: [body(t('review.sense.fact-now', said)), note(t('review.sense.voices', { agree, dispute })), ...more],
  };
}

const factForm = (t: Translate, { id, statement }: SessionFact, what: 'dispute' | 'evidence', field: Field): Form => ({
  form: `sessions.fact-${what}`,
  context: id,
  title: t.plain(`review.sense.${what}-title`),
  intro: inShort(statement, 600),
  fields: [field],
  submit: t.plain(`review.sense.${what}-submit`),
  cancel: t.plain('words.cancel'),
});
