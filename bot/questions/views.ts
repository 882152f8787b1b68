/** The cards of questions, drawn from the database each time. */
import type { Block, Button, Card } from '../core/card.ts';
import type { Drawer } from '../core/feature.ts';
import { type Ref, sameRef } from '../core/ref.ts';
import { bold, join, plain, shorten, type Text } from '../core/text.ts';
import type { Translate } from '../core/translate.ts';
import type { Work } from '../core/work.ts';
import {
  body,
  buttons,
  byline,
  fileLink,
  fileNotes,
  heading,
  note,
  platformName,
  quote,
  sentence,
} from '../words/fragments.ts';
import { labelled } from '../words/handling.ts';
import { aboutButton, backButton, standingText, UNJUDGED } from '../words/standing.ts';
import type { BoundChannel, Needs } from './needs.ts';
import type { Question, Reply } from './question.ts';
import { shownQuestion, shownReply } from './shown.ts';

/** Words quoted where the whole text stands elsewhere. */
export const QUOTED = 80;

export const emptyCard = (t: Translate): Card => ({
  ...sentence(t, 'questions.empty'),
  blocks: [
    body(t('questions.empty')),
    ...buttons({
      button: 'action',
      action: 'questions.start',
      value: '',
      label: t.plain('questions.ask'),
      style: 'primary',
      opens: true,
    }),
  ],
});

/** A draft and the communities that it can go to. */
export function draftCard(
  t: Translate,
  draft: {
    id: string;
    text: Text;
    offered: readonly { id: string; name: string; why?: Text /** Where it was meant to go. */; post?: true }[];
    more: boolean;
    why?: Text;
    /** What its asker should read first, and whether its words can be changed then. */
    before?: readonly Block[];
    reword?: boolean;
  },
): Card {
  const { id, why, before = [] } = draft;
  const chosen = draft.offered.find(({ post }) => post === true);
  const title = chosen ? 'questions.draft-chosen' : 'questions.draft-title';
  return {
    summary: why ? plain(why) : (summaryOf(before) ?? t.plain(title)),
    blocks: [
      ...before,
      why ? body(why) : heading(t(title)),
      quote(draft.text),
      note(chosen ? t('known.kept', { community: chosen.name }) : t('questions.draft-why')),
      ...draft.offered.flatMap(({ name, why: reason }) =>
        reason === undefined ? [] : [note(t('questions.draft-fits', { community: name, reason }))],
      ),
      ...buttons(
        ...draft.offered.map(
          (community) =>
            ({
              button: 'action',
              action: 'questions.post',
              value: `${id}/${community.id}`,
              label: community.post === true ? t.plain('known.post') : community.name,
              ...(community.post === true ? { style: 'primary' as const } : {}),
            }) as const,
        ),
        draft.more && {
          button: 'action',
          action: 'questions.elsewhere',
          value: id,
          label: t.plain('questions.elsewhere'),
          opens: true,
        },
        draft.reword === true && {
          button: 'action',
          action: 'questions.reword',
          value: chosen ? `${id}/${chosen.id}` : id,
          label: t.plain('questions.reword'),
          opens: true,
        },
        {
          button: 'action',
          action: 'questions.discard',
          value: id,
          label: t.plain('questions.discard'),
          style: 'danger',
        },
      ),
    ],
  };
}

/** What stands first, where anything does. */
const summaryOf = ([first]: readonly Block[]): string | null => (first?.block === 'text' ? plain(first.text) : null);

