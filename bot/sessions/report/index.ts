/** The report of a review: its draft, its editions, what is found in it before it is published, its files and its page. */
import type { Flow } from '../flow.ts';
import type { SessionPart } from '../parts.ts';
import { isChecked, lookThrough } from './access.ts';
import { amend, openAmend } from './amend.ts';
import { benefitNone, benefitView, openBenefit, sayBenefit } from './benefit.ts';
import { draftView, readButtons, reportView } from './cards.ts';
import { decide, openDecide, showFindings } from './decide.ts';
import { leadingBlocks, panelBlocks } from './leading.ts';
import { reads } from './pages.ts';
import { follow } from './publish.ts';
import { readHere } from './read-here.ts';
import { decideSummary } from './summary.ts';

export { createSummaries, type Summaries } from './prepare.ts';

/** @param flow its parts need not be there yet */
export function reportPart(flow: Flow): SessionPart {
  const { needs } = flow;
  return {
    actions: {
      'sessions.report-here': readHere(needs),
      'sessions.report-findings': showFindings(needs),
      'sessions.report-decide': openDecide(needs),
      'sessions.report-summary': decideSummary(needs),
      'sessions.report-amend': openAmend(flow),
      'sessions.benefit': openBenefit(needs),
      'sessions.benefit-none': benefitNone(needs),
    },
    forms: {
      'sessions.report-decide': decide(needs),
      'sessions.report-amend': amend(flow),
      'sessions.benefit': sayBenefit(needs),
    },
    draws: {
      'sessions.report-draft': draftView(needs),
      'sessions.report': reportView(needs),
      'sessions.benefit': benefitView(needs),
    },
    reads: reads(needs),
    effect: follow,
    // Nothing is published by these guards in any other state.
    standing: async (w, session) =>
      isChecked(session) ? { namesFound: (await lookThrough(w, needs, session)).found.length } : {},
    panel: panelBlocks,
    leading: leadingBlocks(needs),
    offers: (t, session) =>
      session.edition > 0 && session.readers !== 'participants' ? readButtons(t, session.id, null) : [],
  };
}
