/** The field in which somebody chooses one of the communities that are open to them: a list, or found by typing where there are many. */
import type { Field, Option } from '../core/card.ts';
import type { Translate } from '../core/translate.ts';
import { type Label, labelName } from './handling.ts';
import './keys.ts';

/** More are found by typing. */
const LISTED = 25;
/** So many are looked up for it: one more than are listed. */
export const LOOKED_UP = LISTED + 1;

interface Community {
  readonly id: string;
  readonly name: string;
  readonly purpose: string;
  readonly label: Label;
}

/**
 * @param labelled what the field is called and says. @param chosen the one that is meant, in the list or not
 * @returns null where there is none
 */
export function chooseCommunity(
  t: Translate,
  labelled: { readonly name: string; readonly label: string; readonly hint?: string },
  communities: readonly Community[],
  chosen: Option | null,
): Field | null {
  if (communities.length === 0 && !chosen) return null;
  if (communities.length > LISTED)
    return { ...labelled, field: 'search', search: 'communities', ...(chosen ? { value: chosen } : {}) };
  const options = communities.map(
    ({ id, name, purpose, label }): Option => ({
      value: id,
      label: name,
      note: t.plain('label.option', { label: labelName(t, label), purpose }),
    }),
  );
  // Whoever is in a channel of a community may choose it there, in it or not.
  if (chosen && !options.some(({ value }) => value === chosen.value)) options.unshift(chosen);
  return { ...labelled, field: 'choice', options, ...(chosen ? { value: chosen.value } : {}) };
}
