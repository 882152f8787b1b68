/** Every set that the quality bench knows, with how it is measured; what no feature serves yet is null. */
import { readFileSync } from 'node:fs';
import { measureClustering } from './clustering.ts';
import { type Beside, measureCacm, measureCouncil, measureSemeval, measureStackfaq, type Point } from './finding.ts';
import { measureIntents } from './intents.ts';
import { filesOf } from './reading.ts';
import { measureReviews, type Review, WAYS } from './reviews.ts';

/** A figure, none yet, or several by name. */
export type Figures = number | null | { readonly [name: string]: Figures };

interface Measuring {
  readonly figures: Figures;
  /** Plainer ways in the same run. */
  readonly beside?: readonly Beside[];
}
type Measure = (folder: string, say: (line: string) => void) => Measuring | Promise<Measuring>;

const later =
  (figures: Figures): Measure =>
  () => ({ figures });
const rouge = { r1: null, r2: null, rlsum: null, words: null };

/** In the order of the data's own list; each is a folder of the data by its name. */
export const SETS: Readonly<Record<string, Measure>> = {
  stackfaq: measureStackfaq,
  'semeval2016-task3': measureSemeval,
  cacm: measureCacm,
  'reviewer-expertise': later({ loss: null }),
  routing: later({ cardano: { mrr: null }, docusign: { mrr: null, topShare: null } }),
  'irc-disentanglement': later({ graphF: null, exactF: null, vi: null, oneToOne: null }),
  'convosumm-email': later(rouge),
  qmsum: later({ r1: null, r2: null }),
  dialogsum: later(rouge),
  clustering: (folder, say) => ({ figures: measureClustering(folder, say) as unknown as Figures }),
  intents: (folder, say) => ({ figures: measureIntents(folder, say) as unknown as Figures }),
};

export interface Measured {
  /** By set; those whose files are there, and the reviews and council questions, which are the project's own. */
  readonly figures: Readonly<Record<string, Figures>>;
  readonly absent: readonly string[];
  /** How the reviews come out by plainer ways. */
  readonly reviews: Readonly<Record<string, Figures>>;
  readonly beside: readonly Beside[];
  /** What is found of the council questions, and where it is said that nothing is. */
  readonly curve: readonly Point[];
}

export async function measureAll(
  folder: string,
  only: string | undefined,
  say: (line: string) => void,
): Promise<Measured> {
  const names = Object.keys(SETS).filter((name) => only === undefined || only === name);
  const present = names.filter((name) => filesOf(folder, name).length > 0);
  const figures: Record<string, Figures> = {};
  const beside: Beside[] = [];
  for (const name of present) {
    const measured = await SETS[name]?.(folder, say);
    figures[name] = measured?.figures ?? null;
    beside.push(...(measured?.beside ?? []));
  }
  const reviews = measureOwn();
  say('the council questions');
  const council = await measureCouncil();
  return {
    figures: { ...figures, reviews: reviews.suggested ?? null, council: council.figures },
    absent: names.filter((name) => !present.includes(name)),
    reviews,
    beside,
    curve: council.curve,
  };
}

function measureOwn(): Readonly<Record<string, Figures>> {
  const file = new URL('../../sessions/testing/review-inputs.json', import.meta.url);
  const { reviews } = JSON.parse(readFileSync(file, 'utf8')) as { readonly reviews: readonly Review[] };
  return Object.fromEntries(
    Object.entries(WAYS).map(([name, way]) => [name, measureReviews(reviews, way) as unknown as Figures]),
  );
}
