/** Closing a session with something open: the sponsor says of each thing why it is not done. It stays so, and whoever has it is still reminded. */
import type { Field } from '../../core/card.ts';
import { Refusal, type Turn } from '../../core/feature.ts';
import type { InboundOf } from '../../core/inbound.ts';
import { ask, invalid, type Reply, tell } from '../../core/reply.ts';
import { shorten } from '../../core/text.ts';
import { sentence } from '../../words/fragments.ts';
import { act, type Flow } from '../flow.ts';
import type { SessionRecord } from '../record.ts';
import type { Action } from './action.ts';
import { paragraphField, SHORT, tooLong, written } from './fields.ts';
import { note } from './moving.ts';
import { isSponsor, movedOnCard, sightOf } from './rights.ts';

/** Each has its own reason in one form; of more, the others have one together. */
const EACH = 20;

/** @param value the session; with the version that they saw where that matters. @throws Refusal */
async function closable(turn: Turn, { needs }: Flow, value: string) {
  const { t } = turn;
  const [id = '', version] = value.split('/');
  const sight = await sightOf(turn, needs, id, { hold: true });
  if (!isSponsor(sight)) throw new Refusal(sentence(t, 'review.outcome.only-sponsor'));
  const { session } = sight;
  if (session.state !== 'published' || (version !== undefined && String(session.version) !== version))
    throw new Refusal(movedOnCard(t));
  return { session, open: await openOf(turn, session) };
}

const openOf = async ({ w }: Turn, session: SessionRecord): Promise<readonly Action[]> =>
  (await w.sessions.outcome.actionsOf(session.id)).filter(({ endedAt }) => endedAt === null);

/** "Close it": `value` is the session. */
export async function openClose(turn: Turn<InboundOf<'action'>>, flow: Flow): Promise<Reply> {
  const { t, event } = turn;
  const { session, open } = await closable(turn, flow, event.value);
  const line = (name: string, label: string): Field => ({ field: 'line', name, label, max: SHORT });
  const each = open
    .slice(0, EACH)
    .map(({ id, text }) => line(id, t.plain('review.outcome.close-item', { text: shorten(text, 120) })));
  return ask({
    form: 'sessions.outcome-close',
    context: `${session.id}/${session.version}`,
    title: t.plain('review.outcome.close-title'),
    intro: t('review.outcome.close-intro', { count: open.length }),
    fields: [
      paragraphField(t, { name: 'why', label: 'review.outcome.close-why' }),
      ...each,
      ...(open.length > EACH
        ? [line('rest', t.plain('review.outcome.close-rest', { count: open.length - EACH }))]
        : []),
    ],
    submit: t.plain('review.outcome.close-submit'),
    cancel: t.plain('words.cancel'),
  });
}

export async function closeWithOpen(turn: Turn<InboundOf<'submission'>>, flow: Flow): Promise<Reply> {
  const { w, t, me, event } = turn;
  const { session, open } = await closable(turn, flow, event.context);
  const why = written(event.values.why);
  const rest = written(event.values.rest);
  const reasons = new Map(open.map(({ id }, at) => [id, at < EACH ? written(event.values[id]) : rest]));
  const problems = tooLong(
    t,
    { why, ...Object.fromEntries(reasons) },
    Object.fromEntries(open.map(({ id }) => [id, SHORT])),
  );
  if (why === '') problems.why = t.plain('review.outcome.why-missing');
  open.forEach(({ id }, at) => {
    if (reasons.get(id) === '') problems[at < EACH ? id : 'rest'] = t.plain('review.outcome.why-missing');
  });
  if (Object.keys(problems).length > 0) return invalid(problems);
  for (const { id } of open) {
    const action = await w.sessions.outcome.holdAction(id);
    if (action) await note(w, flow.needs, action, 'left-open', { by: me.person, why: reasons.get(id) ?? why });
  }
  const moved = await act(
    w,
    flow,
    session.id,
    { event: 'close', reason: why },
    {
      by: me.person,
      seen: session.version,
      cause: `close:${session.id}:${session.version}`,
    },
  );
  if (moved?.kind !== 'moved') throw new Refusal(movedOnCard(t));
  return tell(sentence(t, 'review.outcome.closed', { title: session.title, count: open.length }));
}
