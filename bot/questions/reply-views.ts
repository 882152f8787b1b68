/** The cards of replies: mirrored into threads, told to the asker, and the thanks for one that answered. */
import type { Card } from '../core/card.ts';
import type { Drawer } from '../core/feature.ts';
import { sameRef } from '../core/ref.ts';
import { plain } from '../core/text.ts';
import type { Translate } from '../core/translate.ts';
import type { Work } from '../core/work.ts';
import { body, buttons, byline, fileNotes, note, quote, sentence } from '../words/fragments.ts';
import { type Standing, standingText } from '../words/standing.ts';
import type { Needs } from './needs.ts';
import type { Reply } from './question.ts';
import { shownReply } from './shown.ts';
import { outOfReach, QUOTED, takenOut, titleOf, words } from './views.ts';

/** A reply in the threads where it was not written. */
export const replyView =
  (needs: Needs): Drawer =>
  async ({ w, id, to, t, there }) => {
    const kept = await w.questions.reply(id);
    const question = kept ? await w.questions.get(kept.question) : null;
    if (!kept || kept.deleted || !question || question.community === null) return null;
    const reply = shownReply(t, kept, await needs.readerAt(w, to));
    if (!(await isShownAt(w, needs, question.community, { to, there }))) return there ? takenOut(t) : null;
    // Nor is anything added below a question that its asker took back where it was asked: its thread may be gone with it.
    const isHome = question.asked !== null && sameRef(question.asked.place, to);
    if (question.state === 'withdrawn' && isHome && !there) return null;
    const isMarked = question.accepted === reply.id;
    const canMark = reply.counts && !isMarked && question.state !== 'withdrawn';
    const standing = await judged(w, needs, reply);
    return {
      summary: t.plain('questions.reply-summary', { name: reply.author.name, text: titleOf(t, reply.text, QUOTED) }),
      blocks: [
        body(byline(t, reply.author)),
        ...words(reply.text),
        ...fileNotes(t, reply.files, reply.author, to.platform !== reply.author.platform || reply.place !== null),
        ...(isMarked ? [note(t('questions.marked'))] : []),
        ...(standing ? [note(standingText(t, standing, await needs.readerAt(w, to)))] : []),
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

/** How far to trust it, where anybody said anything of that; null where it is only said. */
async function judged(w: Work, needs: Needs, { id, counts }: Reply): Promise<Standing | null> {
  const standing = counts ? (await needs.standingsOf(w, [id])).get(id) : undefined;
  if (standing === undefined) return null;
  return standing.level !== 'conversation' || standing.disputed || standing.withdrawn ? standing : null;
}

/** Whether what a community says may be drawn there: the binding decides, as it is now. */
async function isShownAt(
  w: Work,
  needs: Needs,
  community: string,
  { to, there }: Pick<Parameters<Drawer>[0], 'to' | 'there'>,
): Promise<boolean> {
  if (to.kind === 'user') return true;
  const channel = await needs.channelAt(w, { ...to, kind: 'conversation' });
  return channel?.community === community && (channel.mode !== 'off' || there);
}

/** Told to the asker in private, once per answer. */
export const noticeView =
  (needs: Needs): Drawer =>
  async ({ w, id, to, t, there }) => {
    const kept = await w.questions.reply(id);
    const question = kept ? await w.questions.get(kept.question) : null;
    if (!kept || kept.deleted || !question || question.community === null) return null;
    if (
      to.kind !== 'user' ||
      !(await needs.mayStillRead(w, { ...to, kind: 'user' }, question.community, question.from))
    )
      return there ? outOfReach(t, '') : null;
    const reply = shownReply(t, kept, await needs.readerAt(w, to));
    if (question.state === 'withdrawn') return there ? noticeOfWithdrawn(t, reply) : null;
    const isMarked = question.accepted === reply.id;
    const { name, organisation, platform } = reply.author;
    // What others wrote elsewhere stands in a workspace that the asker cannot open.
    const atHome = question.asker.platform === platform && question.asker.organisation === organisation;
    const link = (atHome && reply.link) || question.source?.link;
    const standing = await judged(w, needs, reply);
    return {
      summary: t.plain('questions.notice-summary', { name }),
      blocks: [
        body(t('questions.notice', { name, organisation, question: titleOf(t, question.text, QUOTED) })),
        quote(reply.text),
        ...fileNotes(t, reply.files, reply.author, true),
        ...(isMarked ? [note(t('questions.marked'))] : []),
        ...(standing ? [note(standingText(t, standing, await needs.readerAt(w, to)))] : []),
        ...buttons(
          isMarked
            ? {
                button: 'action',
                action: 'questions.unaccept',
                value: question.id,
                label: t.plain('questions.unaccept'),
              }
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

/** What was told stays, with nothing left to press. */
const noticeOfWithdrawn = (t: Translate, reply: Reply): Card => ({
  summary: t.plain('questions.notice-summary', { name: reply.author.name }),
  blocks: [
    body(t('questions.notice-withdrawn', { name: reply.author.name, organisation: reply.author.organisation })),
    ...(plain(reply.text) === '' ? [] : [quote(reply.text)]),
    ...fileNotes(t, reply.files, reply.author, true),
  ],
});

/** Told to whoever wrote the reply that was marked; what it answered, as long as they may read that. */
export const thanksView =
  (needs: Needs): Drawer =>
  async ({ w, id, to, t }) => {
    const reply = await w.questions.reply(id);
    const question = reply ? await w.questions.get(reply.question) : null;
    if (!reply || reply.deleted || !question || question.accepted !== reply.id) return null;
    const { community } = question;
    const reads =
      to.kind === 'user' &&
      community !== null &&
      (await needs.mayStillRead(w, { ...to, kind: 'user' }, community, reply.place));
    return reads
      ? sentence(t, 'questions.thanks', { question: titleOf(t, question.text, QUOTED) })
      : sentence(t, 'questions.thanks-some');
  };
