/** Links to messages of the two windows: opened in the page itself, in the window that they belong to. */
import type { SlackSession } from './slack-session.ts';
import type { TeamsSession } from './teams-session.ts';
import { rowsOf } from './teams-state.ts';

export type Target =
  | { window: 'slack'; conversation: string; ts: string; thread?: string }
  | { window: 'teams'; conversation: string; id: string };

/** What a link of Slack's or Teams' own kind points at; null for every other link. */
export function targetOf(url: string): Target | null {
  let parsed: URL;
  try {
    parsed = new URL(url);
  } catch {
    return null;
  }
  const slack = /^\/archives\/([A-Z0-9]+)\/p(\d{10})(\d{6})$/.exec(parsed.pathname);
  if (slack) {
    const [, conversation = '', seconds = '', micros = ''] = slack;
    const thread = parsed.searchParams.get('thread_ts');
    return { window: 'slack', conversation, ts: `${seconds}.${micros}`, ...(thread && { thread }) };
  }
  const teams = /^\/l\/message\/([^/]+)\/(\d+)$/.exec(parsed.pathname);
  if (!teams) return null;
  return { window: 'teams', conversation: decodeURIComponent(teams[1] ?? ''), id: teams[2] ?? '' };
}

/** Brings a message into view and lights it up, as soon as `find` finds it drawn; gives up quietly after two seconds. */
export function lightUp(find: () => HTMLElement | null | undefined, focus = true): void {
  let tries = 40;
  const look = (): void => {
    const element = find();
    if (!element) {
      if (tries-- > 0) setTimeout(look, 50);
      return;
    }
    element.scrollIntoView({ block: 'center' });
    element.classList.remove('flash');
    requestAnimationFrame(() => element.classList.add('flash'));
    if (focus) element.focus({ preventScroll: true });
  };
  look();
}

const show = (selector: string): void => lightUp(() => document.querySelector<HTMLElement>(selector));

/** Opens the target if one of the windows has it now; whether it did. */
export function follow(url: string, slack: SlackSession, teams: TeamsSession): boolean {
  const target = targetOf(url);
  if (!target) return false;
  const { conversation } = target;
  if (target.window === 'slack') {
    if (!slack.state.get().conversations.some(({ id }) => id === conversation)) return false;
    const { thread, ts } = target;
    slack.open({ conversation, tab: 'messages', ...(thread && { thread }) });
    const place = thread && thread !== ts ? '[data-testid="slack-thread"]' : '[data-testid="slack-channel"]';
    show(`${place} [data-ts="${ts}"]`);
  } else {
    if (!rowsOf(teams.state.get()).some(({ id }) => id === conversation)) return false;
    teams.open(conversation);
    show(`[data-testid="teams-message"][data-id="${target.id}"]`);
  }
  return true;
}
