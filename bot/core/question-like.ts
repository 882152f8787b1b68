/** Whether a line looks like a question to colleagues, by how it is written alone: nothing of it is looked up or kept. */

/** Of fewer words nobody can tell what is asked; a longer text is a report. */
const WORDS = { least: 4, most: 120 } as const;
/** A question mark that ends a word, and is none of an address. */
const MARK = /[^\s?!.]\?(?=\s|["'’”)]|$)/u;
const SEEKING =
  /^(?:(?:hi|hello|hey|morning|all|team|everyone|everybody)[\s,!.:-]+)*(?:does|do|has|have|can|could|is|are)\s+(?:any|some)(?:one|body)\b/i;
/** Said among those who are there: where to eat, who comes along. */
const AMONG = /\b(?:lunch|coffee|pub|birthday|see you|tomorrow morning|running late|call me)\b/i;

export function looksLikeQuestion(line: string): boolean {
  const words = line.replace(/https?:\S+/g, ' ').trim();
  const count = words.split(/\s+/).length;
  if (count < WORDS.least || count > WORDS.most || AMONG.test(words)) return false;
  return MARK.test(words) || SEEKING.test(words);
}
