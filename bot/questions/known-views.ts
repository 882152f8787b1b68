/** The cards of what was asked before, and of what libraries keep: beside a draft, whole, and once somebody says that it answers them. */
import type { Block, Card } from '../core/card.ts';
import { bold, plain, shorten, type Text } from '../core/text.ts';
import type { Translate } from '../core/translate.ts';
import { shownTo } from '../words/author.ts';
import { body, buttons, byline, fileNotes, heading, listOf, note, quote } from '../words/fragments.ts';
import type { KeptItem } from '../words/kept-item.ts';
import { aboutButton, dayOf, type Standing, standingText, UNJUDGED } from '../words/standing.ts';
import type { Known } from './found.ts';
import type { Question, Reply } from './question.ts';
import { shownQuestion, shownReply } from './shown.ts';
import { attachments, stateText, threadButton, titleOf } from './views.ts';

/** Of a question and of an answer so much is read beside a draft. */
const ASKED = 140;
const ANSWERED = 300;

/** Up to three, numbered, each with what it takes to judge it. @param draft the question that may not need to be asked */
export function knownBlocks(t: Translate, draft: string, known: readonly Known[], reader: string): readonly Block[] {
  if (known.length === 0) return [];
  return [
    heading(t('known.title', { found: known.length })),
    ...known.flatMap((one, at) => oneBlock(t, draft, one, at + 1, reader)),
    { block: 'divider' },
  ];
}

/** The same for somebody who only looks. */
export const foundBlocks = (t: Translate, known: readonly Known[], reader: string): readonly Block[] => [
  heading(t('known.found-title')),
  ...known.flatMap((one, at) => oneBlock(t, null, one, at + 1, reader)),
];

function oneBlock(t: Translate, draft: string | null, known: Known, number: number, reader: string): readonly Block[] {
  const { id, asked, said, judge, read } =
    known.kind === 'item' ? ofItem(t, known, reader) : ofQuestion(t, known, reader);
  return [
    body(bold(t('known.question', { number, text: asked }))),
    ...(plain(said) === '' ? [] : [quote(shorten(said, ANSWERED))]),
    ...judge.map((one) => note(one)),
    ...(known.shared.length > 0 ? [note(t('known.why', { words: listOf(t, known.shared) }))] : []),
    ...buttons(
      draft !== null && {
        button: 'action',
        action: 'questions.known',
        value: `${draft}/${id}`,
        label: t.plain('known.answers', { number }),
      },
      { button: 'action', action: read, value: id, label: t.plain('known.read', { number }) },
    ),
  ];
}

/** What is read of one, and what it takes to judge it. */
interface Told {
  readonly id: string;
  readonly asked: string;
  readonly said: Text;
  readonly judge: readonly Text[];
  /** The button's action by which all of it is read. */
  readonly read: string;
}

const ofQuestion = (
  t: Translate,
  { question, answer, standing }: Extract<Known, { kind: 'question' }>,
  reader: string,
): Told => ({
  id: question.id,
  asked: titleOf(t, question.text, ASKED),
  said: answer.text,
  judge: [
    byline(t, shownReply(t, answer, reader).author),
    t('known.judge', { standing: standingText(t, standing, reader), day: dayOf(t, answer.said) }),
  ],
  read: 'questions.read',
});

const ofItem = (t: Translate, { item }: Extract<Known, { kind: 'item' }>, reader: string): Told => ({
  id: item.id,
  asked: titleOf(t, item.title, ASKED),
  said: item.text,
  judge: [
    byline(t, shownTo(t, item.owner, reader)),
    t('known.judge-item', { standing: item.standing, day: dayOf(t, item.changed) }),
  ],
  read: 'library.read',
});

/** Of many answers so many. */
const READ = 8;

export interface WholeHow {
  /** The organisation of who reads; null where that is not known. */
  readonly reader: string | null;
  readonly standings: ReadonlyMap<string, Standing>;
  /** To one person alone, who can say what they think of each. */
  readonly alone: boolean;
}

/** All that was asked and answered, the marked answer first, for who may read it. @param replies those that count, in the order in which they were said */
export function wholeCard(
  t: Translate,
  kept: Question,
  replies: readonly Reply[],
  { reader, standings, alone }: WholeHow,
): Card {
  const question = shownQuestion(t, kept, reader);
  const marked = replies.find(({ id }) => id === kept.accepted);
  const order = [...replies].sort((a, b) => Number(b.id === kept.accepted) - Number(a.id === kept.accepted));
  const more = order.length - READ;
  return {
    summary: titleOf(t, question.text, ASKED),
    blocks: [
      body(byline(t, question.asker)),
      body(question.text),
      ...attachments(t, question),
      note(stateText(t, question, marked ? shownReply(t, marked, reader) : null)),
      ...order.slice(0, READ).flatMap((one, at): readonly Block[] => {
        const { author, text, files, said } = shownReply(t, one, reader);
        return [
          { block: 'divider' },
          note(byline(t, author)),
          body(text),
          ...fileNotes(t, files, author, true),
          note(
            t('known.judge', {
              standing: standingText(t, standings.get(one.id) ?? UNJUDGED, reader),
              day: dayOf(t, said),
            }),
          ),
          ...buttons(alone && aboutButton(t, one.id, order.length > 1 ? at + 1 : undefined)),
        ];
      }),
      ...(more > 0 ? [note(t('known.more', { more }))] : []),
      ...buttons(threadButton(t, question)),
    ],
  };
}

/** Somebody need not ask. Their words are kept all the same. */
export const answeredCard = (t: Translate, draft: Question, by: Question | KeptItem | null): Card => ({
  summary: t.plain('known.answered'),
  blocks: [
    body(t('known.answered')),
    ...(by === null
      ? []
      : [note(t('known.answered-by', { text: titleOf(t, 'title' in by ? by.title : by.text, ASKED) }))]),
    note(t('known.yours')),
    quote(draft.text),
    ...buttons(by !== null && 'state' in by && threadButton(t, by), {
      button: 'action',
      action: 'questions.elsewhere',
      value: draft.id,
      label: t.plain('known.after-all'),
      opens: true,
    }),
  ],
});
