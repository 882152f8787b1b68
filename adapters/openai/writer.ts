/** Has a summary worded by a language model: one question, one answer, nothing kept. */
import type { Log } from '../../bot/core/ports.ts';
import type { Writer } from '../../bot/core/writer.ts';
import { createAsk } from './ask.ts';
import type { ClientHow, Endpoint } from './client.ts';
import { fitting, MOST_CHARACTERS, PROMPT, recordsText, rules } from './prompt.ts';
import { readReply } from './reply.ts';

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

/**
 * A writer over any endpoint (ask.ts). Its `summarise` throws ModelError where the model could not be asked, and gives null
 * for an answer that is none.
 * @param how.model as the endpoint calls it
 */
export function createWriter({ log, times, ...how }: WriterHow): Writer {
  const patience: WriterTimes = { requestMs: 60_000, deadlineMs: 120_000, ...times };
  const ask = createAsk({ ...how, ...patience, name: 'summary', retries: RETRIES });
  return {
    model: how.model,
    prompt: PROMPT,
    async summarise(records, { words, locale }) {
      const given = fitting(records, MOST_CHARACTERS);
      if (given.length === 0) return null;
      const read = readReply(await ask(rules({ words, locale }), recordsText(given)));
      if (typeof read !== 'string') return read;
      log.warn('openai.answer', { why: read });
      return null;
    },
  };
}
