/** What follows for a report where its session moves: its draft goes to those who can object, an edition is kept and told once, and what stands is drawn again. */
import { duty } from '../../core/attention.ts';
import type { Subject } from '../../core/ref.ts';
import type { Work } from '../../core/work.ts';
import type { Needs } from '../needs.ts';
import type { SessionRecord } from '../record.ts';
import type { Effect } from '../session.ts';
import { given } from './access.ts';
import { askBenefit } from './benefit.ts';
import { buildReport } from './build.ts';

export const subjectOfDraft = ({ id, version }: Pick<SessionRecord, 'id' | 'version'>): Subject =>
  `session-draft:${id}/${version}`;
export const subjectOfReport = (id: string, edition: number): Subject => `session-report:${id}/${edition}`;

export async function follow(
  w: Work,
  needs: Needs,
  session: SessionRecord,
  effect: Effect,
  by: string | null,
): Promise<void> {
  switch (effect.effect) {
    case 'send-draft':
      // What was worded of an earlier draft speaks of what may have been taken out since.
      await w.sessions.report.dropSummary(session.id);
      // Where nothing can word it, nobody looks: a row is all that comes of it.
      await w.sessions.report.oweWording(session.id, session.version);
      return sendDraft(w, session);
    case 'publish':
      return publish(w, needs, session, by);
    case 'ask-benefit':
      return askBenefit(w, session);
    case 'mark-under-review':
      await w.fact({ fact: 'ReportChanged', session: session.id, community: session.community });
      return w.refresh(editionsBefore(session, session.edition + 1));
    // Wherever it goes from there, a draft that somebody was sent says so.
    case 'plan':
    case 'tell':
      return w.refresh(draftsOf(session));
    default:
      return;
  }
}

/** In private alone: nothing of a draft is told in a channel. */
async function sendDraft(w: Work, session: SessionRecord): Promise<void> {
  for (const { person, parts, left } of await w.sessions.setup.people(session.id)) {
    if (left || !(parts.includes('participant') || parts.includes('sponsor'))) continue;
    const to = await w.sessions.setup.accountFor(session.id, person);
    if (to)
      await w.show(
        subjectOfDraft(session),
        { to, attention: duty },
        { view: 'sessions.report-draft', id: `${session.id}/${session.version}` },
      );
  }
}

/** One was sent at some of its versions. */
const draftsOf = ({ id, version }: SessionRecord): readonly Subject[] =>
  Array.from({ length: version }, (_, at) => subjectOfDraft({ id, version: at + 1 }));

async function publish(w: Work, needs: Needs, session: SessionRecord, by: string | null): Promise<void> {
  const { id, edition } = session;
  const body = buildReport(await given(w, needs, session, { edition, byTime: by === null }));
  // As it is printed: what was left out of it stands in no list of editions either.
  await w.sessions.report.keep(id, edition, { body, reason: body.reason, by });
  const view = { view: 'sessions.report', id: `${id}/${edition}` };
  const channels = session.readers === 'participants' ? [] : await needs.channelsOf(w, session.community);
  const told = channels.filter(({ mode }) => mode !== 'off');
  for (const { ref } of told) await w.show(subjectOfReport(id, edition), { to: ref }, view);
  // Where no channel hears of it, those who take part do, each in private.
  if (told.length === 0)
    for (const { person, left } of await w.sessions.setup.people(id)) {
      const to = left ? null : await w.sessions.setup.accountFor(id, person);
      if (to) await w.show(subjectOfReport(id, edition), { to, attention: duty }, view);
    }
  await w.refresh(editionsBefore(session, edition));
  await w.fact({ fact: 'ReportChanged', session: id, community: session.community });
}

const editionsBefore = ({ id }: SessionRecord, edition: number): readonly Subject[] =>
  Array.from({ length: Math.max(0, edition - 1) }, (_, at) => subjectOfReport(id, at + 1));
