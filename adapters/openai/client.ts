/** The official library, told everything: what it is not told it would read in the environment, and log. */
import OpenAI, { APIConnectionError, APIConnectionTimeoutError, APIError, APIUserAbortError } from 'openai';

export interface Endpoint {
  readonly apiKey: string;
  /** Such as https://api.openai.com/v1, or http://localhost:11434/v1. */
  readonly baseUrl: string;
  readonly model: string;
}

export interface ClientHow extends Endpoint {
  /** How long one request may take with its answer, in milliseconds. */
  readonly requestMs: number;
  /** Tries beyond the first: after 408, 409, 429, 5xx and a lost connection, by the library. */
  readonly retries: number;
  readonly fetch?: typeof fetch;
}

/** More than any answer that is wanted; what is longer counts as none. */
const MOST_BYTES = 1_000_000;
/** The library waits as long as it is told to; beyond this somebody else looks again later. */
const MOST_WAIT_MS = 20_000;

/**
 * A client that asks this address and no other: a redirection is an error, so that nothing goes where nobody sent it.
 * github.com/openai/openai-node, "Retries", "Timeouts", "Customizing the fetch client".
 */
export const openClient = ({ apiKey, baseUrl, requestMs, retries, fetch: ask = fetch }: ClientHow): OpenAI =>
  new OpenAI({
    apiKey,
    baseURL: baseUrl,
    adminAPIKey: null,
    organization: null,
    project: null,
    webhookSecret: null,
    // Its log has whole requests in it.
    logLevel: 'off',
    timeout: requestMs,
    maxRetries: retries,
    fetchOptions: { redirect: 'error' },
    fetch: read(ask),
  });

/** Reads the answer within the time of its request, and no more of it than can be wanted: the library itself waits for the head alone. */
const read =
  (ask: typeof fetch): typeof fetch =>
  async (input, init) => {
    const response = await ask(input, init);
    const { status } = response;
    const headers = new Headers(response.headers);
    // What is handed on is as long as it is, and in plain bytes.
    for (const name of ['content-length', 'content-encoding']) headers.delete(name);
    if (waitOf(headers) > MOST_WAIT_MS) headers.set('x-should-retry', 'false');
    const body = await within(response, MOST_BYTES);
    return new Response([204, 205, 304].includes(status) ? null : body, { status, headers });
  };

/** Milliseconds that somebody is asked to wait; 0 where they are not. RFC 9110, 10.2.3: seconds, or a date. */
function waitOf(headers: Headers): number {
  const after = headers.get('retry-after');
  if (after === null) return 0;
  const seconds = Number(after);
  const ms = Number.isNaN(seconds) ? Date.parse(after) - Date.now() : seconds * 1_000;
  return Number.isNaN(ms) ? 0 : ms;
}

/** @returns '' where it is longer */
async function within(response: Response, most: number): Promise<string> {
  const reader = response.body?.getReader();
  if (!reader) return '';
  const decoder = new TextDecoder();
  let text = '';
  let size = 0;
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    size += part.value.length;
    if (size > most) {
      await reader.cancel();
      return '';
    }
    text += decoder.decode(part.value, { stream: true });
  }
  return text + decoder.decode();
}

/** A model could not be asked, in a word of ours: the library's own errors repeat what was answered. */
export class ModelError extends Error {
  override readonly name = 'ModelError';
  /** `timeout`, `deadline`, `unreachable`, `status-429`, or `answer` for one that cannot be read. */
  readonly code: string;

  constructor(code: string) {
    super(`The language model could not be asked (${code})`);
    this.code = code;
  }
}

export function toModelError(error: unknown): ModelError {
  if (error instanceof ModelError) return error;
  if (error instanceof APIConnectionTimeoutError) return new ModelError('timeout');
  if (error instanceof APIUserAbortError) return new ModelError('deadline');
  if (error instanceof APIConnectionError) return new ModelError('unreachable');
  if (error instanceof APIError && error.status !== undefined) return new ModelError(`status-${error.status}`);
  return new ModelError('answer');
}
