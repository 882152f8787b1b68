/** Every table that holds something of a session, column by column: what a records officer is given of it, and what not, with the reason. */

export interface Kind {
  readonly table: string;
  /** What its rows are called in what is given. */
  readonly title: string;
  /** Said before them. */
  readonly about?: string;
  /** Those of the session `$1`, under the alias `x`. */
  readonly where: string;
  readonly order: string;
  /** Given, in this order. */
  readonly columns: readonly string[];
  /** Those of them that are persons: given by name and organisation. */
  readonly people?: readonly string[];
  /** Those of them that are text with links and mentions: given as plain words. */
  readonly rich?: readonly string[];
  /** Sealed words, given as `question` and `text`. */
  readonly sealed?: string;
  /** Not given, each with its reason. */
  readonly without?: Readonly<Record<string, string>>;
}

/** Tables of which nothing is given, or a number alone. */
export interface Kept {
  readonly table: string;
  /** What is counted, where its number is given. */
  readonly counted?: string;
  readonly where: string;
  readonly why: string;
}

/** Names of columns, several in a line. */
const cols = (...lines: readonly string[]): readonly string[] => lines.flatMap((line) => line.split(' '));
const OWN = 'x.session_id = $1';
const of = (table: string, column: string): string => `x.${column} IN (SELECT id FROM ${table} WHERE session_id = $1)`;
/** Of a time at which names are not kept. */
const UNNAMED = `EXISTS (SELECT 1 FROM session_round r WHERE r.session_id = x.session_id AND r.round = x.round AND r.unattributed)`;
/** Whoever turned out to be somebody else has a copy of it under that name, and is not named twice. */
const NOW = 'NOT EXISTS (SELECT 1 FROM identity i WHERE i.own_id = x.person_id AND i.person_id <> x.person_id)';
const THIS = 'the session itself';

