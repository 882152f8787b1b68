/** Finding answered questions: three public sets and the project's own, by the code that the product runs, beside plainer ways in the same run. */
import { readFileSync } from 'node:fs';
import { type Archive, type Kept, openArchive } from './archive.ts';
import { averagePrecision, meanOf, pairedInterval, reciprocalRank } from './lists.ts';
import { filesOf, rowsOf } from './reading.ts';

export interface Beside {
  /** What is measured, and the plainer way beside it. */
  readonly what: string;
  readonly plain: string;
  readonly ours: number;
  readonly theirs: number;
  /** Of the difference, with its interval of 95 %. */
  readonly difference: { readonly mean: number; readonly from: number; readonly to: number };
}

export interface Found<Figures> {
  readonly figures: Figures;
  readonly beside: readonly Beside[];
}

/** More than any of these archives has. */
const ALL = 5_000;

const beside = (what: string, plain: string, ours: readonly number[], theirs: readonly number[]): Beside => ({
  what,
  plain,
  ours: meanOf(ours),
  theirs: meanOf(theirs),
  difference: pairedInterval(ours, theirs),
});

/** Everything in the archive: what was found, the best first, then the rest as it comes. */
function wholeOrder(archive: Archive, found: readonly { readonly id: string }[], size: number): readonly number[] {
  const first = found.map(({ id }) => archive.placeOf(id));
  const seen = new Set(first);
  return [...first, ...Array.from({ length: size }, (_, at) => at).filter((at) => !seen.has(at))];
}

interface FaqRow {
  readonly thread: number;
  readonly question: string;
  readonly answer: string;
}
interface FaqQuery {
  readonly thread: number;
  readonly text: string;
}

/**
 * StackFAQ (Karan and Šnajder 2018). A question is kept with its answers, as the product keeps it; its pairs stand one after
 * the other in the list, those of the best question first. So `mrr` and `hit5` are of pairs, and of questions beside them.
 */
export async function measureStackfaq(folder: string, say: (line: string) => void) {
  const rows = filesOf(folder, 'stackfaq').flatMap((file) => rowsOf<FaqRow | FaqQuery>(folder, 'stackfaq', file));
  const threads = new Map<string, { thread: number; question: string; answers: string[] }>();
  for (const row of rows) {
    if (!('answer' in row)) continue;
    const key = `${row.thread} ${row.question}`;
    const kept = threads.get(key) ?? { thread: row.thread, question: row.question, answers: [] };
    kept.answers.push(row.answer);
    threads.set(key, kept);
  }
  const kept = [...threads.values()];
  const queries = rows.filter((row): row is FaqQuery => 'text' in row);
  const archive = await openArchive(kept);
  try {
    const measure = async (find: (text: string) => Promise<readonly { readonly id: string }[]>) => {
      const each = [];
      for (const query of queries) {
        const order = wholeOrder(archive, await find(query.text), kept.length).map((at) => kept[at]);
        const questions = order.map((one) => one?.thread === query.thread);
        const pairs = order.flatMap((one) => (one?.answers ?? []).map(() => one?.thread === query.thread));
        each.push({
          map: averagePrecision(pairs, pairs.filter(Boolean).length),
          mrr: reciprocalRank(pairs),
          hit5: pairs.slice(0, 5).includes(true) ? 1 : 0,
          question: reciprocalRank(questions),
          question5: questions.slice(0, 5).includes(true) ? 1 : 0,
        });
      }
      return each;
    };
    say('stackfaq: as the product finds');
    const ours = await measure((text) => archive.find(text, { limit: ALL }));
    say('stackfaq: beside plainer ways');
    const byWords = await measure(async (text) =>
      [...(await archive.find(text, { limit: ALL }))].sort((a, b) => b.asked - a.asked),
    );
    const stock = await measure((text) => archive.byStockRank(text));
    const map = (each: typeof ours) => each.map((one) => one.map);
    const mean = (of: (one: (typeof ours)[number]) => number) => meanOf(ours.map(of));
    return {
      figures: {
        map: mean((one) => one.map),
        mrr: mean((one) => one.mrr),
        hit5: mean((one) => one.hit5),
        questions: { mrr: mean((one) => one.question), hit5: mean((one) => one.question5) },
      },
      beside: [
        beside('stackfaq map', 'BM25 of the question alone', map(ours), map(byWords)),
        beside('stackfaq map', "Postgres' ts_rank", map(ours), map(stock)),
      ],
    };
  } finally {
    await archive.close();
  }
}

interface RelatedRow {
  readonly oid: string;
  readonly osubj: string;
  readonly obody: string;
  readonly rank: number;
  readonly label: string;
  readonly rsubj: string;
  readonly rbody: string;
  readonly comments: readonly { readonly text: string }[];
}

