/** Themes in many short texts: with as many groups as there are, and with their number to be found. */
import { groupTexts } from '../../text/grouping.ts';
import { accuracyOf, nmiOf } from './agreement.ts';

export interface Labelled {
  readonly text: string;
  readonly label: string;
}

export interface GroupFigures {
  readonly acc: number;
  readonly nmi: number;
  readonly accUnknownK: number;
  readonly nmiUnknownK: number;
  readonly kFound: number;
}

export function measureGroups(rows: readonly Labelled[]): GroupFigures {
  const texts = rows.map(({ text }) => text);
  const labels = rows.map(({ label }) => label);
  const given = groupTexts(texts, { groups: new Set(labels).size });
  const found = groupTexts(texts);
  return {
    acc: accuracyOf(labels, given),
    nmi: nmiOf(labels, given),
    accUnknownK: accuracyOf(labels, found),
    nmiUnknownK: nmiOf(labels, found),
    kFound: new Set(found).size,
  };
}
