/** The few sentences that this adapter says itself; they come from the catalogue. */

export interface TeamsSentences {
  /** Title of a dialog that only says something: 'Guildhall' */
  readonly title: string;
  /** After a press that needs no other answer: 'Done.' */
  readonly done: string;
  /** After a press whose answer is a message to the person alone: 'I have sent you a message that only you can see.' */
  readonly sent: string;
  /** Beside a field that was left empty: 'Please fill this in.' */
  readonly needed: string;
  /** Beside a box that has to be ticked, and is not: 'Please tick this box.' */
  readonly tick: string;
  /** In the label of a field that was refused, where why is said below it: 'needs changing' */
  readonly wrong: string;
  /** Beside a field that holds no day of the calendar. */
  readonly noDay: string;
  /** Beside a lone box, whose label stands above it: 'Yes' */
  readonly yes: string;
  /** Above what was typed, when a form cannot be shown again: 'This is what you typed:' */
  readonly typed: string;
  /** Under a list that is too long to be shown whole: 'Not everything fits in this list.' */
  readonly notAll: string;
  /** The name of a team's first channel, which Microsoft leaves to us: 'General' */
  readonly general: string;
  /** In a search extension that found nothing: 'Nothing found.' */
  readonly nothingFound: string;
  /** A form that this button cannot open. */
  readonly notHere: string;
}
