/** What the lifecycle shows is kept by: one subject for each thing that is asked or told. */
import type { Subject } from '../core/ref.ts';
import type { Lifecycle } from './lifecycle.ts';

/** Whether a lead wants to go on with a community that has not found its people. */
export const subjectOfForming = ({ community, clock }: Pick<Lifecycle, 'community' | 'clock'>): Subject =>
  `lifecycle-forming:${community}/${clock.getTime()}`;

/** What becomes of a dormant one. */
export const subjectOfVote = ({ community, since }: Pick<Lifecycle, 'community' | 'since'>): Subject =>
  `lifecycle-vote:${community}/${since.getTime()}`;

/** Who leads one that nobody looks after: put to all its members, and to one of them. */
export const subjectsOfLead = (community: string, since: Date): readonly [all: Subject, one: Subject] => [
  `lifecycle-lead:${community}/${since.getTime()}`,
  `lifecycle-lead-one:${community}/${since.getTime()}`,
];

/** What an archived one learned. */
export const subjectOfLearned = (community: string): Subject => `learned:${community}`;
