/** The steps of "Try this", and by what each is seen to be done. Pure. */
import type { LiveEvent, SlackAct, TeamsAct } from '../../api-types.ts';

export type StepId = 'ask' | 'answer' | 'step' | 'accept' | 'more';

export const stepIds: readonly StepId[] = ['ask', 'answer', 'step', 'accept', 'more'];

export interface Progress {
  done: readonly StepId[];
  /** What the Slack person answered, to know it again on the other side. */
  answer: string;
}

export const begun: Progress = { done: [], answer: '' };

export type Seen =
  | { seen: 'slack'; act: SlackAct }
  | { seen: 'teams'; act: TeamsAct; bot: string }
  | { seen: 'live'; event: LiveEvent; teamsBot: string };

const accepting = /answered it/i;

/** The button's words, wherever a platform keeps them. */
function pressed(act: SlackAct | TeamsAct): string {
  if (act.kind === 'press') return JSON.stringify(act.element);
  if (act.kind === 'execute') return act.action.title ?? '';
  return '';
}

function doneBy(progress: Progress, seen: Seen): StepId | null {
  if (seen.seen === 'live') {
    const { event } = seen;
    if (event.type !== 'teams.message' || !event.message.root || event.message.from !== seen.teamsBot) return null;
    const words = `${event.message.text} ${JSON.stringify(event.message.attachments)}`;
    return progress.answer !== '' && words.includes(progress.answer) ? 'step' : null;
  }
  const { act } = seen;
  if (accepting.test(pressed(act))) return 'accept';
  if (seen.seen === 'teams') {
    if (act.kind === 'post' && act.text.toLowerCase().includes(`@${seen.bot.toLowerCase()}`)) return 'ask';
    return act.kind === 'consent' || act.kind === 'messageAction' || act.kind === 'search' ? 'more' : null;
  }
  if (act.kind === 'post' && 'thread' in act && act.thread) return 'answer';
  const more =
    act.kind === 'messageShortcut' || act.kind === 'globalShortcut' || (act.kind === 'openHome' && act.tab === 'home');
  return more || (act.kind === 'post' && act.text.startsWith('/')) ? 'more' : null;
}

/** The first words of an answer, plain enough to be found again after formatting. */
const trace = (text: string): string => /[\p{L}\p{N}][\p{L}\p{N} ,]{5,39}/u.exec(text)?.[0].trim() ?? text.trim();

/** The progress after something was seen. */
export function advance(progress: Progress, seen: Seen): Progress {
  const step = doneBy(progress, seen);
  if (!step) return progress;
  const answer =
    step === 'answer' && seen.seen === 'slack' && seen.act.kind === 'post' ? trace(seen.act.text) : progress.answer;
  const done = progress.done.includes(step) ? progress.done : [...progress.done, step];
  return { done, answer };
}
