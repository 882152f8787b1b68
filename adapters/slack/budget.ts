/**
 * What Slack lets an app do how often, for each method that we call: docs.slack.dev/apis/web-api/rate-limits, and the tier
 * of each method from its own page, docs.slack.dev/reference/methods. Counted by app, workspace and method, as Slack counts.
 */
import type { Bill, Limit } from '../../bot/core/budget.ts';
import { type Shape, string } from './shape.ts';

type Allowed = Pick<Limit, 'burst' | 'everyMs' | 'kept'>;

/** Calls in a minute that Slack grants at the least, shared out between what may come at once and what is earned in that minute. */
const TIERS = {
  /** 20: 5 at once and 60,000 / 4,000 = 15 more. */
  2: { burst: 5, everyMs: 4_000, kept: 2 },
  /** 50: 10 at once and 60,000 / 1,500 = 40 more. */
  3: { burst: 10, everyMs: 1_500, kept: 4 },
  /** 100: 20 at once and 60,000 / 750 = 80 more. */
  4: { burst: 20, everyMs: 750, kept: 10 },
  /** chat.postMessage, all channels together: "several hundred messages per minute", taken as 300: 60 and 60,000 / 250. */
  posting: { burst: 60, everyMs: 250, kept: 20 },
} as const satisfies Record<string, Allowed>;

/**
 * chat.postMessage in one channel: one a second, "short bursts >1 allowed". What nobody waits for never comes in bursts; a
 * person in their private chat with the app may get three answers more at once, which the next ones then wait for.
 */
const IN_A_CHANNEL: Allowed = { burst: 4, everyMs: 1_000, kept: 3 };

const METHODS = {
  'auth.teams.list': 2,
  'chat.postMessage': 'posting',
  'chat.postEphemeral': 4,
  'chat.update': 3,
  'chat.delete': 3,
  'conversations.history': 3,
  'conversations.info': 3,
  'conversations.invite': 3,
  'conversations.kick': 3,
  'conversations.members': 4,
  'conversations.open': 3,
  'conversations.replies': 3,
  'users.info': 4,
  'views.open': 4,
  'views.publish': 4,
  'views.push': 4,
  'views.update': 4,
} as const satisfies Record<string, keyof typeof TIERS>;

/** The methods that are called with a workspace's token once the app is there; a new one needs its tier. */
export type Method = keyof typeof METHODS;

/** What a call costs. A refusal of Slack's is about the method in the workspace, and pauses it. */
export function billOf(team: string, method: Method, args: Shape, waiting: boolean): Bill {
  const key = `slack/${team}/${method}`;
  const limits: Limit[] = [{ key, ...TIERS[METHODS[method]] }];
  if (method === 'chat.postMessage') limits.push({ key: `${key}/${string(args, 'channel')}`, ...IN_A_CHANNEL });
  return { limits, waiting };
}
