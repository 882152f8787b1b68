/** What a handler wants to happen, as data; the adapter carries it out in its platform's way. */
import type { Card, Form } from './card.ts';

/** One hit of a typeahead or a search extension. */
export interface Result {
  readonly value: string;
  readonly title: string;
  readonly text: string;
  /** What a search extension puts into the message; absent in a typeahead. */
  readonly card?: Card;
}

export type Reply =
  | { readonly kind: 'nothing' }
  /** Said to the person alone. */
  | { readonly kind: 'tell'; readonly card: Card }
  | { readonly kind: 'ask'; readonly form: Form }
  /** In place of the card whose button was pressed. */
  | { readonly kind: 'replace'; readonly card: Card }
  /** A form that cannot be taken, by field ('' for the whole); it stays open with what was typed. */
  | { readonly kind: 'invalid'; readonly problems: Readonly<Record<string, string>> }
  /** `said`: what is to be read where there are none, in place of the platform's own words for that. */
  | { readonly kind: 'results'; readonly results: readonly Result[]; readonly said?: string };

export const nothing: Reply = { kind: 'nothing' };
export const tell = (card: Card): Reply => ({ kind: 'tell', card });
export const ask = (form: Form): Reply => ({ kind: 'ask', form });
export const replace = (card: Card): Reply => ({ kind: 'replace', card });
export const invalid = (problems: Readonly<Record<string, string>>): Reply => ({ kind: 'invalid', problems });
export const results = (found: readonly Result[], said?: string): Reply => ({
  kind: 'results',
  results: found,
  ...(said === undefined ? {} : { said }),
});
