/** Has a summary worded by a language model: one question, one answer, nothing kept. */
import type { Log } from '../../bot/core/ports.ts';
import type { Writer } from '../../bot/core/writer.ts';
import { type ClientHow, type Endpoint, ModelError, openClient, toModelError } from './client.ts';
import { fitting, MOST_CHARACTERS, PROMPT, recordsText, rules } from './prompt.ts';
import { REPLY_SCHEMA, readReply } from './reply.ts';

export interface WriterHow extends Endpoint {
  readonly log: Log;
  readonly fetch?: ClientHow['fetch'];
  readonly times?: Partial<WriterTimes>;
}

/** In milliseconds. */
export interface WriterTimes {
  /** One request with its answer: 60,000. */
  readonly requestMs: number;
  /** All of one summary, with whatever is tried again: 120,000. */
  readonly deadlineMs: number;
}

/** 429, 5xx and lost connections are tried twice more, after as long as the endpoint says. */
const RETRIES = 2;
/** Ten times what 150 words take, for models that think first; a bound to what a run-away answer costs. */
const MOST_TOKENS = 4_096;
/** What an endpoint answers to a parameter that it does not know. */
const UNKNOWN_PARAMETER = ['status-400', 'status-422'];

/**
 * A writer over any endpoint that speaks Chat Completions, which is the part of OpenAI's protocol that others speak too
 * (platform.openai.com/docs/api-reference/chat/create). It is asked to keep to a schema (`response_format`, the guide
 * "Structured outputs"); where the endpoint refuses that, it is asked once more for JSON in its text, and from then on so.
 * Its `summarise` throws ModelError where the model could not be asked, and gives null for an answer that is none.
 * @param how.model as the endpoint calls it
 */
export function createWriter({ log, times, ...how }: WriterHow): Writer {
  const { requestMs, deadlineMs }: WriterTimes = { requestMs: 60_000, deadlineMs: 120_000, ...times };
  const client = openClient({ ...how, requestMs, retries: RETRIES });
  let isStructured = true;

  async function ask(system: string, user: string, structured: boolean, signal: AbortSignal): Promise<unknown> {
    try {
      return await client.chat.completions.create(
        {
          model: how.model,
          messages: [
            { role: 'system', content: system },
            { role: 'user', content: user },
          ],
          ...(structured && {
            max_completion_tokens: MOST_TOKENS,
            response_format: {
              type: 'json_schema' as const,
              json_schema: { name: 'summary', strict: true, schema: REPLY_SCHEMA },
            },
          }),
        },
        { signal },
      );
    } catch (error) {
      throw toModelError(error);
    }
  }

  return {
    model: how.model,
    prompt: PROMPT,
    async summarise(records, { words, locale }) {
      const given = fitting(records, MOST_CHARACTERS);
      if (given.length === 0) return null;
      const [system, user] = [rules({ words, locale }), recordsText(given)];
      const deadline = AbortSignal.timeout(deadlineMs);
      let answer: unknown;
      try {
        answer = await ask(system, user, isStructured, deadline);
      } catch (error) {
        if (!isStructured || !(error instanceof ModelError) || !UNKNOWN_PARAMETER.includes(error.code)) throw error;
        answer = await ask(system, user, false, deadline);
        isStructured = false;
      }
      const read = readReply(answer);
      if (typeof read !== 'string') return read;
      log.warn('openai.answer', { why: read });
      return null;
    },
  };
}
