/** Words without what only looks different: accents, wide letters and marks that nobody sees; each letter knows where it came from. */

export interface Folded {
  readonly text: string;
  /** Where the n-th of its characters stands in the text that it was made of; one more, for its end. */
  readonly at: readonly number[];
}

export function folded(text: string): Folded {
  let plain = '';
  const at: number[] = [];
  let index = 0;
  for (const character of text) {
    // Soft hyphens, joiners and marks of direction are not seen, and accents are no other letter.
    const kept = /^\p{Cf}$/u.test(character) ? '' : character.normalize('NFKD').replace(/\p{M}/gu, '');
    plain += kept;
    for (let unit = 0; unit < kept.length; unit += 1) at.push(index);
    index += character.length;
  }
  at.push(index);
  return { text: plain, at };
}
