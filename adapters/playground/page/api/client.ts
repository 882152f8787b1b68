/** The page's side of the playground's API: one function for each endpoint. */
import type {
  ApiError,
  SlackAct,
  SlackActAnswer,
  SlackActRequest,
  SlackMessagesView,
  SlackSnapshot,
  TabTokenView,
  TeamsAct,
  TeamsActAnswer,
  TeamsActRequest,
  TeamsMessagesView,
  TeamsSnapshot,
  TeamsTabRequest,
  WireView,
  WorldView,
} from '../../api-types.ts';

/** What the server would not do, in a sentence for people. */
export class Refused extends Error {
  override name = 'Refused';
}

const unreachable = 'The playground does not answer. Is Guildhall still running?';

function sentence(body: unknown, status: number): string {
  const error = (body as Partial<ApiError> | null)?.error;
  return error?.message ?? `The playground refused this (status ${status}).`;
}

async function call<T>(path: string, init?: RequestInit): Promise<T> {
  let response: Response;
  try {
    response = await fetch(`/playground/api/${path}`, init);
  } catch {
    throw new Refused(unreachable);
  }
  const body: unknown = await response.json().catch(() => null);
  if (!response.ok) throw new Refused(sentence(body, response.status));
  return body as T;
}

const post = <T>(path: string, body: SlackActRequest | TeamsActRequest | TeamsTabRequest): Promise<T> =>
  call(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });

function query(values: Record<string, string | number | undefined>): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) if (value !== undefined) search.set(name, String(value));
  return search.toString();
}

/** Whose eyes a Slack request is made with. */
export interface SlackEyes {
  team: string;
  as: string;
}
/** Whose eyes a Teams request is made with. */
export interface TeamsEyes {
  tenant: string;
  as: string;
}

export const api = {
  world: (): Promise<WorldView> => call('world'),
  wire: (): Promise<WireView> => call('wire'),
  slackSnapshot: (eyes: SlackEyes): Promise<SlackSnapshot> => call(`slack/snapshot?${query({ ...eyes })}`),
  slackMessages: (
    eyes: SlackEyes,
    of: { channel: string; thread?: string; before?: string; limit?: number },
  ): Promise<SlackMessagesView> => call(`slack/messages?${query({ ...eyes, ...of })}`),
  slackAct: (eyes: SlackEyes, act: SlackAct): Promise<SlackActAnswer> => post('slack/act', { ...eyes, act }),
  teamsSnapshot: (eyes: TeamsEyes): Promise<TeamsSnapshot> => call(`teams/snapshot?${query({ ...eyes })}`),
  teamsMessages: (
    eyes: TeamsEyes,
    of: { conversation: string; root?: string; before?: string; limit?: number },
  ): Promise<TeamsMessagesView> => call(`teams/messages?${query({ ...eyes, ...of })}`),
  teamsTabToken: (eyes: TeamsEyes): Promise<TabTokenView> => post('teams/tab-token', { ...eyes }),
  teamsAct: (eyes: TeamsEyes, act: TeamsAct): Promise<TeamsActAnswer> => post('teams/act', { ...eyes, act }),
};

/** The sentence to show for whatever was thrown. */
export const sentenceOf = (error: unknown): string =>
  error instanceof Refused ? error.message : 'Something went wrong in this page. Reload it and try again.';