/** The root card: the same question everywhere, without its words where the asker's own message stands above. */
export const questionView =
  (needs: Needs): Drawer =>
  async ({ w, id, to, t, there }) => {
    const kept = await w.questions.get(id);
    if (!kept || kept.community === null) return null;
    const reader = await needs.readerAt(w, to);
    const question = { ...shownQuestion(t, kept, reader), community: kept.community };
    // Whose organisation has withdrawn reads nothing of it any more, not even that it was withdrawn.
    if (to.kind === 'user' && !(reader !== null && (await needs.isSharedBy(w, reader, question.community))))
      return there ? notYours(t) : null;
    if (question.state === 'withdrawn') {
      if (!there) return null;
      return { summary: t.plain('questions.withdrawn-summary'), blocks: [note(t('questions.state-withdrawn'))] };
    }
    if (to.kind === 'user' && !(await needs.mayStillRead(w, { ...to, kind: 'user' }, question.community, kept.from)))
      return there ? outOfReach(t, question.text) : null;
    const channels = await needs.channelsOf(w, question.community);
    const community = await needs.communityName(w, question.community);
    const here = channels.find((channel) => sameRef(channel.ref, to));
    if (to.kind === 'conversation' && !here) return there ? takenOut(t) : null;
    // What stands there stays true; nothing new comes.
    if (here?.mode === 'off' && !there) return null;
    const isBelow = question.asked !== null && sameRef(question.asked.place, to);
    const label = await needs.labelIn(w, question.community);
    const marked = question.accepted ? await w.questions.reply(question.accepted) : null;
    const accepted = marked && shownReply(t, marked, reader);
    const standing = (accepted && (await needs.standingsOf(w, [accepted.id])).get(accepted.id)) || UNJUDGED;
    const said: readonly Block[] = isBelow
      ? [body(t('questions.in-place', { community, others: await othersOf(w, question, channels, to) }))]
      : [
          heading(t('questions.heading', { community })),
          body(byline(t, question.asker)),
          ...words(question.text),
          ...attachments(t, question),
        ];
    return {
      summary: t.plain('questions.summary', { name: question.asker.name, text: titleOf(t, question.text, QUOTED) }),
      blocks: [
        ...said,
        body(bold(stateText(t, question, accepted))),
        ...(accepted ? acceptedWords(t, accepted, standingText(t, standing, reader)) : []),
        note(
          to.kind === 'user' && channels.length === 0
            ? t('questions.how-waiting', { community })
            : t(howTo(question, to, here)),
        ),
        ...(label ? [note(labelled(t, label))] : []),
        ...questionButtons(t, question, { isPrivate: to.kind === 'user', ...standing }),
      ],
    };
  };

/** Its files, and the message that it is about; of that one the asker need not have been the writer. */
export function attachments(t: Translate, { about, files, asker }: Question): readonly Block[] {
  if (about === null) return fileNotes(t, files, asker, true);
  const platform = platformName(t, asker.platform);
  const message: Text = [{ run: 'link', url: about, text: t.plain('questions.about-message') }];
  return [
    note(t('questions.about', { message, platform })),
    ...files.map((file) =>
      note(
        join(t('questions.about-file', { file: fileLink(t, file) }), ' ', t('words.file-ask', { author: asker.name })),
      ),
    ),
  ];
}

/** Other channels of the community where the question is: one that was bound later need not have it. */
async function othersOf(
  w: Work,
  { id }: Question,
  channels: readonly BoundChannel[],
  to: Ref<string>,
): Promise<number> {
  const places = await w.questions.places(id);
  return channels.filter(({ ref }) => !sameRef(ref, to) && places.some((place) => sameRef(place, ref))).length;
}

const acceptedWords = (t: Translate, accepted: Reply, standing: Text): readonly Block[] => [
  quote(shorten(accepted.text, 600)),
  ...fileNotes(t, accepted.files, accepted.author, true),
  note(standing),
];

/** What a reader can do next. */
function howTo(question: Question, to: { kind: string }, here: BoundChannel | undefined) {
  if (to.kind === 'user') return 'questions.how-private';
  if (here?.hears !== 'all') return 'questions.how-mentions';
  return question.state === 'resolved' ? 'questions.how-more' : 'questions.how-all';
}

/** Opens the form in which a question is answered. */
export const answerButton = (t: Translate, question: string, style: 'primary' | 'plain' = 'primary'): Button => ({
  button: 'action',
  action: 'questions.answer',
  value: question,
  label: t.plain('questions.answer'),
  opens: true,
  ...(style === 'primary' ? { style } : {}),
});

