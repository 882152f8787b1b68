/** How far to trust an answer: the one place that says it for what rests on several. */

import type { Text } from '../core/text.ts';
import type { Translate } from '../core/translate.ts';
import type { Work } from '../core/work.ts';
import type { Question, Reply } from './question.ts';

/** The lowest first. */
const LEVELS = ['conversation', 'suggested'] as const;
export type Level = (typeof LEVELS)[number];

export const levelOf = async (_: Work, question: Question, reply: Reply): Promise<Level> =>
  question.accepted === reply.id ? 'suggested' : 'conversation';

/** What rests on several is to be trusted as far as the least of them. */
export const lowestOf = (levels: readonly Level[]): Level =>
  LEVELS.find((level) => levels.includes(level)) ?? 'conversation';

export const levelText = (t: Translate, level: Level): Text => t(`standing.${level}`);
