/** What is measured in a fault run, as text. */
import type { Sent } from './gates.ts';
import type { Judgement } from './judge.ts';

export function figures(how: {
  sent: readonly Sent[];
  judged: Judgement;
  /** When the calm began and ended, in the stand-ins' time, and how much had been sent by then. */
  calmFrom: { at: number; sent: number };
  calmTo: { at: number; sent: number };
  speed: number;
  doubtful: number;
}): Record<string, string> {
  const { sent, judged, calmFrom, calmTo, speed } = how;
  const calm = sent.slice(calmFrom.sent, calmTo.sent);
  const inCalm = judged.mirrored.filter(({ at }) => at >= calmFrom.at && at < calmTo.at);
  const machine = (all: readonly { ms: number }[]): number[] => all.map(({ ms }) => ms / speed);
  const acknowledged = (all: readonly Sent[], platform: Sent['platform']) =>
    spread(all.filter((one) => one.platform === platform && isGood(one)).map(({ ms }) => ms));
  return {
    'acknowledged to Slack, calm': acknowledged(calm, 'slack'),
    'acknowledged to Teams, calm': acknowledged(calm, 'teams'),
    'acknowledged to Slack, all': acknowledged(sent, 'slack'),
    'acknowledged to Teams, all': acknowledged(sent, 'teams'),
    'not acknowledged at once to Slack': String(sent.filter((one) => one.platform === 'slack' && !isGood(one)).length),
    'reply to mirror, calm': spread(machine(inCalm)),
    'reply to mirror, all': spread(machine(judged.mirrored)),
    'rows in doubt in Teams': String(how.doubtful),
    'sent twice in Teams': String(judged.doubled.length),
    'answers under such a second card': String(judged.unheard.length),
    'answers in Teams while away, their threads told': String(judged.told),
    'notes that Guildhall was away or is late': String(judged.notes),
  };
}

const isGood = ({ status }: Sent): boolean => status >= 200 && status < 300;

/** Half of them are below the first, one in twenty is above the second, the third is the greatest. */
function spread(values: readonly number[]): string {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number): number =>
    Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0);
  return `p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, most ${at(1)} ms (${sorted.length})`;
}
