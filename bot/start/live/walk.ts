/** Leads an operator through the steps: says what to do, watches the database for what comes of it, and says what was seen or what is wrong. */
import type { DayOne, Mark } from '../../../prisma/day-one.ts';
import type { Clock } from '../../core/ports.ts';
import type { Ground, Seen, Step, Trail } from './steps.ts';

export interface WalkNeeds {
  readonly steps: readonly Step[];
  readonly ground: Ground;
  readonly look: DayOne;
  readonly ask: (question: string) => Promise<string>;
  readonly say: (line: string) => void;
  readonly clock: Clock;
  readonly wait: (ms: number) => Promise<void>;
  /** How long what comes of a step is watched for. */
  readonly withinMs?: number;
}

/** How the steps ended, by their number. */
export interface Walked {
  readonly seen: readonly number[];
  readonly failed: readonly number[];
  readonly leftOut: readonly number[];
}

const WITHIN_MS = 60_000;
const LOOK_MS = 250;
const DONE = '  Press Enter when that is done (s: leave it out, q: stop)';
const AGAIN = '  Press Enter to look again (s: go on without it, q: stop)';

export async function walk(needs: WalkNeeds): Promise<Walked> {
  const { steps, ground, look, say } = needs;
  const walked = { seen: [] as number[], failed: [] as number[], leftOut: [] as number[] };
  let trail: Trail = {};
  let isOver = false;
  for (const [index, step] of steps.entries()) {
    const number = index + 1;
    if (isOver) {
      walked.leftOut.push(number);
      continue;
    }
    say(`Step ${number} of ${steps.length}: ${step.title}`);
    if (step.needs?.some((key) => trail[key] === undefined)) {
      say('  Left out: it needs what an earlier step would have made.');
      walked.leftOut.push(number);
      continue;
    }
    for (const line of step.todo(ground)) say(`  ${line}`);
    const since = await look.mark();
    const { found, tried, isLast } = await take(needs, step, since, trail);
    isOver = isLast;
    walked[found ? 'seen' : tried ? 'failed' : 'leftOut'].push(number);
    if (!found) continue;
    trail = { ...trail, ...found.found };
    say(`  Seen${await after(look, since, found.at)}: ${found.says}`);
  }
  return walked;
}

/** One step, looked for as often as the operator wants. */
async function take(
  needs: WalkNeeds,
  step: Step,
  since: Mark,
  trail: Trail,
): Promise<{ found: Seen | null; tried: boolean; isLast: boolean }> {
  for (let tried = false; ; tried = true) {
    const answer = await needs.ask(tried ? AGAIN : DONE);
    if (answer !== '') return { found: null, tried, isLast: answer === 'q' };
    const found = await watch(needs, step, since, trail);
    if (found) return { found, tried: true, isLast: false };
    for (const line of await whatIsWrong(needs, since)) needs.say(`  ${line}`);
  }
}

async function watch(needs: WalkNeeds, step: Step, since: Mark, trail: Trail): Promise<Seen | null> {
  const { look, ground, clock, wait, withinMs = WITHIN_MS } = needs;
  const until = clock.now().getTime() + withinMs;
  for (;;) {
    const found = await step.seen(look, ground, since, trail);
    if (found || clock.now().getTime() >= until) return found;
    await wait(LOOK_MS);
  }
}

/** From the moment when the platform's last event was here. */
async function after(look: DayOne, since: Mark, at: Date): Promise<string> {
  const came = await look.lastCame(since);
  const ms = came && at.getTime() - came.getTime();
  return ms === null || ms < 0 ? '' : ` after ${(ms / 1_000).toFixed(1)} s`;
}

async function whatIsWrong({ look, withinMs = WITHIN_MS }: WalkNeeds, since: Mark): Promise<readonly string[]> {
  const { events, stored, fault, unsent, code } = await look.trouble(since);
  const nothing = `Not seen within ${Math.round(withinMs / 1_000)} seconds.`;
  if (events === 0)
    return [
      `${nothing} No event that concerns Guildhall came from the platform.`,
      'Check the request address, the event subscriptions and that Guildhall is in the channel: RUNBOOK.md, section 1.',
    ];
  if (stored > 0)
    return [
      `${nothing} ${stored} of ${events} events came and are not acted on${fault === null ? '' : ` (fault ${fault})`}.`,
      'Is a worker running? Its log says why: RUNBOOK.md, section 9.',
    ];
  if (unsent > 0)
    return [
      `${nothing} What came was acted on, but ${unsent} messages are not sent${code === null ? '' : ` (${code})`}.`,
      'The log says why: RUNBOOK.md, section 8.',
    ];
  return [`${nothing} ${events} events came and were acted on, but not the one of this step: do it once more.`];
}

/** `10 of 12 seen. Failed: 7. Left out: 9.` */
export function walkedLine({ seen, failed, leftOut }: Walked): string {
  const all = seen.length + failed.length + leftOut.length;
  const named = (word: string, numbers: readonly number[]) =>
    numbers.length === 0 ? '' : ` ${word}: ${numbers.join(', ')}.`;
  return `${seen.length} of ${all} seen.${named('Not seen', failed)}${named('Left out', leftOut)}`;
}
