/** What a browser is told of every answer: nothing from elsewhere, nothing inline, in no frame but those of Teams. */
import { randomBytes } from 'node:crypto';

/**
 * Where the Teams client is at home: learn.microsoft.com/microsoftteams/platform/tabs/how-to/tab-requirements.
 * Of the hosts that it names, those of Teams alone.
 */
const TEAMS = [
  'https://teams.microsoft.com',
  'https://*.teams.microsoft.com',
  'https://teams.cloud.microsoft',
  'https://*.teams.cloud.microsoft',
];

/** `tab`: the page that Teams shows in a frame of its own. `page`: any other. */
export type Kind = 'tab' | 'page';

const COMMON = { 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' } as const;
/** Nothing of ours is a part of another site's page; the tab's document is shown in Teams'. */
const OURS = { 'cross-origin-resource-policy': 'same-origin' } as const;

/** For JSON, and for what is not there. */
export const plainHeaders = {
  ...COMMON,
  ...OURS,
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'x-frame-options': 'DENY',
} as const;

/** For scripts and pictures that are named by their content. */
export const assetHeaders = { ...COMMON, ...OURS, 'cache-control': 'public, max-age=31536000, immutable' } as const;

/** A word that only this answer's own style sheets carry. */
export const newNonce = (): string => randomBytes(16).toString('base64');

/** @param framedBy who else may show the tab in a frame: the playground, where it plays Teams */
export function documentHeaders(kind: Kind, nonce: string, framedBy: readonly string[]): Record<string, string> {
  const ancestors = kind === 'tab' ? [...TEAMS, ...framedBy].join(' ') : "'none'";
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    `frame-ancestors ${ancestors}`,
  ];
  return {
    ...COMMON,
    'cache-control': 'no-store',
    'content-security-policy': policy.join('; '),
    'permissions-policy': 'camera=(), microphone=(), geolocation=(), browsing-topics=()',
    ...(kind === 'page' && { ...OURS, 'x-frame-options': 'DENY', 'cross-origin-opener-policy': 'same-origin' }),
  };
}
