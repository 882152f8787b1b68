/** How many groups there are: the Dirichlet multinomial mixture by Gibbs sampling (GSDMM, Yin and Wang 2014), whose spare groups run empty. */
import { type Chance, drawn } from './seeded.ts';
import type { Corpus, Row } from './vocabulary.ts';

/** As in the paper: both priors 0.1, more groups than there may be, and rounds after which little moves. */
const ALPHA = 0.1;
const BETA = 0.1;
const ROUNDS = 25;
/** Of more words than this, products would leave what a number can hold: their logarithms are added instead, which takes longer. */
const LONG = 40;

/** A label for each text, of at most so many groups; the labels that are used have gaps. */
export function mixtureOf({ words, rows }: Corpus, groups: number, chance: Chance): Int32Array {
  const labels = new Int32Array(rows.length);
  const texts = new Float64Array(groups);
  const tokens = new Float64Array(groups);
  // Word after word, each with its count in every group.
  const counts = new Float64Array(words * groups);
  const put = (text: number, group: number, sign: 1 | -1): void => {
    const row = rows[text];
    if (!row) return;
    (texts[group] as number) += sign;
    row.words.forEach((word, at) => {
      const many = sign * (row.times[at] as number);
      (counts[word * groups + group] as number) += many;
      (tokens[group] as number) += many;
    });
  };
  rows.forEach((_, text) => {
    labels[text] = Math.floor(chance() * groups);
    put(text, labels[text] as number, 1);
  });
  const weights = new Float64Array(groups);
  for (let round = 0; round < ROUNDS; round += 1) {
    for (let text = 0; text < rows.length; text += 1) {
      put(text, labels[text] as number, -1);
      const sum = weigh(text);
      // In the last round each goes where it fits best, and nothing is drawn.
      const group = round === ROUNDS - 1 ? largest(weights) : drawn(weights, sum, chance);
      labels[text] = group;
      put(text, group, 1);
    }
  }
  return labels;

  function weigh(text: number): number {
    const row = rows[text];
    if (!row) return 0;
    if (row.times.reduce((sum, one) => sum + one, 0) > LONG) return weighLong(row);
    let sum = 0;
    for (let group = 0; group < groups; group += 1) {
      let weight = (texts[group] as number) + ALPHA;
      let below = (tokens[group] as number) + words * BETA;
      for (let at = 0; at < row.words.length; at += 1) {
        const had = (counts[(row.words[at] as number) * groups + group] as number) + BETA;
        // Times as many as there are words: else the product of small shares comes near nothing.
        for (let again = 0; again < (row.times[at] as number); again += 1) {
          weight *= ((had + again) / below) * words;
          below += 1;
        }
      }
      weights[group] = weight;
      sum += weight;
    }
    return sum;
  }

  function weighLong(row: Row): number {
    for (let group = 0; group < groups; group += 1) {
      let weight = Math.log((texts[group] as number) + ALPHA);
      let below = (tokens[group] as number) + words * BETA;
      row.words.forEach((word, at) => {
        const had = (counts[word * groups + group] as number) + BETA;
        for (let again = 0; again < (row.times[at] as number); again += 1) {
          weight += Math.log((had + again) / below);
          below += 1;
        }
      });
      weights[group] = weight;
    }
    const most = weights[largest(weights)] as number;
    let sum = 0;
    for (let group = 0; group < groups; group += 1) {
      weights[group] = Math.exp((weights[group] as number) - most);
      sum += weights[group] as number;
    }
    return sum;
  }
}

function largest(weights: Float64Array): number {
  let best = 0;
  for (let at = 1; at < weights.length; at += 1) if ((weights[at] as number) > (weights[best] as number)) best = at;
  return best;
}
