/** What one check found: one line for a person, one object for a machine. Names of connections and organisations, never of people. */

export type State = 'ok' | 'warning' | 'problem';

export interface Finding {
  /** What was looked at, in a word or two. */
  readonly check: string;
  /** Of which connection, platform or organisation; absent where of the whole deployment. */
  readonly of?: string;
  readonly state: State;
  readonly says: string;
  /** What to do about it. */
  readonly todo?: string;
  /** The section of RUNBOOK.md. */
  readonly section?: number;
}

type What = Pick<Finding, 'check' | 'of'>;
type Advice = Pick<Finding, 'todo' | 'section'>;

export const ok = (what: What, says: string): Finding => ({ ...what, state: 'ok', says });
export const warning = (what: What, says: string, advice: Advice): Finding => ({
  ...what,
  state: 'warning',
  says,
  ...advice,
});
export const problem = (what: What, says: string, advice: Advice): Finding => ({
  ...what,
  state: 'problem',
  says,
  ...advice,
});

/** `problem  token, ashcombe: Slack refuses it. Rotate it. (RUNBOOK.md, section 6)` */
export function lineOf({ check, of, state, says, todo, section }: Finding): string {
  const what = of === undefined ? check : `${check}, ${of}`;
  const advice = [todo, section && `(RUNBOOK.md, section ${section})`].filter(Boolean).join(' ');
  return `${state.padEnd(8)} ${what}: ${says}${advice && ` ${advice}`}`;
}

/** `3 problems, 1 warning, 12 ok` */
export function totalLine(findings: readonly Finding[]): string {
  const of = (state: State) => findings.filter((one) => one.state === state).length;
  const counted = (count: number, word: string) => `${count} ${word}${count === 1 ? '' : 's'}`;
  return `${counted(of('problem'), 'problem')}, ${counted(of('warning'), 'warning')}, ${of('ok')} ok`;
}

/** `3 minutes`, `2 hours`, `4 days`: whole ones of the largest that fits. */
export function ago(since: Date, now: Date): string {
  const minutes = Math.max(0, Math.floor((now.getTime() - since.getTime()) / 60_000));
  const [count, unit] =
    minutes < 120
      ? [minutes, 'minute']
      : minutes < 2_880
        ? [Math.floor(minutes / 60), 'hour']
        : [Math.floor(minutes / 1_440), 'day'];
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}
