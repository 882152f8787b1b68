/** Tells the operator what threatens the deployment: in the log, and in the operator's channel where one is named. */
import type { Card } from '../core/card.ts';
import type { Clock, Log } from '../core/ports.ts';
import type { Key, Translate } from '../core/translate.ts';
import type { Work } from '../core/work.ts';
import { body, note, platformName } from '../words/fragments.ts';
import { type Alarm, type Kind, type Over, SECTIONS } from './alarm.ts';
import { threats, unknown } from './threats.ts';
import type { Watched } from './watched.ts';

/** One that comes and goes is told of so often at most. */
const QUIET_MS = 60 * 60_000;

export interface AlarmNeeds {
  readonly watch: () => Promise<Watched>;
  /** One transaction. */
  readonly run: (now: Date, run: (w: Work) => Promise<Told>) => Promise<Told>;
  readonly t: Translate;
  readonly clock: Clock;
  readonly log: Log;
}

export interface Alarms {
  /** Tells what is new, what is over, and what has come further; safe to run twice and in several processes at once. */
  tell(): Promise<void>;
}

interface Told {
  readonly raised: readonly Alarm[];
  readonly over: readonly Over[];
}

/** From now on: what waited before this process was up is given time. */
export function createAlarms({ watch, run, t, clock, log }: AlarmNeeds): Alarms {
  const upSince = clock.now();
  return {
    async tell() {
      const now = clock.now();
      const watched = await watch();
      // The grace after a start is for telling alone: what a fresh process does not tell yet is not over for that.
      const standing = [...threats(watched, now).map(({ cause }) => cause), ...unknown(watched)];
      const seen = { fresh: threats(watched, now, upSince), standing };
      const { raised, over } = await run(now, (w) => tellIn(w, seen, t));
      for (const { cause, kind, stage } of raised) log.warn('alarm', { cause, kind, stage, section: SECTIONS[kind] });
      for (const { cause, kind } of over) log.info('alarm.over', { cause, kind });
    },
  };
}

interface Seen {
  /** What is to be told, where it was not yet. */
  readonly fresh: readonly Alarm[];
  /** Causes of what is not over. */
  readonly standing: readonly string[];
}

async function tellIn(w: Work, { fresh, standing }: Seen, t: Translate): Promise<Told> {
  const channel = await w.operations.channel();
  const how = { quietSince: new Date(w.now.getTime() - QUIET_MS), channelSince: channel?.since ?? null };
  const raised: Alarm[] = [];
  // In one order, so that two processes that tell at once wait for each other and nobody waits for both.
  for (const alarm of [...fresh].sort((a, b) => (a.cause < b.cause ? -1 : 1)))
    if (await w.operations.raise(alarm, how)) raised.push(alarm);
  const over = await w.operations.clear(standing);
  if (channel) {
    const say = (cause: string, card: Card) => w.say(`alarm:${cause}/${w.now.getTime()}`, { to: channel.to }, card);
    for (const one of raised) await say(one.cause, raisedCard(one, t));
    for (const one of over) await say(`over/${one.cause}`, overCard(one, t));
  }
  return { raised, over };
}

const raisedCard = ({ kind, args }: Alarm, t: Translate): Card => {
  const said = t(`operations.${kind}`, argsOf(args, t));
  return {
    summary: t.plain(`operations.${kind}`, argsOf(args, t)),
    blocks: [body(said), note(t('operations.section', { section: SECTIONS[kind] }))],
  };
};

const overCard = ({ kind, args }: Over, t: Translate): Card => {
  const key = OVER[kind];
  return { summary: t.plain(key, argsOf(args, t)), blocks: [body(t(key, argsOf(args, t)))] };
};

const OVER: Readonly<Record<Kind, Key>> = {
  secret: 'operations.secret-over',
  'secret-today': 'operations.secret-over',
  'secret-ended': 'operations.secret-over',
  ended: 'operations.ended-over',
  refused: 'operations.lane-over',
  deaf: 'operations.deaf-over',
  'cut-off': 'operations.cut-off-over',
  lane: 'operations.lane-over',
  queue: 'operations.queue-over',
  dead: 'operations.dead-over',
  stored: 'operations.stored-over',
  disk: 'operations.disk-over',
};

const argsOf = (args: Alarm['args'], t: Translate): Alarm['args'] =>
  typeof args.platform === 'string' ? { ...args, platform: platformName(t, args.platform) } : args;
