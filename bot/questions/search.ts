/** The search extension: questions of communities that somebody may read, and what of each goes into a message. */
import type { Card } from '../core/card.ts';
import type { Turn } from '../core/feature.ts';
import type { InboundOf } from '../core/inbound.ts';
import { type Reply, results } from '../core/reply.ts';
import { plain } from '../core/text.ts';
import { shownTo } from '../words/author.ts';
import { body, buttons, byline, heading, note } from '../words/fragments.ts';
import { searchesTooFast, tooFastResults } from '../words/searching.ts';
import { findQuestions } from './find.ts';
import { wholeCard } from './known-views.ts';
import type { Needs } from './needs.ts';
import type { Question } from './question.ts';
import { stateText, threadButton, titleOf } from './views.ts';

const FOUND = 10;
const TITLE = 100;

export async function searchQuestions(turn: Turn<InboundOf<'search'>>, needs: Needs): Promise<Reply> {
  const { w, me, t, event } = turn;
  if (await searchesTooFast(w, me.person)) return tooFastResults(turn);
  const found = await findQuestions(w, me, event.query, { limit: FOUND, typing: true });
  const channel = event.where === 'channel' ? await needs.channelAt(w, event.in) : null;
  const card = async (question: Question): Promise<Card> => {
    if (channel && channel.community === question.community)
      return channelCard(turn, needs, question, channel.organisation);
    const isOpen = question.community !== null && (await needs.isOpen(w, question.community));
    return isOpen ? titleCard(turn, question) : closedCard(turn, question);
  };
  return results(
    await Promise.all(
      found.map(async (question) => ({
        value: question.id,
        title: titleOf(t, question.text, TITLE),
        text: plain(byline(t, shownTo(t, question.asker, me.organisation))),
        ...(event.by === 'compose' ? { card: await card(question) } : {}),
      })),
    ),
  );
}

/** Into any chat: nobody knows who reads there, so no more than leads to where it can be read by who may. */
function titleCard({ t }: Turn, question: Question): Card {
  const title = titleOf(t, question.text, TITLE);
  return {
    summary: title,
    blocks: [heading(title), note(stateText(t, question, null)), ...buttons(threadButton(t, question))],
  };
}

/** Of a community that is not open, not even the title: whoever reads there need not be in it. */
function closedCard({ t }: Turn, question: Question): Card {
  return {
    summary: t.plain('questions.closed-card'),
    blocks: [body(t('questions.closed-card')), ...buttons(threadButton(t, question))],
  };
}

/** Into a channel of its community, where all of it is read anyway. */
async function channelCard({ w, t }: Turn, needs: Needs, kept: Question, reader: string | null): Promise<Card> {
  const marked = kept.accepted ? await w.questions.reply(kept.accepted) : null;
  const standings = await needs.standingsOf(w, marked ? [marked.id] : []);
  return wholeCard(t, kept, marked ? [marked] : [], { reader, standings, alone: false });
}
