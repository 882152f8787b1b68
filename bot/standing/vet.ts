/** Vetting an answer: four checks by somebody named for it, under their name and role, with a day by which it is reviewed. */
import { dayIn, isTicked, words as typedWords } from '../core/card.ts';
import type { Turn } from '../core/feature.ts';
import type { InboundOf } from '../core/inbound.ts';
import { ask, invalid, type Reply, tell } from '../core/reply.ts';
import { join, shorten } from '../core/text.ts';
import { body, sentence } from '../words/fragments.ts';
import { dayOf } from '../words/standing.ts';
import { aboutCard } from './about.ts';
import type { Needs } from './needs.ts';
import { asKeeper, changed, holdFor, openFor, type Part, standingOfOne } from './open.ts';

const DAY_MS = 24 * 3_600_000;
/** It is reviewed after so long, where nobody says otherwise, and after two years at most. */
const REVIEW_DAYS = 90;
const MOST_DAYS = 731;
const ROLE = 80;
const SOURCE = 300;
/** Of the answer so much stands above the checks. */
const READ = 1_500;
/** Ticked by whoever made them; the fourth is the source. */
const CHECKS = ['right', 'format', 'accessible'] as const;

export const dayAfter = (now: Date, days: number): string =>
  new Date(now.getTime() + days * DAY_MS).toISOString().slice(0, 10);

const mayVet = (part: Part): boolean => part.role !== null;

/** `value` is the answer. */
export async function vetForm(turn: Turn<InboundOf<'action'>>, needs: Needs): Promise<Reply> {
  const { w, t, event } = turn;
  const opened = await openFor(turn, needs, event.value, mayVet);
  if ('instead' in opened) return tell(opened.instead);
  const { one, part } = opened;
  if (part.isAuthor) return tell(sentence(t, 'standing.own'));
  if ((await standingOfOne(w, one.id)).disputed) return tell(sentence(t, 'standing.vet-disputed'));
  const [right, format, accessible] = CHECKS.map(
    (name) => ({ field: 'tick', name, label: t.plain(`standing.check-${name}`) }) as const,
  );
  if (!right || !format || !accessible) throw new Error('a check is missing');
  return ask({
    form: 'standing.vet',
    context: `${one.id}/${one.version}`,
    title: t.plain('standing.vet-title'),
    intro: join(t('standing.vet-intro'), '\n\n', shorten(one.words, READ)),
    submit: t.plain('standing.vet-submit'),
    cancel: t.plain('words.cancel'),
    fields: [
      right,
      {
        field: 'line',
        name: 'source',
        label: t.plain('standing.check-source'),
        hint: t.plain('standing.check-source-hint'),
        max: SOURCE,
      },
      format,
      accessible,
      {
        field: 'line',
        name: 'role',
        label: t.plain('standing.vet-role'),
        hint: t.plain('standing.vet-role-hint'),
        value: part.role ?? '',
        max: ROLE,
      },
      {
        field: 'date',
        name: 'until',
        label: t.plain('standing.vet-until'),
        hint: t.plain('standing.vet-until-hint'),
        value: dayAfter(w.now, REVIEW_DAYS),
      },
    ],
  });
}

export async function vetByForm(turn: Turn<InboundOf<'submission'>>, needs: Needs): Promise<Reply> {
  const { w, me, t, event } = turn;
  const problems = checked(turn);
  if (Object.keys(problems).length > 0) return invalid(problems);
  const [id = '', ...version] = event.context.split('/');
  const opened = await holdFor(turn, needs, id, mayVet);
  if ('instead' in opened) return invalid({ '': opened.instead.summary });
  const { one, part, was } = opened;
  if (part.isAuthor) return invalid({ '': t.plain('standing.own') });
  if (was.disputed) return invalid({ '': t.plain('standing.vet-disputed') });
  // What they checked is what they read.
  if (one.version !== version.join('/')) return invalid({ '': t.plain('standing.vet-changed') });
  const { source, role, reviewBy } = typedIn(turn);
  await w.standing.vet(one.id, { identity: me.identity, source, role, reviewBy, version: one.version });
  await changed(turn, needs, one, was);
  return tell(sentence(t, 'standing.vetted-now'));
}

const typedIn = ({ event }: Turn<InboundOf<'submission'>>) => ({
  source: typedWords(event.values.source).normalize('NFC'),
  role: typedWords(event.values.role).normalize('NFC'),
  reviewBy: dayIn(event.values.until) ?? '',
});

function checked(turn: Turn<InboundOf<'submission'>>): Record<string, string> {
  const { w, t, event } = turn;
  const { source, role, reviewBy } = typedIn(turn);
  const problems: Record<string, string> = {};
  const long = (text: string, most: number): string => t.plain('standing.too-long', { most, length: text.length });
  for (const name of CHECKS) if (!isTicked(event.values[name])) problems[name] = t.plain('standing.no-check');
  if (!source) problems.source = t.plain('standing.no-source');
  else if (source.length > SOURCE) problems.source = long(source, SOURCE);
  if (!role) problems.role = t.plain('standing.no-role');
  else if (role.length > ROLE) problems.role = long(role, ROLE);
  if (reviewBy <= dayAfter(w.now, 0) || reviewBy > dayAfter(w.now, MOST_DAYS))
    problems.until = t.plain('standing.bad-until');
  return problems;
}

/** One tap: it was looked at, and it is as right as before. `value` is the answer. */
export async function stillRight(turn: Turn<InboundOf<'action'>>, needs: Needs): Promise<Reply> {
  const { w, me, t, event } = turn;
  const opened = await holdFor(turn, needs, event.value, asKeeper);
  if ('instead' in opened) return tell(opened.instead);
  const { one, part, was } = opened;
  if (part.isAuthor) return tell(sentence(t, 'standing.own'));
  if (was.disputed) return tell(sentence(t, 'standing.vet-disputed'));
  const reviewBy = dayAfter(w.now, REVIEW_DAYS);
  if (!(await w.standing.review(one.id, { identity: me.identity, version: one.version, reviewBy })))
    return tell(sentence(t, 'standing.not-vetted'));
  await changed(turn, needs, one, was);
  return tell(
    await aboutCard(
      turn,
      needs,
      one,
      body(t('standing.still-now', { day: dayOf(t, new Date(`${reviewBy}T12:00:00Z`)) })),
    ),
  );
}
