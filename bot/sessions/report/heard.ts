/** Who was heard and who was not, in numbers: none below five but those of all together, and none that could be worked out from others. */
import type { Attending } from '../record.ts';
import type { Heard } from './report.ts';

/** Fewer people than these are never a number of their own. */
export const FEWEST_SHOWN = 5;

/**
 * @param how.done who is known to have put something in
 * @param how.contributors how many put something in
 */
export function countHeard(
  people: readonly Attending[],
  { done, contributors }: { readonly done: readonly string[]; readonly contributors: number },
): Heard {
  const wrote = new Set(done);
  const invited = people.filter(({ parts }) => parts.includes('participant'));
  const heard = invited.filter(({ person }) => wrote.has(person));
  const organisations = [...new Set(invited.map(({ organisation }) => organisation))].sort();
  const count = (organisation: string, which: (person: string) => boolean): number =>
    invited.filter((one) => one.organisation === organisation && which(one.person)).length;
  const heardIn = organisations.map((one) => count(one, (person) => wrote.has(person)));
  const notHeardIn = organisations.map((one) => count(one, (person) => !wrote.has(person)));
  const shownHeard = suppressed(heardIn);
  const shownNot = suppressed(notHeardIn);
  const watching = (part: Attending['parts'][number]) => people.filter(({ parts }) => parts.includes(part)).length;
  return {
    invited: invited.length,
    heard: Math.min(invited.length, Math.max(heard.length, contributors)),
    organisations: new Set(heard.map(({ organisation }) => organisation)).size,
    // Of one alone, the numbers of all say it; where of some nobody knows that it was them, no number by organisation is true.
    byOrganisation:
      organisations.length < 2 || contributors > heard.length
        ? []
        : organisations.map((organisation, at) => {
            // Who takes part is known to those who do: of two numbers with that sum, one gives the other away.
            const [one, other] = [shownHeard[at] ?? null, shownNot[at] ?? null];
            const isShown = one !== null && other !== null;
            return { organisation, heard: isShown ? one : null, notHeard: isShown ? other : null };
          }),
    byPart: (['observer', 'note-taker'] as const).flatMap((part) => {
      const number = watching(part);
      return number === 0 ? [] : [{ part, people: number < FEWEST_SHOWN ? null : number }];
    }),
    managers: people.some(({ manages, parts }) => manages && !parts.every((part) => part === 'participant')),
  };
}

/**
 * Numbers of a column whose sum is known. One alone that is left out is what is missing from the sum: then the next smallest
 * is left out with it. The same where those left out are together fewer than five.
 */
export function suppressed(cells: readonly number[]): readonly (number | null)[] {
  const out = new Set(cells.flatMap((cell, at) => (cell < FEWEST_SHOWN ? [at] : [])));
  const rest = cells.map((_, at) => at).filter((at) => !out.has(at));
  rest.sort((a, b) => (cells[a] ?? 0) - (cells[b] ?? 0));
  const hidden = (): number => [...out].reduce((sum, at) => sum + (cells[at] ?? 0), 0);
  while (rest.length > 0 && out.size > 0 && (out.size < 2 || hidden() < FEWEST_SHOWN)) out.add(rest.shift() ?? 0);
  return cells.map((cell, at) => (out.has(at) ? null : cell));
}
