/** What people gave an answer, as the words by which it is known: the status ladder with its overlays. */
import type { Level, Standing } from '../words/standing.ts';

/** Backed by members: so many, of so many teams or organisations. */
export const BACKERS = 3;
export const TEAMS = 2;

/** What is known of one answer. */
export interface Marks {
  /** Its asker or a facilitator says that it helped. */
  readonly accepted: boolean;
  /** Members who back it, without whoever wrote it, and of how many teams they are. */
  readonly backers: number;
  readonly teams: number;
  /** Disputes that nobody answered. */
  readonly disputes: number;
  readonly vetted: Standing['vetted'];
  readonly vettedBefore: Date | null;
  readonly overdue: boolean;
  readonly link: string | null;
  readonly withdrawn: boolean;
}

export function standingOf(marks: Marks): Standing {
  const { overdue, withdrawn, vetted, vettedBefore, link } = marks;
  const disputed = marks.disputes > 0;
  const level = levelOf(marks);
  return {
    // Until somebody answers, what others said before counts for no more than that it helped somebody.
    level: disputed && level !== 'conversation' ? 'suggested' : level,
    disputed,
    // Of what is not vetted any more nothing is due.
    overdue: overdue && vetted !== null,
    withdrawn,
    vetted,
    vettedBefore,
    link,
  };
}

function levelOf({ accepted, backers, teams, vetted, vettedBefore, link }: Marks): Level {
  if (link !== null) return 'official';
  if (vetted !== null) return 'vetted';
  // Whoever vetted it stood behind it as it was.
  if (vettedBefore !== null || (backers >= BACKERS && teams >= TEAMS)) return 'backed';
  return accepted ? 'suggested' : 'conversation';
}
