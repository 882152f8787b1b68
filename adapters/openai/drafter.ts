/** Has an answer drafted by a language model: one question, one answer, nothing kept. A person waits for it. */
import type { Drafter } from '../../bot/core/drafter.ts';
import type { Log } from '../../bot/core/ports.ts';
import { createAsk } from './ask.ts';
import type { ClientHow, Endpoint } from './client.ts';
import { DRAFT_PROMPT, draftRules, draftText } from './draft-prompt.ts';
import { readReply } from './reply.ts';

export interface DrafterHow extends Endpoint {
  readonly log: Log;
  readonly fetch?: ClientHow['fetch'];
  /** All of one draft, with what is tried again, in milliseconds: 20,000. */
  readonly deadlineMs?: number;
}

/** Once more after 429, 5xx and a lost connection, where there is time for it. */
const RETRIES = 1;

/**
 * A drafter over any endpoint (ask.ts). It throws ModelError where the model could not be asked or was too slow, and gives
 * null for an answer that is none.
 */
export function createDrafter({ log, deadlineMs = 20_000, ...how }: DrafterHow): Drafter {
  const ask = createAsk({ ...how, deadlineMs, requestMs: deadlineMs, name: 'answer', retries: RETRIES });
  return {
    model: how.model,
    prompt: DRAFT_PROMPT,
    async draft(question, passages, { words, locale }) {
      if (passages.length === 0) return null;
      const read = readReply(await ask(draftRules({ words, locale }), draftText(question, passages)));
      if (typeof read !== 'string') return read;
      log.warn('openai.answer', { why: read });
      return null;
    },
  };
}
