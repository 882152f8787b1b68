/** One question to a model and its answer as it came: the same for all that is asked of one. */
import { type ClientHow, type Endpoint, ModelError, openClient, toModelError } from './client.ts';
import { REPLY_SCHEMA } from './reply.ts';

export interface AskHow extends Endpoint {
  /** Of the schema that the answer is to keep to. */
  readonly name: string;
  readonly fetch?: ClientHow['fetch'];
  readonly requestMs: number;
  readonly retries: number;
  /** All of one question, with whatever is tried again. */
  readonly deadlineMs: number;
}

/** Ten times what is wanted, for models that think first; a bound to what a run-away answer costs. */
const MOST_TOKENS = 4_096;
/** What an endpoint answers to a parameter that it does not know. */
const UNKNOWN_PARAMETER = ['status-400', 'status-422'];

/**
 * Asks any endpoint that speaks Chat Completions, which is the part of OpenAI's protocol that others speak too
 * (platform.openai.com/docs/api-reference/chat/create). It is asked to keep to a schema (`response_format`, the guide
 * "Structured outputs"); where the endpoint refuses that, it is asked once more for JSON in its text, and from then on so.
 * What it gives throws ModelError where the model could not be asked.
 */
export function createAsk({ name, deadlineMs, ...how }: AskHow): (system: string, user: string) => Promise<unknown> {
  const client = openClient(how);
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
              json_schema: { name, strict: true, schema: REPLY_SCHEMA },
            },
          }),
        },
        { signal },
      );
    } catch (error) {
      throw toModelError(error);
    }
  }

  return async (system, user) => {
    const deadline = AbortSignal.timeout(deadlineMs);
    try {
      return await ask(system, user, isStructured, deadline);
    } catch (error) {
      if (!isStructured || !(error instanceof ModelError) || !UNKNOWN_PARAMETER.includes(error.code)) throw error;
      const answer = await ask(system, user, false, deadline);
      isStructured = false;
      return answer;
    }
  };
}
