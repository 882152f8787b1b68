/** A review that is set up in three steps, made up for tests of forms: what each step's handler keeps, and what it answers with. */
import { type Card, type Form, words } from '../../core/card.ts';
import type { Inbound } from '../../core/inbound.ts';
import { ask, invalid, nothing, type Reply, tell } from '../../core/reply.ts';
import { createWords } from '../../words/catalogue.ts';
import { backRow, stepOf } from '../../words/fragments.ts';

/** What was filled in, by step and field. */
export type Kept = Record<string, Record<string, unknown>>;

const t = createWords()('en-GB', 'Europe/London');
const STEP = 'made.step';
const opens = (at: number) => ({ action: STEP, value: String(at) });

/** What anything that somebody says to it is answered with. */
export const INVITATION: Card = {
  summary: 'Set up a review',
  blocks: [
    { block: 'text', as: 'body', text: 'A review takes three short steps.' },
    {
      block: 'buttons',
      buttons: [
        { button: 'action', ...opens(1), label: 'Set up a review', style: 'primary', opens: true },
        { button: 'action', action: 'made.every', value: '', label: 'Every kind of field', opens: true },
      ],
    },
  ],
};

const shared = { context: 'review-1', cancel: 'Cancel' } as const;

function event(kept: Kept): Form {
  const { title = '', when = '', ended } = kept[1] ?? {};
  return {
    ...shared,
    form: 'made.event',
    title: 'What it is about',
    step: stepOf(t, 1, 3, opens(1)),
    intro: 'A review looks back on one event, while people still remember it.',
    fields: [
      { field: 'line', name: 'title', label: 'Event', hint: 'As people call it', max: 80, value: String(title) },
      {
        field: 'date',
        name: 'when',
        label: 'Day of the event',
        hint: 'The last day, if it took several',
        value: String(when),
      },
      {
        field: 'tick',
        name: 'ended',
        label: 'The event is over, and nobody is still at work on it',
        hint: 'A review that begins too early has to begin again',
        value: ended === 'yes',
      },
    ],
    submit: 'Go on',
  };
}

function people(kept: Kept): Form {
  const { title = '', until = '', topics = [], report } = kept[2] ?? {};
  return {
    ...shared,
    form: 'made.people',
    title: 'Who takes part',
    step: stepOf(t, 2, 3, opens(2)),
    rows: [backRow(t, String(kept[1]?.title ?? ''), opens(1))],
    fields: [
      {
        field: 'line',
        name: 'title',
        label: 'Facilitator',
        hint: 'Somebody who was not in charge',
        value: String(title),
      },
      { field: 'date', name: 'until', label: 'People write until', optional: true, value: String(until) },
      {
        field: 'choices',
        name: 'topics',
        label: 'What people are asked',
        options: [
          { value: 'expected', label: 'What was expected' },
          { value: 'happened', label: 'What happened' },
          { value: 'learnt', label: 'What was learnt' },
        ],
        value: topics as string[],
      },
      {
        field: 'tick',
        name: 'report',
        label: 'The whole community may read the report',
        optional: true,
        value: report === 'yes',
      },
    ],
    submit: 'Go on',
  };
}

function confirm(kept: Kept): Form {
  return {
    ...shared,
    form: 'made.confirm',
    title: 'Before it begins',
    step: stepOf(t, 3, 3, opens(3)),
    intro: 'Everybody you named is asked, and each may say no.',
    rows: [backRow(t, `Facilitator: ${String(kept[2]?.title ?? '')}`, opens(2))],
    fields: [
      { field: 'tick', name: 'help', label: 'This is to learn from what happened, and not to judge anybody' },
      { field: 'paragraph', name: 'note', label: 'A word to those who are asked', optional: true },
    ],
    submit: 'Start the review',
  };
}

const STEPS = [event, people, confirm];

/** One field of each kind that both platforms and pages have. */
const EVERY: Form = {
  ...shared,
  form: 'made.every',
  title: 'Every kind of field',
  intro: 'One of each, as a person would meet them.',
  fields: [
    { field: 'line', name: 'line', label: 'One line', hint: 'A few words', placeholder: 'By-election count' },
    { field: 'paragraph', name: 'paragraph', label: 'Several lines', optional: true },
    {
      field: 'choice',
      name: 'choice',
      label: 'One of a few',
      options: [
        { value: 'open', label: 'Open', note: 'Everybody may join' },
        { value: 'closed', label: 'On request' },
      ],
      value: 'open',
    },
    {
      field: 'choices',
      name: 'choices',
      label: 'Some of a few',
      options: ['Licensing', 'Elections', 'Housing'].map((label) => ({ value: label, label })),
      optional: true,
    },
    { field: 'date', name: 'date', label: 'A day', hint: 'From the calendar' },
    { field: 'date', name: 'later', label: 'A day that is there already', value: '2026-11-12', optional: true },
    { field: 'tick', name: 'tick', label: 'A box that has to be ticked', hint: 'What it means stands here' },
    { field: 'tick', name: 'ticked', label: 'A box that is ticked already', optional: true, value: true },
  ],
  submit: 'Send',
};

/** What it answers, and keeps. */
export function review(kept: Kept): (happened: Inbound) => Reply {
  const step = (at: number): Reply => ask((STEPS[at - 1] ?? event)(kept));
  return (happened) => {
    switch (happened.kind) {
      case 'message':
        return happened.addressed ? tell(INVITATION) : nothing;
      case 'action': {
        if (happened.action !== STEP) return ask(EVERY);
        // What was typed in the step that is left comes with the press.
        const left = Number(happened.value) + 1;
        if (happened.values) kept[left] = { ...happened.values };
        return step(Number(happened.value));
      }
      case 'submission': {
        const at = ['made.event', 'made.people', 'made.confirm'].indexOf(happened.form) + 1;
        if (words(happened.values.title) === '?') return invalid({ title: 'Please give it a name.' });
        kept[at] = { ...happened.values };
        return at === 1 || at === 2 ? step(at + 1) : tell(card('The review has begun.'));
      }
      default:
        return nothing;
    }
  };
}

const card = (summary: string): Card => ({ summary, blocks: [{ block: 'text', as: 'body', text: summary }] });
