/** From a report to its document: which sections it has, and what stands in each. */
import type { Translate } from '../../core/translate.ts';
import type { Doc, Section } from './document.ts';
import { numbered } from './numbers.ts';
import type { Reading } from './reading.ts';
import { aboutSection, statusLines, titleLine } from './section-about.ts';
import { actionsSection, benefitSection, lessonsSection, recommendationsSection } from './section-agreed.ts';
import { happenedSection } from './section-happened.ts';
import {
  checklistSection,
  editionsSection,
  evidenceSection,
  heardSection,
  keepingSection,
  madeSection,
} from './section-made.ts';
import { expectedSection, harderSection, otherSections, undiscussedSection, workedSection } from './section-points.ts';
import { disputedSection, shortSection } from './section-short.ts';

export function documentOf(reading: Reading, t: Translate): Doc {
  const at = { reading, report: reading.report, t, refs: numbered(reading, t) };
  const sections: readonly (Section | null)[] = [
    aboutSection(at),
    shortSection(at),
    expectedSection(at),
    happenedSection(at),
    workedSection(at),
    harderSection(at),
    ...otherSections(at),
    lessonsSection(at),
    recommendationsSection(at),
    actionsSection(at),
    benefitSection(at),
    undiscussedSection(at),
    disputedSection(at),
    heardSection(at),
    evidenceSection(at),
    madeSection(at),
    checklistSection(at),
    editionsSection(at),
    keepingSection(at),
  ];
  return {
    lang: t.locale,
    title: titleLine(at),
    status: statusLines(at),
    contents: t.plain('review.report.contents'),
    sections: sections.filter((one) => one !== null),
  };
}
