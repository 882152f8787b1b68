/** What the quality bench measured, for people: a line a figure, and what is absent. */
import { table } from '../bench/figures.ts';
import type { Figures, Measured } from './sets.ts';

/** The plain way and the aim of the data's own list, by the path to a figure. Of NMI and accuracy, in percent. */
const BESIDE: Readonly<Record<string, readonly [plain: string, aim: string]>> = {
  'clustering stackoverflow acc': ['67.8', '70'],
  'clustering stackoverflow nmi': ['63.8', '66'],
  'clustering tweet accUnknownK': ['77.5', ''],
  'clustering tweet nmiUnknownK': ['88.1', '88'],
  'clustering tweet kFound': ['', '60 to 130'],
  'intents clinc acc': ['51.8', '56'],
  'intents clinc nmi': ['81', '83'],
};

export function report({ figures, absent, beside }: Measured): string {
  const rows = Object.entries(figures).flatMap(([set, one]) => linesOf(set, one));
  const parts = [table(['Figure', 'measured', 'plain', 'aim'], rows)];
  const names = ['acc', 'nmi', 'pairPrecision', 'pairRecall'];
  const ways = Object.entries(beside).map(([way, one]) => [way, ...names.map((name) => written(figure(one, name)))]);
  parts.push(table(['Themes of six made-up reviews', ...names], ways));
  if (absent.length > 0) parts.push(`Absent, and left out: ${absent.join(', ')}.`);
  return `${parts.join('\n\n')}\n`;
}

/** To one digit after the point, as the figures are published. */
export const rounded = (figures: Figures): Figures => {
  if (figures === null) return null;
  if (typeof figures === 'number') return Number(figures.toFixed(1));
  return Object.fromEntries(Object.entries(figures).map(([name, one]) => [name, rounded(one)]));
};

function linesOf(path: string, figures: Figures): string[][] {
  if (figures === null || typeof figures === 'number') return [[path, written(figures), ...(BESIDE[path] ?? ['', ''])]];
  return Object.entries(figures).flatMap(([name, one]) => linesOf(`${path} ${name}`, one));
}

const figure = (figures: Figures, name: string): Figures =>
  figures !== null && typeof figures === 'object' ? (figures[name] ?? null) : null;
const written = (figures: Figures): string =>
  typeof figures === 'number' ? String(Number(figures.toFixed(1))) : 'not yet';
