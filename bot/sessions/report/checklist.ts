/** Ten things that make a review worth trusting, each so or not, from its records. Facts, never a mark for anybody. */
import { type Method, phaseOf } from '../method.ts';
import type { SessionRecord } from '../record.ts';
import type { Check, Report } from './report.ts';
import type { Records } from './store.ts';

const SHARE_HEARD = 0.6;
/** What was expected stands beside the facts, and what happened among them. */
const BESIDE: readonly string[] = ['expected', 'happened'];

/** A report without its checklist. */
type Made = Omit<Report, 'checklist'>;

export function checklist(
  made: Made,
  { session, method, records }: { readonly session: SessionRecord; readonly method: Method; readonly records: Records },
): Report['checklist'] {
  const { heard, facts, topics, points, recommendations, actions } = made;
  const agreed = facts.filter(({ status }) => status === 'agreed');
  const evidenced = agreed.filter(({ evidence }) => evidence.length > 0);
  const placed = points.filter(
    ({ id, topic, question }) => topic !== null || BESIDE.includes(question) || isAlone(records, id),
  );
  const first = topics.filter(({ priority }) => priority);
  // With few topics nobody votes: then all that were talked about come first.
  const priority = first.length > 0 ? first : topics.filter(({ discussed }) => discussed);
  // "People and skills" may be about a person: another reason stands beside it.
  const explained = priority.filter(({ factors }) => factors.some(({ category }) => category !== 'people'));
  const followed = recommendations.filter(
    ({ id, referral, noAction }) => referral || noAction !== '' || actions.some((one) => one.recommendation === id),
  );
  const facilitators = records.people.filter(({ parts }) => parts.includes('facilitator'));
  const opening = method.phases[0];
  const says = (kind: 'keep' | 'change', question: string): boolean =>
    topics.some((one) => one.kind === kind) || points.some((one) => one.question === question);
  const so = (met: boolean, some: number | null = null, of: number | null = null): Omit<Check, 'item'> => ({
    met,
    some,
    of,
  });
  return [
    so(made.purpose.trim() !== '' && made.scopeIn.trim() !== ''),
    so(
      session.isSelfLed ||
        (facilitators.length > 0 && facilitators.every(({ parts }) => !parts.includes('participant'))),
    ),
    so(
      heard.invited > 0 && heard.heard / heard.invited >= SHARE_HEARD && heard.organisations >= 2,
      heard.heard,
      heard.invited,
    ),
    so(opening.input === 'private-form' && opening.visibility === 'hidden'),
    so(agreed.length > 0 && evidenced.length * 2 >= agreed.length, evidenced.length, agreed.length),
    so(says('keep', 'worked') && says('change', 'harder')),
    so(priority.length > 0 && explained.length === priority.length, explained.length, priority.length),
    so(placed.length === points.length, placed.length, points.length),
    so(followed.length === recommendations.length, followed.length, recommendations.length),
    so(phaseOf(method, 'checking') !== null && wasChecked(session, records)),
  ].map((one, at) => ({ item: at + 1, ...one }));
}

const isAlone = ({ contributions }: Records, id: string): boolean =>
  contributions.some((one) => one.id === id && one.alone);

const wasChecked = ({ state }: SessionRecord, { history }: Records): boolean =>
  state === 'checking' || history.some(({ to, from }) => to === 'checking' && from !== 'checking');
