/** A draft as whoever sets it up sees it: what it says, what is missing, and what was left open the last time. */
import type { Block, Button, Card } from '../../core/card.ts';
import type { Turn } from '../../core/feature.ts';
import { plain } from '../../core/text.ts';
import type { Key, Translate } from '../../core/translate.ts';
import { body, buttons, heading, note } from '../../words/fragments.ts';
import { OFFICE, workingMinutes } from '../../words/working-time.ts';
import { engineOf, type Flow, standingOf } from '../flow.ts';
import { failing } from '../guards.ts';
import type { SessionRecord } from '../record.ts';
import { factsOf } from './facts.ts';
import { STEPS } from './forms.ts';
import { fieldNames, refusedCard } from './refused.ts';
import { headingText } from './words.ts';

/** After so many working days people remember less. */
const LATE_DAYS = 20;
const A_DAY = 8 * 60;

export async function draftCard(
  turn: Pick<Turn, 'w' | 'me' | 't'>,
  flow: Flow,
  session: SessionRecord,
  said: Key = 'review.draft',
): Promise<Card> {
  const { w, me, t } = turn;
  const standing = await standingOf(w, flow, session);
  const { missingFields } = standing;
  const guards = failing(['dates-in-order', 'enough-invited'], engineOf(session), standing);
  const isReady = missingFields.length === 0 && guards.length === 0;
  const missing: readonly Block[] = [
    ...(missingFields.length > 0 ? [body(t('review.draft-missing', { fields: fieldNames(t, missingFields) }))] : []),
    ...(guards.length > 0
      ? (await refusedCard(turn, flow, session, { kind: 'refused', why: 'guard', guards })).blocks
      : []),
  ];
  const parts: Block[] = [];
  for (const part of flow.parts) parts.push(...((await part.before?.(w, t, session)) ?? []));
  return {
    summary: t.plain(said),
    blocks: [
      heading(headingText(t, session)),
      body(t(isReady ? 'review.draft-ready' : said)),
      ...missing,
      await factsOf(turn, flow, session, me.organisation),
      ...((await isLate(turn, flow, session)) ? [note(t('review.draft-late'))] : []),
      ...(await overlap(turn, session)),
      ...parts,
      ...buttons(isReady && press(t, 'schedule', session.id, { style: 'primary' })),
      ...buttons(
        ...STEPS.map((step) =>
          press(t, `edit-${step}`, `${session.id} ${step}`, { opens: true, action: 'sessions.edit' }),
        ),
        press(t, 'people', session.id, { opens: true }),
        {
          ...press(t, 'discard', session.id, { style: 'danger' }),
          confirm: {
            title: t.plain('review.discard-sure'),
            text: t.plain('review.discard-means'),
            yes: t.plain('review.discard'),
            no: t.plain('words.cancel'),
          },
        },
      ),
    ],
  };
}

/** Actions whose own sentence is their label. */
type Labelled = { [K in Key]: K extends `review.${infer What}` ? What : never }[Key];
interface How {
  readonly action?: string;
  readonly style?: 'primary' | 'danger';
  readonly opens?: true;
}

/** A button of a session's own. */
export function press(
  t: Translate,
  what: Labelled,
  value: string,
  how?: How & { readonly key?: Key },
): Extract<Button, { button: 'action' }>;
export function press(
  t: Translate,
  what: string,
  value: string,
  how: How & { readonly key: Key },
): Extract<Button, { button: 'action' }>;
export function press(
  t: Translate,
  what: string,
  value: string,
  how: How & { readonly key?: Key } = {},
): Extract<Button, { button: 'action' }> {
  const { action = `sessions.${what}`, key = `review.${what}` as Key, ...rest } = how;
  return { button: 'action', action, value, label: t.plain(key), ...rest };
}

async function isLate({ w }: Pick<Turn, 'w'>, { needs }: Flow, session: SessionRecord): Promise<boolean> {
  const calendar = (await needs.calendarOf(w, session.community)) ?? OFFICE;
  const ended = new Date(`${session.endsOn ?? session.startsOn}T12:00:00Z`);
  const opens = session.opensAt ?? w.now;
  // A year is enough to say that it is late: no need to count further.
  if (opens.getTime() - ended.getTime() > 365 * 86_400_000) return true;
  return opens > ended && workingMinutes(ended, opens, calendar) > LATE_DAYS * A_DAY;
}

/** Others about the same days: whoever sets it up may take part in one of those instead. */
async function overlap({ w, t }: Pick<Turn, 'w' | 't'>, session: SessionRecord): Promise<readonly Block[]> {
  const days = { from: session.startsOn, to: session.endsOn ?? session.startsOn };
  const others = await w.sessions.setup.overlapping(session.community, days, session.id);
  if (others.length === 0) return [];
  return [
    body(t('review.draft-overlap', { titles: others.map(({ title }) => title).join(', ') })),
    ...others.map(
      (other): Block => ({
        block: 'row',
        text: plain(headingText(t, other)),
        button: press(t, 'instead', `${session.id} ${other.id}`),
      }),
    ),
  ];
}
