/** A worded summary: what a writer is given, what is taken of what it gives, and that a person reads it before it is printed. */
import type { Block, Button } from '../../core/card.ts';
import { Refusal, type Turn } from '../../core/feature.ts';
import type { InboundOf } from '../../core/inbound.ts';
import { type Reply, tell } from '../../core/reply.ts';
import type { Translate } from '../../core/translate.ts';
import type { Material, Worded } from '../../core/writer.ts';
import { folded } from '../../text/folded.ts';
import type { Detector } from '../../text/private-data.ts';
import { body, buttons, note, quote, sentence } from '../../words/fragments.ts';
import { redraw } from '../flow.ts';
import type { Needs } from '../needs.ts';
import type { SessionRecord } from '../record.ts';
import { isChecked } from './access.ts';
import { leading } from './decide.ts';
import type { Report } from './report.ts';

export const SUMMARY_WORDS = 150;
/** As many words in a row as somebody wrote are their words. */
const QUOTED_WORDS = 8;

/** Everything that a summary may rest on, by a number that says nothing. @returns with each, the record that it is */
export function materialOf(report: Report): readonly (Material & { readonly record: string })[] {
  const all: Omit<Material & { record: string }, 'ref'>[] = [];
  const add = (kind: Material['kind'], id: string, ...texts: readonly string[]): void => {
    const text = texts.filter((one) => one !== '').join('. ');
    // What people put in is theirs, whether their names are kept or not: nobody has said yet that it may be quoted.
    if (text !== '') all.push({ kind, record: `${kind}:${id}`, text, quotable: kind !== 'point' });
  };
  for (const one of report.facts) add('fact', one.id, one.when, one.statement);
  for (const one of report.topics) {
    add('topic', one.id, one.title, one.why);
    for (const factor of one.factors) add('factor', factor.id, factor.statement);
  }
  for (const one of report.lessons) add('lesson', one.id, one.when, one.do, one.because);
  for (const one of report.recommendations) add('recommendation', one.id, one.text, one.answerWhy);
  for (const one of report.actions) add('action', one.id, one.text, one.measure);
  for (const one of report.points) add('point', one.id, one.text);
  return all.map((one, at) => ({ ...one, ref: `r${at + 1}` }));
}

/** Words as they are compared: without case, accents, marks and what nobody sees. */
const wordsOf = (text: string): readonly string[] =>
  folded(text)
    .text.toLowerCase()
    .replace(/['’]/g, '')
    .match(/[\p{L}\p{N}]+/gu) ?? [];

/**
 * What may be shown of what a writer gave: each sentence rests on a record that it was given, says of nobody who they are,
 * and takes no eight words in a row from what is not to be quoted, not even over the end of a sentence; 150 words in all,
 * and none of them cut short.
 */
export function checkedSummary(
  worded: readonly Worded[],
  material: readonly (Material & { readonly record: string })[],
  detector: Detector,
): readonly { readonly text: string; readonly records: readonly string[] }[] {
  const records = new Map(material.map(({ ref, record }) => [ref, record]));
  const taken = runsOf(material.filter(({ quotable }) => !quotable).map(({ text }) => text));
  const quoting = quotingIn(
    worded.map(({ text }) => text),
    taken,
  );
  let room = SUMMARY_WORDS;
  const kept: { text: string; records: readonly string[] }[] = [];
  worded.forEach(({ text, refs }, at) => {
    const rests = [...new Set(refs.flatMap((ref) => records.get(ref) ?? []))];
    const sentence = text.replace(/\s+/g, ' ').trim();
    const { length } = sentence.split(' ');
    if (sentence === '' || rests.length === 0 || quoting.has(at) || detector(sentence).length > 0 || length > room)
      return;
    room -= length;
    kept.push({ text: sentence, records: rests });
  });
  return kept;
}

/** Every run of eight words of some texts. */
function runsOf(texts: readonly string[]): ReadonlySet<string> {
  const runs = new Set<string>();
  for (const text of texts) {
    const words = wordsOf(text);
    for (let at = 0; at + QUOTED_WORDS <= words.length; at += 1) runs.add(words.slice(at, at + QUOTED_WORDS).join(' '));
  }
  return runs;
}

/** Sentences that have part in such a run. */
function quotingIn(sentences: readonly string[], taken: ReadonlySet<string>): ReadonlySet<number> {
  const words = sentences.flatMap((text, of) => wordsOf(text).map((word) => ({ word, of })));
  const quoting = new Set<number>();
  for (let at = 0; at + QUOTED_WORDS <= words.length; at += 1) {
    const run = words.slice(at, at + QUOTED_WORDS);
    if (taken.has(run.map(({ word }) => word).join(' '))) for (const { of } of run) quoting.add(of);
  }
  return quoting;
}

/** For whoever leads: the words as they would be printed, and whether they are right. */
export function summaryBlocks(t: Translate, { id }: SessionRecord, { summary }: Report): readonly Block[] {
  if (summary === null) return [];
  const button = (verb: 'keep' | 'drop', label: string): Button => ({
    button: 'action',
    action: 'sessions.report-summary',
    value: `${id} ${verb}`,
    label,
  });
  return [
    body(t('review.report.summary-worded', { model: summary.model })),
    quote(summary.sentences.map(({ text }) => text).join(' ')),
    note(t(summary.checked ? 'review.report.summary-checked' : 'review.report.summary-unchecked')),
    ...buttons(
      !summary.checked && button('keep', t.plain('review.report.summary-keep')),
      button('drop', t.plain('review.report.summary-drop')),
    ),
  ];
}

export const decideSummary =
  (needs: Needs) =>
  async (turn: Turn<InboundOf<'action'>>): Promise<Reply> => {
    const { w, me, t, event } = turn;
    const [id = '', verb = ''] = event.value.split(' ');
    const session = await leading(turn, needs, id);
    if (!isChecked(session)) throw new Refusal(sentence(t, 'review.report.moved-on'));
    if (verb === 'keep') await w.sessions.report.checkSummary(id, me.person);
    else await w.sessions.report.dropSummary(id);
    // Whichever it is, a person has decided: nothing else is worded for this draft.
    await w.sessions.report.endWording(id);
    await redraw(w, id);
    return tell(sentence(t, verb === 'keep' ? 'review.report.summary-kept' : 'review.report.summary-dropped'));
  };
