/** Channels that take long to reach: said once in a question's own thread, so that nobody there wonders or writes it again. */
import { yours } from '../core/attention.ts';
import type { Drawer } from '../core/feature.ts';
import type { Destination, Work } from '../core/work.ts';
import { platformName, sentence } from '../words/fragments.ts';
import type { Needs } from './needs.ts';
import { subjectOfQuestion } from './publish.ts';
import type { Question } from './question.ts';
import { isId } from './readable.ts';

/** What has waited for its channel longer than this is late. */
const LATE_MS = 5 * 60_000;
/** Told of at once; the rest a minute later. */
const BATCH = 200;

const lateBefore = (w: Work): Date => new Date(w.now.getTime() - LATE_MS);

/** Tells of every question whose words, or whose replies, have not reached a channel for too long: once for each of the two. */
export async function tellOfBacklog(w: Work, needs: Pick<Needs, 'channelAt'>): Promise<void> {
  for (const { question: id, channel, lane } of await w.questions.late(lateBefore(w), BATCH)) {
    const question = await w.questions.get(id);
    if (!question) continue;
    const at = await ownThread(w, needs, question);
    await w.say(`backlog:${id}/${lane}`, at, { view: 'backlog', id: `${id}/${channel}` });
  }
}

/** Where it was asked, as long as what is written there is carried; else with its asker in private. */
async function ownThread(w: Work, needs: Pick<Needs, 'channelAt'>, question: Question): Promise<Destination> {
  const { asked, asker, community, id } = question;
  if (!asked) return { to: asker.ref, attention: yours, under: subjectOfQuestion(id) };
  const channel = await needs.channelAt(w, asked.place);
  return channel?.community === community && channel.mode !== 'off'
    ? { to: asked.place, thread: asked.thread }
    : { to: asker.ref, attention: yours };
}

/** Nothing where it has reached the channel by now. */
export const backlogView =
  (needs: Pick<Needs, 'mayStillRead'>): Drawer =>
  async ({ w, id, to, t }) => {
    const [of = '', channel = ''] = id.split('/');
    if (!isId(of) || !isId(channel)) return null;
    const late = await w.questions.lateIn(of, channel, lateBefore(w));
    const question = late && (await w.questions.get(of));
    if (!late || !question || question.community === null) return null;
    if (
      to.kind === 'user' &&
      !(await needs.mayStillRead(w, { ...to, kind: 'user' }, question.community, question.from))
    )
      return null;
    const { name, organisation, platform } = late;
    return sentence(t, 'questions.backlog', {
      channel: name,
      organisation,
      platform: platformName(t, platform),
    });
  };