function questionButtons(
  t: Translate,
  question: Question,
  { isPrivate, withdrawn }: { readonly isPrivate: boolean; readonly withdrawn: boolean },
): readonly Block[] {
  const value = question.id;
  return buttons(
    // Once there is an answer, nothing is asked of the reader any more.
    !isPrivate && answerButton(t, value, question.state === 'resolved' ? 'plain' : 'primary'),
    // While it is all that there is to do.
    !isPrivate &&
      question.state === 'open' && {
        button: 'action',
        action: 'questions.pass',
        value,
        label: t.plain('passing.button'),
        opens: true,
      },
    question.state === 'answered' && {
      button: 'action',
      action: 'questions.choose',
      value,
      label: t.plain('questions.choose'),
      opens: true,
    },
    !isPrivate &&
      question.state === 'answered' && {
        button: 'action',
        action: 'questions.read',
        value,
        label: t.plain('standing.about-all'),
      },
    question.accepted !== null && !isPrivate && !withdrawn && backButton(t, question.accepted),
    question.accepted !== null && aboutButton(t, question.accepted),
    question.state === 'resolved' && {
      button: 'action',
      action: 'questions.unaccept',
      value,
      label: t.plain('questions.unaccept'),
    },
    isPrivate && {
      button: 'action',
      action: 'questions.withdraw',
      value,
      label: t.plain('questions.withdraw'),
      style: 'danger',
      confirm: {
        title: t.plain('questions.withdraw-sure'),
        text: t.plain('questions.withdraw-means'),
        yes: t.plain('questions.withdraw'),
        no: t.plain('words.cancel'),
      },
    },
  );
}

/** Where it stands; who answered it is named only where their answer is passed on. */
export function stateText(t: Translate, question: Question, accepted: Reply | null): Text {
  switch (question.state) {
    case 'drafted':
      return t('questions.state-drafted');
    case 'open':
      return t('questions.state-open');
    case 'answered':
      return t('questions.state-answered', { answers: question.answers });
    case 'resolved':
      return accepted
        ? t('questions.state-resolved', { name: accepted.author.name, organisation: accepted.author.organisation })
        : t('questions.state-resolved-short');
    case 'withdrawn':
      return t('questions.state-withdrawn');
  }
}

/** In a channel that is no longer the community's: nothing of what has come since, not even what it is called by now, and nothing to press. */
export const takenOut = (t: Translate): Card => sentence(t, 'questions.taken-out');

/** With somebody who may not read the community any more: their own words are theirs, nothing else of it is. */
export const outOfReach = (t: Translate, own: Text): Card => ({
  summary: t.plain('questions.out-of-reach'),
  blocks: [body(t('questions.out-of-reach')), ...(plain(own) === '' ? [] : [quote(own)])],
});

/** In private, to somebody whose organisation has withdrawn from the community: not even what it is called, which may be hidden by now. */
export const notYours = (t: Translate): Card => sentence(t, 'sharing.not-yours');

/** A row in a list of questions. */
export function questionRow(t: Translate, question: Question, accepted: boolean): Block {
  const text = titleOf(t, question.text, 140);
  const state =
    accepted || question.state === 'resolved' ? t('questions.state-resolved-short') : stateText(t, question, null);
  if (question.state === 'drafted') {
    const button = {
      button: 'action',
      action: 'questions.elsewhere',
      value: question.id,
      label: t.plain('questions.post-draft'),
      opens: true,
    } as const;
    return { block: 'row', text, note: state, button };
  }
  const button = threadButton(t, question);
  return button ? { block: 'row', text, note: state, button } : { block: 'row', text, note: state };
}

/** Leads to where it was asked; null where that was no message. */
export function threadButton(t: Translate, { source }: Question): Button | null {
  return source?.link ? { button: 'link', url: source.link, label: t.plain('questions.open-thread') } : null;
}

/** Somebody's words as they are; nothing for none. */
export const words = (text: Text): readonly Block[] => (plain(text) === '' ? [] : [body(text)]);

/** Somebody's words on one line, for a sentence or a list; what is only a file is called so. */
export const titleOf = (t: Translate, text: Text, limit: number): string =>
  plain(shorten(plain(text).replace(/\s+/g, ' '), limit)) || t.plain('words.some-file');