/** SemEval-2016 task 3 B: the ten questions that a search engine found, in a better order. Files whose name begins with train are measured only where there are no others. */
export async function measureSemeval(folder: string, say: (line: string) => void) {
  const files = filesOf(folder, 'semeval2016-task3');
  const held = files.filter((file) => !file.startsWith('train'));
  const rows = (held.length > 0 ? held : files).flatMap((file) =>
    rowsOf<RelatedRow>(folder, 'semeval2016-task3', file),
  );
  const archive = await openArchive(
    rows.map(
      ({ rsubj, rbody, comments }): Kept => ({
        question: `${rsubj}\n${rbody}`,
        answers: comments.map(({ text }) => text),
      }),
    ),
  );
  try {
    say('semeval2016-task3: as the product finds');
    const ours: number[] = [];
    const engine: number[] = [];
    for (const oid of new Set(rows.map((row) => row.oid))) {
      const among = [...rows.keys()].filter((at) => rows[at]?.oid === oid);
      const first = rows[among[0] ?? 0];
      const found = await archive.find(`${first?.osubj}\n${first?.obody}`, { limit: ALL, among });
      const places = found.map(({ id }) => archive.placeOf(id));
      const order = [...places, ...among.filter((at) => !places.includes(at))];
      const is = (at: number) => ['PerfectMatch', 'Relevant'].includes(rows[at]?.label ?? '');
      const precision = (list: readonly number[]) =>
        100 * averagePrecision(list.slice(0, 10).map(is), among.filter(is).length);
      ours.push(precision(order));
      engine.push(precision([...among].sort((a, b) => (rows[a]?.rank ?? 0) - (rows[b]?.rank ?? 0))));
    }
    return {
      figures: { B: { map: meanOf(ours) }, C: { map: null } },
      beside: [beside('semeval2016-task3 B map', "the search engine's order", ours, engine)],
    };
  } finally {
    await archive.close();
  }
}

type CacmRow = { readonly id: string; readonly text: string } & { readonly relevant?: readonly string[] };

/** CACM: whether the engine itself is right; its texts are no questions. Numbers of citations are not words. */
export async function measureCacm(folder: string, say: (line: string) => void) {
  const rows = filesOf(folder, 'cacm').flatMap((file) => rowsOf<CacmRow>(folder, 'cacm', file));
  const docs = rows.filter(({ relevant }) => relevant === undefined);
  const queries = rows.filter(({ relevant }) => relevant !== undefined);
  const archive = await openArchive(
    docs.map(({ text }) => ({ question: text.replace(/^\d+\t\d+\t\d+$/gm, ''), answers: [] })),
  );
  try {
    say('cacm: as the product finds');
    const ours: number[] = [];
    const byWords: number[] = [];
    for (const { text, relevant = [] } of queries) {
      const found = await archive.find(text, { limit: ALL });
      const right = (list: readonly { readonly id: string }[]) =>
        averagePrecision(
          list.map(({ id }) => relevant.includes(docs[archive.placeOf(id)]?.id ?? '')),
          relevant.length,
        );
      ours.push(right(found));
      byWords.push(right([...found].sort((a, b) => b.said - a.said)));
    }
    return { figures: { map: meanOf(ours) }, beside: [beside('cacm map', 'BM25', ours, byWords)] };
  } finally {
    await archive.close();
  }
}

interface Council {
  readonly archive: readonly { readonly id: string; readonly question: string; readonly answer: string }[];
  readonly again: readonly { readonly text: string; readonly answers: readonly string[]; readonly how: string }[];
  readonly absent: readonly { readonly text: string; readonly near: readonly string[] }[];
}

/** A score from which on something is shown, and what comes of it. */
export interface Point {
  readonly from: number;
  /** Of those that were asked before, the ones whose answer is among the first three that are shown. */
  readonly found: number;
  /** Of those that nobody answered, the ones for which nothing is shown. */
  readonly silent: number;
}

const SHOWN = 3;
/** As many as the product compares. */
const COMPARED = 100;

/** The project's own: questions of councils asked again, and some that nobody answered. Written before any ranking; the score from which on something is shown was chosen by its curve, nothing else by it. */
export async function measureCouncil() {
  const file = new URL('../../questions/testing/council-questions.json', import.meta.url);
  const { archive: kept, again, absent } = JSON.parse(readFileSync(file, 'utf8')) as Council;
  const archive = await openArchive(kept.map(({ question, answer }) => ({ question, answers: [answer] })));
  try {
    const asked: { readonly how: string; readonly right: readonly boolean[]; readonly scores: readonly number[] }[] =
      [];
    for (const { text, answers, how } of again) {
      const found = await archive.find(text, { limit: COMPARED });
      const right = found.map(({ id }) => answers.includes(kept[archive.placeOf(id)]?.id ?? ''));
      asked.push({ how, right, scores: found.map(({ score }) => score) });
    }
    const lost: { readonly near: boolean; readonly best: number }[] = [];
    for (const { text, near } of absent)
      lost.push({ near: near.length > 0, best: (await archive.find(text, { limit: COMPARED }))[0]?.score ?? 0 });
    const mrr = (of: typeof asked) => meanOf(of.map(({ right }) => reciprocalRank(right)));
    const curve = [0, 0.1, 0.14, 0.18, 0.22, 0.25, 0.28, 0.31, 0.36, 0.42, 0.47].map(
      (from): Point => ({
        from,
        found: meanOf(
          asked.map(({ right, scores }) =>
            right.slice(0, SHOWN).some((is, at) => is && (scores[at] ?? 0) >= from) ? 1 : 0,
          ),
        ),
        silent: meanOf(lost.map(({ best }) => (best < from ? 1 : 0))),
      }),
    );
    return {
      figures: {
        mrr: mrr(asked),
        hit3: meanOf(asked.map(({ right }) => (right.slice(0, SHOWN).includes(true) ? 1 : 0))),
        close: mrr(asked.filter(({ how }) => how === 'close')),
        reworded: mrr(asked.filter(({ how }) => how === 'reworded')),
        hard: mrr(asked.filter(({ how }) => how === 'hard')),
      },
      curve,
    };
  } finally {
    await archive.close();
  }
}
