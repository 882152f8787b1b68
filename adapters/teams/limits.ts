/** Microsoft's limits in one table. What is too long is split or shortened with an ellipsis, never cut silently. */

/** Sources: learn.microsoft.com/microsoftteams/limits-specifications-teams, .../bots/how-to/format-your-bot-messages, .../cards/dynamic-search. */
export const LIMITS = {
  /** Bytes of one card. A whole message may have about 28 KB; the rest is room for what goes around the card. */
  cardBytes: 24_000,
  /** Buttons in one row of them (Microsoft's card library draws no more); others begin another row. */
  actions: 5,
  /** Characters of a button's label. */
  label: 80,
  /** Characters of a dialog's title. */
  title: 64,
  /** Characters of a notification and of what is read aloud. */
  summary: 250,
  /** Characters of one text, when nothing else presses. */
  text: 15_000,
  /** Characters of an address that can be pressed: no page has a longer one, and a card has to hold it. */
  url: 2_000,
  /** Characters of a field's label, hint or placeholder. */
  field: 400,
  /** Options of a list, and characters of one. */
  options: 100,
  option: 120,
  /** Hits that a typeahead may show. */
  typeahead: 15,
  /** Hits that a search extension may show. */
  results: 25,
  /** Of what a model's words rest on, so many, and characters of the name and of the words of each. */
  citations: 20,
  citationName: 80,
  citationWords: 160,
  /** Bytes of a request that we read: an activity is far smaller. */
  body: 512 * 1024,
} as const;