export const KINDS: readonly Kind[] = [
  {
    table: 'session',
    title: 'The session',
    where: 'x.id = $1',
    order: 'x.id',
    columns: cols(
      'id reference method title event starts_on ends_on purpose scope_in scope_out level tags question',
      'attribution k self_led screens place readers label boundary zone windows state was since opens_at',
      'closes_at version edition round extended in_grace asked_again is_screening no_lesson held created_by',
      'created_at published_at ended_at cleared_at community_id organisation_id follows_id part_of_id',
    ),
    people: ['created_by'],
    without: {
      has_key: 'whether authors can still change what they wrote: of use to the program alone',
      next_by: 'who pressed Next and waits for a second: gone with the next press',
    },
  },
  {
    table: 'session_person',
    title: 'Who has a part in it',
    where: `${OWN} AND ${NOW}`,
    order: 'x.role, x.since, x.person_id',
    columns: cols('person_id role since manages invited_at'),
    people: ['person_id'],
    without: { session_id: THIS },
  },
  {
    table: 'session_event',
    title: 'What happened to it',
    where: OWN,
    order: 'x.seq',
    columns: cols('at event person_id from_state to_state reason version seq'),
    people: ['person_id'],
    without: { id: 'what caused it, as the program names it', session_id: THIS },
  },
  {
    table: 'session_timer',
    title: 'What is planned',
    where: OWN,
    order: 'x.at, x.kind',
    columns: ['at', 'kind', 'version'],
    without: { session_id: THIS },
  },
  {
    table: 'session_round',
    title: 'Times at which people wrote apart',
    where: OWN,
    order: 'x.round',
    columns: cols('round unattributed question opened_at closed_at revealed_at done done_at contributors answers'),
    without: { session_id: THIS },
  },
  {
    table: 'staged_input',
    title: 'Handed in, and shown to nobody yet',
    about:
      'It is hidden from everybody who takes part, those who lead among them, until all of it is shown together. Where names are not kept nobody can say whose it is: it stands here in the order of its words, from the day after it was handed in. Whoever gives it to others decides for people who were told that nobody reads it before, and that it can be asked for by law.',
    where: OWN,
    // Of no order in which it was written.
    order: 'x.round',
    columns: cols('round day late told person_id'),
    people: ['person_id'],
    sealed: 'body',
    without: {
      session_id: THIS,
      id: 'with the key that its author has, it would say who that is',
      mark: 'with the key that its author has, it would say who that is',
    },
  },
  {
    table: 'receipt',
    title: 'Who is done',
    where: `${OWN} AND NOT ${UNNAMED} AND ${NOW}`,
    order: 'x.round, x.at, x.person_id',
    columns: ['round', 'person_id', 'at'],
    people: ['person_id'],
    without: { session_id: THIS },
  },
  {
    table: 'contribution',
    title: 'What people put in',
    where: OWN,
    order: 'x.place, x.id',
    columns: cols(
      'id round question text evidence status person_id day late held_for held_why held_by topic_id alone',
      'covered place',
    ),
    people: ['person_id', 'held_by'],
    without: { session_id: THIS },
  },
  {
    table: 'contribution_challenge',
    title: 'Asked to be looked at again',
    about: 'Who asked is not kept.',
    where: of('contribution', 'contribution_id'),
    order: 'x.contribution_id, x.text',
    columns: cols('contribution_id text day told settled_by settled_at'),
    people: ['settled_by'],
    without: { id: 'it could stand in the order in which people asked' },
  },
  {
    table: 'topic',
    title: 'Topics',
    where: OWN,
    order: 'x.place, x.created_at, x.id',
    columns: cols(
      'id title kind state into_id why priority place votes outcome outcome_why undiscussed dealt_at',
      'discussed_at created_at version',
    ),
    without: { session_id: THIS },
  },
  {
    table: 'grouping_step',
    title: 'How points were put together',
    where: OWN,
    order: 'x.seq',
    columns: cols('at person_id what was undone seq'),
    people: ['person_id'],
    without: { session_id: THIS, id: 'of use to the program alone' },
  },
  {
    table: 'topic_voting',
    title: 'The vote',
    about: 'Votes are secret: what they came to stands with each topic.',
    where: OWN,
    order: 'x.session_id',
    columns: ['state', 'begun', 'opened_at', 'closed_at'],
    without: { session_id: THIS },
  },
  {
    table: 'factor',
    title: 'What made it so',
    where: of('topic', 'topic_id'),
    order: 'x.topic_id, x.created_at, x.id',
    columns: cols('id topic_id statement category depth under_id person_id created_at'),
    people: ['person_id'],
  },
  {
    table: 'remark',
    title: 'What was said of topics',
    where: of('topic', 'topic_id'),
    order: 'x.topic_id, x.at, x.id',
    columns: cols('id topic_id person_id text at deleted_at platform key'),
    people: ['person_id'],
    rich: ['text'],
    without: { version: 'the state of the message in its channel: of use to the program alone' },
  },
  {
    table: 'session_fact',
    title: 'What happened, as facts',
    where: OWN,
    order: 'x.place, x.id',
    columns: cols('id when statement evidence status contribution_id proposed_by created_at place version'),
    people: ['proposed_by'],
    without: { session_id: THIS },
  },
  {
    table: 'fact_voice',
    title: 'Who agrees with facts, and who disputes them',
    where: `${of('session_fact', 'fact_id')} AND ${NOW}`,
    order: 'x.fact_id, x.at, x.person_id',
    columns: cols('fact_id person_id stance reason at'),
    people: ['person_id'],
  },
  {
    table: 'lesson',
    title: 'Lessons',
    where: OWN,
    order: 'x.created_at, x.id',
    columns: cols(
      'id topic_id when do because context applies_to tags lifecycle lifecycle_why superseded_by_id',
      'standing repeats last_seen_at look_at proposed_by contact_id created_at version community_id',
    ),
    people: ['proposed_by', 'contact_id'],
    without: { session_id: THIS },
  },
  {
    table: 'lesson_link',
    title: 'Lessons that resemble earlier ones, here and in later reviews',
    where: `${of('lesson', 'lesson_id')} OR ${of('lesson', 'earlier_id')}`,
    order: 'x.lesson_id, x.earlier_id',
    columns: cols('lesson_id earlier_id kind person_id at'),
    people: ['person_id'],
  },
  {
    table: 'recommendation',
    title: 'Recommendations',
    where: OWN,
    order: 'x.place, x.id',
    columns: cols(
      'id topic_id text addressed_to referral no_action answer answer_why answered_by answered_at recorded',
      'proposed_by created_at place version',
    ),
    people: ['answered_by', 'proposed_by'],
    without: { session_id: THIS },
  },
  {
    table: 'action',
    title: 'Actions',
    where: OWN,
    order: 'x.created_at, x.id',
    columns: cols(
      'id text when_will measure owner_id due_on strength ticket state why unblocks evidence by_word effect',
      'effect_why effect_asked_at offered_at accepted_at said_done_at confirmed_at ended_at merged_into_id',
      'recommendation_id lesson_ids proposed_by created_at look_at version community_id',
    ),
    people: ['owner_id', 'proposed_by'],
    without: { session_id: THIS, step: 'how far its reminders have come: of use to the program alone' },
  },
  {
    table: 'action_event',
    title: 'What happened to actions',
    where: of('action', 'action_id'),
    order: 'x.action_id, x.seq',
    columns: cols('action_id at event person_id from_state to_state why due_was seq'),
    people: ['person_id'],
    without: { id: 'what caused it, as the program names it' },
  },
  {
    table: 'objection',
    title: 'Objections to the draft',
    where: OWN,
    order: 'x.at, x.id',
    columns: cols('id person_id text state answer decided_by decided_at at'),
    people: ['person_id', 'decided_by'],
    without: { session_id: THIS },
  },
  {
    table: 'report_finding',
    title: 'What in the report may say who somebody is, and what was decided of it',
    where: OWN,
    order: 'x.at, x.mark',
    columns: cols('record part found decision reason by at'),
    people: ['by'],
    without: { session_id: THIS, mark: 'of use to the program alone' },
  },
  {
    table: 'report_summary',
    title: 'A summary that was worded by a machine',
    where: OWN,
    order: 'x.at',
    columns: cols('sentences model prompt at checked_by'),
    people: ['checked_by'],
    without: { session_id: THIS },
  },
  {
    table: 'report_wording',
    title: 'Whether a machine is still asked for words',
    where: OWN,
    order: 'x.session_id',
    columns: ['draft', 'tries', 'look_at'],
    without: { session_id: THIS },
  },
  {
    table: 'session_benefit',
    title: 'What it brought',
    where: OWN,
    order: 'x.asked_at',
    columns: cols('asked_at answered_at person_id applied realised shown'),
    people: ['person_id'],
    without: { session_id: THIS },
  },
  {
    table: 'digest_entry',
    title: 'Digests that told of its report',
    where: `x.block = 'review' AND x.ref = $1`,
    order: 'x.digest_id',
    columns: ['digest_id', 'block', 'position'],
    without: { ref: THIS },
  },
  {
    table: 'session_report',
    title: 'The report, as it was published',
    where: OWN,
    order: 'x.edition',
    columns: cols('edition at by reason body'),
    people: ['by'],
    without: { session_id: THIS },
  },
];

export const KEPT: readonly Kept[] = [
  {
    table: 'receipt',
    counted: 'people who are done, where names are not kept',
    where: `${OWN} AND ${UNNAMED} AND ${NOW}`,
    why: 'beside what few have written, a name would say whose it is',
  },
  {
    table: 'session_draft',
    where: OWN,
    why: 'what was handed in of a form stands among what people put in; what was typed besides nobody has handed in, and without names it opens for whoever types it alone; it goes when the time to write is over',
  },
  {
    table: 'done_mark',
    where: OWN,
    why: 'that somebody is done, under a key that is destroyed: it says nothing to anybody else',
  },
  {
    table: 'session_key',
    where: OWN,
    why: 'it would say who wrote what; it is destroyed when the time to write is over',
  },
  {
    table: 'topic_vote',
    where: OWN,
    why: 'votes are secret; what they came to stands with each topic',
  },
];
