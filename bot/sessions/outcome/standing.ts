/** What stands between a session and its next state, as far as what comes of it goes. */
import type { Work } from '../../core/work.ts';
import type { SessionRecord } from '../record.ts';
import type { Standing } from '../session.ts';
import { isVague } from './panel.ts';
import { isAnswered } from './recommendation.ts';
import { owedBySponsor } from './sponsor.ts';

export async function standing(w: Work, session: SessionRecord): Promise<Partial<Standing>> {
  const { outcome } = w.sessions;
  const actions = await outcome.actionsOf(session.id);
  return {
    lessons: (await outcome.lessonsOf(session.id)).length,
    unanswered: (await outcome.recommendationsOf(session.id)).filter((one) => !isAnswered(one)).length,
    vague: actions.filter(isVague).length,
    openObjections: (await outcome.objectionsOf(session.id)).filter(({ state }) => state === 'open').length,
    sponsorOwes: await owedBySponsor(w, session),
    openActions: actions.filter(({ endedAt }) => endedAt === null).length,
  };
}
