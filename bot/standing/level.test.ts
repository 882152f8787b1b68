/** The status ladder with its overlays, for whatever people gave an answer. */
import fc from 'fast-check';
import { expect, it, test } from 'vitest';
import { LEVELS } from '../words/standing.ts';
import { BACKERS, type Marks, standingOf, TEAMS } from './level.ts';

const NOTHING: Marks = {
  accepted: false,
  backers: 0,
  teams: 0,
  disputes: 0,
  vetted: null,
  vettedBefore: null,
  overdue: false,
  link: null,
  withdrawn: false,
};
const ref = { kind: 'user', platform: 'slack', id: 'T/U' } as const;
const by = {
  person: 'p',
  ref,
  name: 'Fay Olsen',
  organisation: 'Ashcombe Council',
  organisationId: 'o',
  platform: 'slack',
  given: null,
  brief: false,
  left: false,
};
const vetted = { by, role: 'Officer', at: new Date(0), reviewBy: new Date(0) };

test.each([
  ['what is only said', {}, 'conversation'],
  ['what helped somebody', { accepted: true }, 'suggested'],
  ['two who back it', { accepted: true, backers: 2, teams: 2 }, 'suggested'],
  ['three of one team', { accepted: true, backers: 3, teams: 1 }, 'suggested'],
  ['three of two teams', { backers: 3, teams: 2 }, 'backed'],
  ['who checked it', { vetted }, 'vetted'],
  ['who checked it as it was', { vettedBefore: new Date(0) }, 'backed'],
  ['an organisation’s page', { vetted, link: 'https://example.org/' }, 'official'],
] as const)('%s', (_, marks, level) => {
  expect(standingOf({ ...NOTHING, ...marks }).level).toBe(level);
});

const anyMarks: fc.Arbitrary<Marks> = fc.record({
  accepted: fc.boolean(),
  backers: fc.nat(6),
  teams: fc.nat(4),
  disputes: fc.nat(2),
  vetted: fc.constantFrom(null, vetted),
  vettedBefore: fc.constantFrom(null, new Date(0)),
  overdue: fc.boolean(),
  link: fc.constantFrom(null, 'https://example.org/'),
  withdrawn: fc.boolean(),
});

it('stands above what is not checked only with what the ladder asks for, and never while it is disputed', () => {
  fc.assert(
    fc.property(anyMarks, (marks) => {
      const { level, disputed, overdue } = standingOf(marks);
      const rung = LEVELS.indexOf(level);
      if (marks.disputes > 0) expect(rung).toBeLessThan(2);
      expect(disputed).toBe(marks.disputes > 0);
      if (rung === 4) expect(marks.link).not.toBeNull();
      if (rung === 3) expect(marks.vetted).not.toBeNull();
      if (rung === 2)
        expect(marks.vettedBefore !== null || (marks.backers >= BACKERS && marks.teams >= TEAMS)).toBe(true);
      if (overdue) expect(marks.vetted).not.toBeNull();
      // More of what is good never lowers it.
      if (marks.disputes === 0) {
        const more = standingOf({ ...marks, accepted: true, backers: marks.backers + 1, teams: marks.teams + 1 });
        expect(LEVELS.indexOf(more.level)).toBeGreaterThanOrEqual(rung);
      }
    }),
  );
});
