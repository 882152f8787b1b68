/** The few sentences that this adapter says itself; they come from the catalogue. */

export interface TeamsSentences {
  /** After a press that needs no other answer: 'Done.' */
  readonly done: string;
  /** After a press whose answer is a message to the person alone: 'I have sent you a message that only you can see.' */
  readonly sent: string;
  /** Beside a field that was left empty: 'Please fill this in.' */
  readonly needed: string;
  /** Above what was typed, when a form cannot be shown again: 'This is what you typed:' */
  readonly typed: string;
  /** Under a list that is too long to be shown whole: 'Not everything fits in this list.' */
  readonly notAll: string;
  /** The name of a team's first channel, which Microsoft leaves to us: 'General' */
  readonly general: string;
  /** In a search extension that found nothing: 'Nothing found.' */
  readonly nothingFound: string;
}
