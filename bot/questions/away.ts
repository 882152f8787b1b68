/** After a time in which nothing was heard: which questions' threads to look into, and what a thread is told that cannot be read. */
import { type Drawer, NotYet } from '../core/feature.ts';
import type { Gap, Missed } from '../core/gap.ts';
import type { Work } from '../core/work.ts';
import { body, buttons } from '../words/fragments.ts';
import type { Needs } from './needs.ts';
import { threadIn } from './publish.ts';
import type { Question } from './question.ts';
import { getQuestion } from './readable.ts';

/** Questions looked into after one gap, the latest active first; more than that have not been active for long. */
const MOST = 5_000;
/** A shorter time is not worth a message in every open thread. */
const WORTH_TELLING_MS = 2 * 60_000;
/** In a thread that has been quiet for so long nobody was about to answer, and each would get a message. */
const QUIET_MS = 30 * 24 * 3_600_000;

export const missed: Missed = {
  subjects: (w, gap) => w.questions.missedIn(gap, MOST),
  async threads(w, gap, id) {
    const question = await getQuestion(w, id);
    // Below one that was taken back since then somebody may have answered before that.
    if (!question || !['open', 'answered', 'resolved', 'withdrawn'].includes(question.state)) return [];
    if (await w.questions.isComing(id, gap)) throw new NotYet();
    const isTold = await isWorthTelling(w, gap, question);
    const what = { view: 'away', id: [id, gap.from.getTime(), gap.to.getTime()].join('/') };
    return (await w.questions.threadsIn(id, gap)).map(({ thread, place, since, known }) => ({
      thread,
      notBefore: since,
      known,
      tell: place && isTold ? { at: threadIn(question, { ref: place }), what } : null,
    }));
  },
};

const isWaiting = ({ state }: Question): boolean => state === 'open' || state === 'answered';

async function isWorthTelling(w: Work, gap: Gap, question: Question): Promise<boolean> {
  if (!gap.sure || !isWaiting(question) || gap.to.getTime() - gap.from.getTime() < WORTH_TELLING_MS) return false;
  const replies = await w.questions.replies(question.id);
  const last = replies.at(-1)?.said ?? question.createdAt;
  return gap.from.getTime() - last.getTime() < QUIET_MS;
}

/** "I was away from 10:02 to 11:40"; nothing where the question is answered by now or the channel is not its community's. */
export const awayView =
  (needs: Needs): Drawer =>
  async ({ w, id, to, t }) => {
    const [of = '', from, until] = id.split('/');
    const question = await getQuestion(w, of);
    if (!question || question.community === null || !isWaiting(question) || to.kind === 'user') return null;
    const channel = await needs.channelAt(w, { ...to, kind: 'conversation' });
    if (channel?.community !== question.community || channel.mode === 'off') return null;
    return {
      summary: t.plain('questions.away-summary'),
      blocks: [
        body(t('questions.away', { from: new Date(Number(from)), until: new Date(Number(until)) })),
        ...buttons({
          button: 'action',
          action: 'questions.answer',
          value: question.id,
          label: t.plain('questions.away-add'),
          opens: true,
        }),
      ],
    };
  };
