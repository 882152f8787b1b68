/** The cards of questions, drawn from the database each time. */
import type { Block, Card } from '../core/card.ts';
import type { Drawer } from '../core/feature.ts';
import { sameRef } from '../core/ref.ts';
import { bold, plain, shorten, type Text } from '../core/text.ts';
import type { Translate } from '../core/translate.ts';
import { body, buttons, byline, fileNotes, heading, note, quote, sentence } from '../words/fragments.ts';
import type { BoundChannel, Needs } from './needs.ts';
import type { Question, Reply } from './question.ts';

/** Words quoted where the whole text stands elsewhere. */
const QUOTED = 80;

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
  draft: { id: string; text: Text; offered: readonly { id: string; name: string }[]; more: boolean },
): Card {
  const { id } = draft;
  return {
    summary: t.plain('questions.draft-title'),
    blocks: [
      heading(t('questions.draft-title')),
      quote(draft.text),
      note(t('questions.draft-why')),
      ...buttons(
        ...draft.offered.map(
          (community) =>
            ({
              button: 'action',
              action: 'questions.post',
              value: `${id}/${community.id}`,
              label: community.name,
            }) as const,
        ),
        draft.more && {
          button: 'action',
          action: 'questions.elsewhere',
          value: id,
          label: t.plain('questions.elsewhere'),
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

/** The root card: the same question everywhere, without its words where the asker's own message stands above. */
export const questionView =
  (needs: Needs): Drawer =>
  async ({ w, id, to, t }) => {
    const question = await w.questions.get(id);
    if (!question || question.community === null) return null;
    if (question.state === 'withdrawn') {
      return { summary: t.plain('questions.withdrawn-summary'), blocks: [note(t('questions.state-withdrawn'))] };
    }
    const channels = await needs.channelsOf(w, question.community);
    const community = await needs.communityName(w, question.community);
    const here = channels.find((channel) => sameRef(channel.ref, to));
    const isBelow = question.asked !== null && sameRef(question.asked.place, to);
    const accepted = question.accepted ? await w.questions.reply(question.accepted) : null;
    const said: readonly Block[] = isBelow
      ? [body(t('questions.in-place', { community, others: channels.length - 1 }))]
      : [
          heading(t('questions.heading', { community })),
          body(byline(t, question.asker)),
          ...words(question.text),
          ...fileNotes(t, question.files, question.asker, true),
        ];
    return {
      summary: t.plain('questions.summary', { name: question.asker.name, text: titleOf(t, question.text, QUOTED) }),
      blocks: [
        ...said,
        body(bold(stateText(t, question, accepted))),
        ...(accepted ? acceptedWords(t, accepted) : []),
        note(t(howTo(question, to, here))),
        ...questionButtons(t, question, to.kind === 'user'),
      ],
    };
  };

const acceptedWords = (t: Translate, accepted: Reply): readonly Block[] => [
  quote(shorten(accepted.text, 600)),
  ...fileNotes(t, accepted.files, accepted.author, true),
  note(t('words.unofficial')),
];

/** What a reader can do next. */
function howTo(question: Question, to: { kind: string }, here: BoundChannel | undefined) {
  if (to.kind === 'user') return 'questions.how-private';
  if (here?.hears !== 'all') return 'questions.how-mentions';
  return question.state === 'resolved' ? 'questions.how-more' : 'questions.how-all';
}

function questionButtons(t: Translate, question: Question, isPrivate: boolean): readonly Block[] {
  const value = question.id;
  return buttons(
    !isPrivate && {
      button: 'action',
      action: 'questions.answer',
      value,
      label: t.plain('questions.answer'),
      // Once there is an answer, nothing is asked of the reader any more.
      ...(question.state === 'resolved' ? {} : { style: 'primary' as const }),
      opens: true,
    },
    question.state === 'answered' && {
      button: 'action',
      action: 'questions.choose',
      value,
      label: t.plain('questions.choose'),
      opens: true,
    },
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

function stateText(t: Translate, question: Question, accepted: Reply | null): Text {
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

/** A reply in the threads where it was not written. */
export const replyView: Drawer = async ({ w, id, to, t }) => {
  const reply = await w.questions.reply(id);
  const question = reply ? await w.questions.get(reply.question) : null;
  if (!reply || reply.deleted || !question) return null;
  const isMarked = question.accepted === reply.id;
  const canMark = reply.counts && !isMarked && question.state !== 'withdrawn';
  return {
    summary: t.plain('questions.reply-summary', { name: reply.author.name, text: titleOf(t, reply.text, QUOTED) }),
    blocks: [
      body(byline(t, reply.author)),
      ...words(reply.text),
      ...fileNotes(t, reply.files, reply.author, to.platform !== reply.author.platform || reply.place !== null),
      ...(isMarked ? [note(t('questions.marked'))] : []),
      ...buttons(
        canMark && {
          button: 'action',
          action: 'questions.useful',
          value: reply.id,
          label: t.plain('questions.useful'),
        },
      ),
    ],
  };
};

/** Told to the asker in private, once per answer. */
export const noticeView: Drawer = async ({ w, id, t }) => {
  const reply = await w.questions.reply(id);
  const question = reply ? await w.questions.get(reply.question) : null;
  if (!reply || reply.deleted || !question || question.state === 'withdrawn') return null;
  const isMarked = question.accepted === reply.id;
  const { name, organisation, platform } = reply.author;
  // What others wrote elsewhere stands in a workspace that the asker cannot open.
  const atHome = question.asker.platform === platform && question.asker.organisation === organisation;
  const link = (atHome && reply.link) || question.source?.link;
  return {
    summary: t.plain('questions.notice-summary', { name }),
    blocks: [
      body(t('questions.notice', { name, organisation, question: titleOf(t, question.text, QUOTED) })),
      quote(reply.text),
      ...fileNotes(t, reply.files, reply.author, true),
      ...(isMarked ? [note(t('questions.marked'))] : []),
      ...buttons(
        isMarked
          ? { button: 'action', action: 'questions.unaccept', value: question.id, label: t.plain('questions.unaccept') }
          : {
              button: 'action',
              action: 'questions.useful',
              value: reply.id,
              label: t.plain('questions.useful'),
              style: 'primary',
            },
        link ? { button: 'link', url: link, label: t.plain('questions.open-thread') } : null,
      ),
    ],
  };
};

/** Told to whoever wrote the reply that was marked. */
export const thanksView: Drawer = async ({ w, id, t }) => {
  const reply = await w.questions.reply(id);
  const question = reply ? await w.questions.get(reply.question) : null;
  if (!reply || reply.deleted || !question || question.accepted !== reply.id) return null;
  return sentence(t, 'questions.thanks', { question: titleOf(t, question.text, QUOTED) });
};

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
  const link = question.source?.link;
  return link
    ? {
        block: 'row',
        text,
        note: state,
        button: { button: 'link', url: link, label: t.plain('questions.open-thread') },
      }
    : { block: 'row', text, note: state };
}

/** Somebody's words as they are; nothing for none. */
const words = (text: Text): readonly Block[] => (plain(text) === '' ? [] : [body(text)]);

/** Somebody's words on one line, for a sentence or a list; what is only a file is called so. */
export const titleOf = (t: Translate, text: Text, limit: number): string =>
  plain(shorten(plain(text).replace(/\s+/g, ' '), limit)) || t.plain('words.some-file');
