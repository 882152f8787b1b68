/** What the quality bench measured, for people: a line a figure, and what is absent. */
import { table } from '../bench/figures.ts';
import type { Figures, Measured } from './sets.ts';

/** The plain way and the aim of the data's own list, by the path to a figure. Of NMI, accuracy and SemEval's, in percent. */
const BESIDE: Readonly<Record<string, readonly [plain: string, aim: string]>> = {
  'stackfaq map': ['0.775', '0.83'],
  'stackfaq mrr': ['0.804', '0.86'],
  'stackfaq hit5': ['', '0.95'],
  'semeval2016-task3 B map': ['71.8', 'engine + 4'],
  'semeval2016-task3 C map': ['31.6', 'engine + 12'],
  'cacm map': ['0.30 to 0.32', ''],
  'clustering stackoverflow acc': ['67.8', '70'],
  'clustering stackoverflow nmi': ['63.8', '66'],
  'clustering tweet accUnknownK': ['77.5', ''],
  'clustering tweet nmiUnknownK': ['88.1', '88'],
  'clustering tweet kFound': ['', '60 to 130'],
  'intents clinc acc': ['51.8', '56'],
  'intents clinc nmi': ['81', '83'],
};

export function report({ figures, absent, reviews, beside, curve }: Measured): string {
  const rows = Object.entries(figures).flatMap(([set, one]) => linesOf(set, one));
  const parts = [table(['Figure', 'measured', 'plain', 'aim'], rows)];
  const ways = beside.map(({ what, plain, ours, theirs, difference: { mean, from, to } }) => [
    what,
    written(ours),
    plain,
    written(theirs),
    `${written(mean)} [${written(from)}, ${written(to)}]`,
  ]);
  if (ways.length > 0) parts.push(table(['In this run', 'ours', 'beside it', 'theirs', 'difference, 95 %'], ways));
  const points = curve.map((point) => [point.from, point.found, point.silent].map(written));
  parts.push(
    table(['Council questions: shown from', 'asked again, found in three', 'never answered, nothing shown'], points),
  );
  const names = ['acc', 'nmi', 'pairPrecision', 'pairRecall'];
  const others = Object.entries(reviews).map(([way, one]) => [way, ...names.map((name) => written(figure(one, name)))]);
  parts.push(table(['Themes of six made-up reviews', ...names], others));
  if (absent.length > 0) parts.push(`Absent, and left out: ${absent.join(', ')}.`);
  return `${parts.join('\n\n')}\n`;
}

/** Percentages to one digit after the point, as they are published; shares to three. */
export const rounded = (figures: Figures): Figures => {
  if (figures === null) return null;
  if (typeof figures === 'number') return Number(figures.toFixed(digitsOf(figures)));
  return Object.fromEntries(Object.entries(figures).map(([name, one]) => [name, rounded(one)]));
};

const digitsOf = (figure: number): number => (Math.abs(figure) <= 1 ? 3 : 1);

function linesOf(path: string, figures: Figures): string[][] {
  if (figures === null || typeof figures === 'number') return [[path, written(figures), ...(BESIDE[path] ?? ['', ''])]];
  return Object.entries(figures).flatMap(([name, one]) => linesOf(`${path} ${name}`, one));
}

const figure = (figures: Figures, name: string): Figures =>
  figures !== null && typeof figures === 'object' ? (figures[name] ?? null) : null;
const written = (figures: Figures): string =>
  typeof figures === 'number' ? String(Number(figures.toFixed(digitsOf(figures)))) : 'not yet';
