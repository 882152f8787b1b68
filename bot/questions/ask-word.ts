/** The command's own word before a question: Teams puts `ask` there when it is chosen from the list of commands. */
import { plain, runs, type Text } from '../core/text.ts';

/** What a question begins with in lower case, where nobody took the trouble of a capital letter. */
const QUESTION =
  /^(?:who|whom|whose|what|when|where|which|why|how|is|are|was|were|do|does|did|has|have|had|can|could|should|would|will|may)\b/;

/**
 * A question without the word, where it is the command's: `ask:` in any case, and `ask` exactly as Teams writes it
 * before a capital letter, a digit, a sign or a question's word. "Ask your county ..." and "ask your county ..." are
 * sentences and stay whole. What cannot be told apart is "ask Ashcombe ...": a capital letter decides for the command.
 */
export function withoutAsk(text: Text): Text {
  const [first, ...rest] = runs(text);
  if (first?.run !== 'text') return text;
  const [word = '', colon] = /^\s*(?:[Aa][Ss][Kk](\s*:)\s*|ask\s+)/.exec(first.text) ?? [];
  const left = first.text.slice(word.length);
  const after = plain([{ ...first, text: left }, ...rest]);
  const isPerson = left === '' && rest[0]?.run === 'person';
  const isCommand = word !== '' && after !== '' && (colon ? true : !isPerson && begins(after));
  if (!isCommand) return text;
  return left === '' ? rest : [{ ...first, text: left }, ...rest];
}

const begins = (after: string): boolean => !/^\p{Ll}/u.test(after) || QUESTION.test(after);
