/** What a model may answer: sentences with the records that each rests on. Anything else is no answer. */
import { z } from '../../bot/core/schema.ts';
import type { Worded } from '../../bot/core/writer.ts';

/** For endpoints that keep to a schema. Only what all of them know: lengths are looked at here. */
export const REPLY_SCHEMA = {
  type: 'object',
  additionalProperties: false,
  required: ['sentences'],
  properties: {
    sentences: {
      type: 'array',
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['text', 'refs'],
        properties: { text: { type: 'string' }, refs: { type: 'array', items: { type: 'string' } } },
      },
    },
  },
} as const;

/** Far more than 150 words with their records take. */
const MOST_CHARACTERS = 20_000;

const reply = z.object({
  sentences: z
    .array(z.object({ text: z.string().min(1).max(2_000), refs: z.array(z.string().max(20)).max(100) }))
    .max(50),
});

/** What the protocol itself must have: platform.openai.com/docs/api-reference/chat/object. */
const completion = z.object({
  choices: z
    .array(
      z.object({
        finish_reason: z.string().nullish(),
        message: z.object({ content: z.string().nullish(), refusal: z.string().nullish() }),
      }),
    )
    .min(1),
});

/** @returns the sentences, or why there are none, in a word: never what was answered */
export function readReply(
  answer: unknown,
): readonly Worded[] | 'protocol' | 'refused' | 'cut' | 'long' | 'json' | 'shape' {
  const outer = completion.safeParse(answer);
  const [first] = outer.data?.choices ?? [];
  if (!first) return 'protocol';
  const { content, refusal } = first.message;
  if (refusal || first.finish_reason === 'content_filter') return 'refused';
  if (first.finish_reason === 'length') return 'cut';
  if (!content) return 'protocol';
  if (content.length > MOST_CHARACTERS) return 'long';
  const json = jsonIn(content);
  if (json === undefined) return 'json';
  const parsed = reply.safeParse(json);
  return parsed.success ? parsed.data.sentences : 'shape';
}

/** The object in a text: models without a schema put words or a fence around it. Undefined where there is none. */
function jsonIn(text: string): unknown {
  const [from, to] = [text.indexOf('{'), text.lastIndexOf('}')];
  if (from < 0 || to < from) return undefined;
  try {
    return JSON.parse(text.slice(from, to + 1));
  } catch {
    return undefined;
  }
}
