/** Has the summary of a draft worded: once for each draft, outside of any transaction, tried a few times, and then left. */
import { describe } from '../../core/describe.ts';
import type { Clock, Log } from '../../core/ports.ts';
import type { Work } from '../../core/work.ts';
import type { Material, Worded, Writer } from '../../core/writer.ts';
import type { Detector } from '../../text/private-data.ts';
import { HOUR_MS, MINUTE_MS } from '../../words/zone.ts';
import { redraw } from '../flow.ts';
import type { Needs } from '../needs.ts';
import { detectorFor, given, isChecked } from './access.ts';
import { buildReport } from './build.ts';
import { LEFT_OUT } from './left-out.ts';
import { checkedSummary, materialOf, SUMMARY_WORDS } from './summary.ts';

export interface Summaries {
  /** Sessions whose draft is still to be given words and is due, some of them. */
  due(limit: number): Promise<readonly string[]>;
  /**
   * Has the words of one draft made, where they are due. Safe to call twice and by several at once: whoever comes first asks.
   * A model that fails is no fault here: it is tried again later.
   * @returns how many sentences were kept
   */
  prepare(session: string): Promise<number>;
}

export interface SummaryNeeds {
  readonly run: <R>(now: Date, run: (w: Work) => Promise<R>) => Promise<R>;
  readonly needs: Needs;
  readonly writer: Writer;
  readonly clock: Clock;
  readonly log: Log;
  readonly locale?: string;
}

/** When it is asked again after each try; after the last it is left. All of it is within the shortest time for checking, a day. */
const AGAIN_MS = [5 * MINUTE_MS, 30 * MINUTE_MS, 3 * HOUR_MS] as const;
/** Longer than any writer may take: whoever else looks meanwhile finds that somebody asks. */
const ASKING_MS = 5 * MINUTE_MS;

export function createSummaries(how: SummaryNeeds): Summaries {
  const { run, clock } = how;
  let isAsking = false;
  return {
    due: (limit) => run(clock.now(), (w) => w.sessions.report.dueWordings(limit)),
    async prepare(session) {
      // One at a time in a process: a model that hangs holds up nothing else. What is passed over stays due.
      if (isAsking) return 0;
      isAsking = true;
      try {
        return await prepareSummary(how, session);
      } finally {
        isAsking = false;
      }
    },
  };
}

async function prepareSummary(
  { run, needs, writer, clock, log, locale = 'en-GB' }: SummaryNeeds,
  id: string,
): Promise<number> {
  const taken = await run(clock.now(), (w) => take(w, needs, id));
  if (!taken) return 0;
  const { draft, tries, material, detector } = taken;
  let worded: readonly Worded[] | null = null;
  try {
    worded = await writer.summarise(asked(material, detector), { words: SUMMARY_WORDS, locale });
  } catch (error) {
    log.warn('a summary could not be worded', { session: id, tries, ...describe(error) });
  }
  const sentences = worded === null ? [] : checkedSummary(worded, material, detector);
  if (sentences.length === 0) return 0;
  return run(clock.now(), async (w) => {
    const session = await w.sessions.setup.hold(id);
    const wording = await w.sessions.report.wording(id);
    // Meanwhile it moved on, another draft was sent, or a person decided about words of an earlier one.
    if (!session || !isChecked(session) || wording?.draft !== draft || wording.lookAt === null) return 0;
    await w.sessions.report.keepSummary(id, { sentences, model: writer.model, prompt: writer.prompt });
    await w.sessions.report.endWording(id);
    await redraw(w, id);
    return sentences.length;
  });
}

interface Taken {
  readonly draft: number;
  readonly tries: number;
  readonly material: readonly (Material & { readonly record: string })[];
  readonly detector: Detector;
}

/** Counts the try before it is made: one that a crash cuts off was paid for too. Null where nobody is to be asked, now or at all. */
async function take(w: Work, needs: Needs, id: string): Promise<Taken | null> {
  const session = await w.sessions.setup.hold(id);
  if (!session || session.state === 'paused' || !isChecked(session)) return null;
  const wording = await w.sessions.report.wording(id);
  if (!wording || wording.lookAt === null || wording.lookAt > w.now) return null;
  const { draft } = wording;
  const report = buildReport(await given(w, needs, session, { edition: 0 }));
  const material = materialOf(report);
  // What goes no further does not go to a model either; and of nothing there is nothing to be said.
  if (wording.tries > AGAIN_MS.length || report.label === 'closed' || material.length === 0) {
    await w.sessions.report.endWording(id);
    return null;
  }
  const again = AGAIN_MS[wording.tries] ?? ASKING_MS;
  const tries = wording.tries + 1;
  await w.sessions.report.triedWording(id, { tries, lookAt: new Date(w.now.getTime() + again) });
  return { draft, tries, material, detector: await detectorFor(w, id, report) };
}

/** The records without what they are, and without what says who somebody is. */
const asked = (material: Taken['material'], detector: Detector): readonly Material[] =>
  material.map(({ ref, kind, text, quotable }) => ({ ref, kind, text: unnamed(text, detector), quotable }));

/** A text with what is found in it left out, whether somebody has decided that it may be printed or not. */
function unnamed(text: string, detector: Detector): string {
  let out = '';
  let end = 0;
  for (const found of [...detector(text)].sort((a, b) => a.start - b.start)) {
    if (found.start >= end) out += `${text.slice(end, found.start)}${LEFT_OUT}`;
    end = Math.max(end, found.end);
  }
  return out + text.slice(end);
}
