/** Has drafts written: outside of any transaction, once, within the time that somebody waits; and forgets them. */
import { describe } from '../core/describe.ts';
import type { Drafter } from '../core/drafter.ts';
import type { Clock, Ids, Log } from '../core/ports.ts';
import { plain } from '../core/text.ts';
import type { Work } from '../core/work.ts';
import type { Worded } from '../core/writer.ts';
import { createDetector, type Detector } from '../text/private-data.ts';
import { DAY_MS, MINUTE_MS } from '../words/zone.ts';
import { type NumberedNow, numbered, usable } from './current.ts';
import { subjectOfDraft } from './drafted.ts';
import type { Needs } from './needs.ts';
import { DRAFT_WORDS, supported } from './support.ts';

export interface Drafts {
  /** Drafts that are to be written and that nobody writes, some of them. */
  due(limit: number): Promise<readonly string[]>;
  /** Has one written, where it is due. Safe to call twice and by several at once. A model that fails is no fault of ours. */
  write(id: string): Promise<void>;
  /** Forgets some that were kept long enough. @returns how many */
  forget(limit: number): Promise<number>;
}

export interface DraftsHow {
  readonly run: <R>(now: Date, run: (w: Work) => Promise<R>) => Promise<R>;
  readonly needs: Needs;
  /** Null where this process has none: then another writes. */
  readonly drafter: Drafter | null;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
}

/** Longer than any drafter may take: whoever else looks meanwhile finds that somebody writes. */
const WRITING_MS = MINUTE_MS;
const KEPT_MS = 14 * DAY_MS;
/** Of one text so much goes to a model. */
const LONGEST = 4_000;

export function createDrafts(how: DraftsHow): Drafts {
  const { run, clock, drafter } = how;
  return {
    due: async (limit) => (drafter ? run(clock.now(), (w) => w.drafting.due(limit)) : []),
    async write(id) {
      if (drafter) await write(how, drafter, id);
    },
    forget: (limit) =>
      run(clock.now(), async (w) => {
        const gone = await w.drafting.forget(new Date(w.now.getTime() - KEPT_MS), limit);
        await w.refresh(gone);
        return gone.length;
      }),
  };
}

async function write({ run, needs, clock, ids, log }: DraftsHow, drafter: Drafter, id: string): Promise<void> {
  const taken = await run(clock.now(), (w) => take(w, needs, id));
  if (!taken) return;
  const { words, sources, locale } = taken;
  const detector = createDetector([]);
  const given = sources.map(({ number, asked, answer }) => ({
    number,
    asked: sendable(asked, detector),
    answer: sendable(answer, detector),
  }));
  const refs = new Map(given.map(({ number }) => [`p${number}`, number]));
  const passages = given.map(({ number, ...passage }) => ({ ref: `p${number}`, ...passage }));
  let worded: readonly Worded[] | null = null;
  let fault: string | null = null;
  try {
    worded = await drafter.draft(sendable(words, detector), passages, { words: DRAFT_WORDS, locale });
    if (worded === null) fault = failed(ids, log, id, {});
  } catch (error) {
    fault = failed(ids, log, id, describe(error));
  }
  const sentences = worded === null ? [] : supported(worded, given, refs, detector);
  await run(clock.now(), async (w) => {
    await w.drafting.end(id, {
      state: fault !== null ? 'failed' : sentences.length > 0 ? 'written' : 'empty',
      sentences,
      marks: new Map(sources.map(({ number, mark }) => [number, mark])),
      model: drafter.model,
      prompt: drafter.prompt,
      ...(fault !== null && { fault }),
    });
    await w.refresh(subjectOfDraft(id));
  });
}

/** @returns what the log calls it, for whoever waits */
function failed(ids: Ids, log: Log, draft: string, why: ReturnType<typeof describe> | Record<string, never>): string {
  const fault = ids.next().slice(-12);
  log.warn('an answer could not be drafted', { fault, draft, ...why });
  return fault;
}

interface Taken {
  readonly words: string;
  readonly locale: string;
  readonly sources: readonly NumberedNow[];
}

/** What it is to be written from, as who asked may read it by now. */
async function take(w: Work, needs: Needs, id: string): Promise<Taken | null> {
  const taken = await w.drafting.take(id, new Date(w.now.getTime() + WRITING_MS));
  if (!taken) return null;
  const me = await needs.meOf(w, taken.account);
  const readers = me ? await needs.readersBehind(w, taken.account) : [];
  const now = me ? await usable(w, needs, me.organisation, await needs.sourcesFor(w, readers, taken.sources)) : [];
  const sources = numbered(taken.sources, now);
  if (me && sources.length > 0) return { words: plain(taken.words), locale: me.locale, sources };
  await w.drafting.end(id, { state: 'empty' });
  await w.refresh(subjectOfDraft(id));
  return null;
}

/** A text as it may go to a model: without addresses of pages, and without what says who somebody is. */
function sendable(text: string, detector: Detector): string {
  const short = text.slice(0, LONGEST).replace(/\b(?:https?|ftp):\/\/\S+/gi, LEFT_OUT);
  let out = '';
  let end = 0;
  for (const found of [...detector(short)].sort((a, b) => a.start - b.start)) {
    if (found.start >= end) out += `${short.slice(end, found.start)}${LEFT_OUT}`;
    end = Math.max(end, found.end);
  }
  return out + short.slice(end);
}
const LEFT_OUT = '[…]';
