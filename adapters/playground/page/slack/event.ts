/** Which messages are somebody's words, and which are the platform's own lines (who joined, who left). */
import type { SlackMessageView } from '../../api-types.ts';

const words = new Set(['bot_message', 'file_share', 'me_message', 'thread_broadcast']);

/** Whether it is a line such as "has joined the channel". */
export const isEvent = (message: SlackMessageView): boolean =>
  message.subtype !== undefined && !words.has(message.subtype);
