/** Cards and forms as data. Each platform draws every kind; a new kind does not compile until they all do. */

import type { UserRef } from './ref.ts';
import type { Text } from './text.ts';

/** A message. `summary` is what a notification and a screen reader say first; it holds no formatting. */
export interface Card {
  readonly summary: string;
  readonly blocks: readonly Block[];
  /** Its words were made by a language model: each platform says so in its own way, and asks whether they were useful. */
  readonly generated?: Generated;
}

/** What words of a model rest on, and what the two buttons say by which a reader tells whether they were useful. */
export interface Generated {
  /** Such as stand behind [1] and [2] in its text. */
  readonly sources: readonly Source[];
  readonly feedback: { readonly useful: string; readonly not: string };
}
export interface Source {
  readonly number: number;
  readonly title: string;
  readonly words: string;
  /** Where it can be read, if there is such a place. */
  readonly link: string | null;
}

export type Block =
  /** heading: one short line. body: running text. note: small and quiet. quote: somebody's words, set off. */
  | { readonly block: 'text'; readonly as: 'heading' | 'body' | 'note' | 'quote'; readonly text: Text }
  /** Label and value, two columns where there is room. */
  | { readonly block: 'facts'; readonly facts: readonly { readonly label: string; readonly value: Text }[] }
  /** One thing in a list, with its one button. */
  | { readonly block: 'row'; readonly text: Text; readonly note?: Text; readonly button?: Button }
  | { readonly block: 'buttons'; readonly buttons: readonly Button[] }
  | { readonly block: 'divider' };

/**
 * A button. `opens` is said where the answer to the click is a form: Teams must know before the click.
 * `action` and `value` come back as they are (value up to 255 characters); rights are checked at the click, never here.
 */
export type Button =
  | {
      readonly button: 'action';
      readonly action: string;
      readonly value: string;
      readonly label: string;
      readonly style?: 'primary' | 'danger';
      readonly opens?: boolean;
      /** Asked before the click counts. */
      readonly confirm?: { readonly title: string; readonly text: string; readonly yes: string; readonly no: string };
    }
  | { readonly button: 'link'; readonly url: string; readonly label: string };

export type FormRow = Extract<Block, { block: 'row' }>;

/** A form: a Slack modal, a Teams dialog. `context` travels with it (ids only) and comes back with the submission. */
export interface Form {
  readonly form: string;
  readonly context: string;
  /** At most 24 characters on Slack; a longer one is shortened there. */
  readonly title: string;
  readonly intro?: Text;
  /**
   * Above the fields, each with its one button. What was filled in so far comes with the press (`values`), whatever is still
   * missing; the same form in answer to it takes the place of this one, and so does another step of the same steps.
   */
  readonly rows?: readonly FormRow[];
  readonly fields: readonly Field[];
  readonly submit: string;
  readonly cancel: string;
  readonly step?: Step;
}

/**
 * One of several forms that take each other's place: in answer to a submission or a button of another one, forwards or back.
 * What was filled in before is kept by its handler, and a step shows what its handler says: `value` of each field.
 */
export interface Step {
  /** "Step 2 of 3", in the person's language: said above everything else. */
  readonly said: string;
  /** The action that answers with this very step: what comes too late to be shown is opened by it. */
  readonly opens: { readonly action: string; readonly value: string };
}

interface Labelled {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  readonly optional?: boolean;
}
export type Field =
  | (Labelled & {
      readonly field: 'line' | 'paragraph';
      readonly value?: string;
      readonly placeholder?: string;
      readonly max?: number;
    })
  /** One of up to 100 options, shown as a list. */
  | (Labelled & { readonly field: 'choice'; readonly options: readonly Option[]; readonly value?: string })
  | (Labelled & { readonly field: 'choices'; readonly options: readonly Option[]; readonly value?: readonly string[] })
  /** One option found by typing: `search` names the handler that answers. */
  | (Labelled & {
      readonly field: 'search';
      readonly search: string;
      readonly value?: Option;
      readonly placeholder?: string;
    })
  | (Labelled & { readonly field: 'people'; readonly value?: readonly UserRef[]; readonly max?: number })
  /** A day, with a calendar: 'YYYY-MM-DD'. */
  | (Labelled & { readonly field: 'date'; readonly value?: string })
  /** One box: comes back as 'yes', or is absent. One that is not `optional` has to be ticked. */
  | (Labelled & { readonly field: 'tick'; readonly value?: boolean });

export interface Option {
  readonly value: string;
  readonly label: string;
  readonly note?: string;
}

/** What a field holds when it comes back: words, chosen values, or people. An empty optional field is absent. */
export type Value = string | readonly string[] | readonly UserRef[];

/** A value that is people; none where absent or of another kind. */
export const accounts = (value: Value | undefined): readonly UserRef[] =>
  Array.isArray(value) ? value.filter((one): one is UserRef => typeof one !== 'string') : [];

/** A value that is several chosen, by what they hold; none where absent or of another kind. */
export const choices = (value: Value | undefined): readonly string[] =>
  Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];

/** A value that is words, trimmed; '' where absent or of another kind. */
export const words = (value: Value | undefined): string => (typeof value === 'string' ? value.trim() : '');

/** A value that is a day of the calendar, 'YYYY-MM-DD'; null where absent or of another kind. */
export const dayIn = (value: Value | undefined): string | null => (isDay(value) ? value : null);

/** Whether the box was ticked. */
export const isTicked = (value: Value | undefined): boolean => value === TICKED;

/** What a ticked box holds when it comes back. */
export const TICKED = 'yes';

/** Whether something is a day that the calendar has, written YYYY-MM-DD. */
export function isDay(value: unknown): value is string {
  if (typeof value !== 'string' || !/^[1-9]\d{3}-\d\d-\d\d$/.test(value)) return false;
  const day = new Date(`${value}T00:00:00Z`);
  // What a month does not have is counted on into the next.
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(value);
}
