/** The search extension: questions of communities that somebody may read and what their libraries keep, and what of each goes into a message. */
import type { Card } from '../core/card.ts';
import type { Turn } from '../core/feature.ts';
import type { InboundOf } from '../core/inbound.ts';
import { type Reply, results } from '../core/reply.ts';
import { plain, type Text } from '../core/text.ts';
import { shownTo } from '../words/author.ts';
import { body, buttons, byline, heading, note, sentence } from '../words/fragments.ts';
import type { KeptItem } from '../words/kept-item.ts';
import { searchesTooFast, tooFastResults } from '../words/searching.ts';
import { findHits } from './find.ts';
import type { Hit } from './found.ts';
import { wholeCard } from './known-views.ts';
import type { Needs } from './needs.ts';
import type { Question } from './question.ts';
import { stateText, threadButton, titleOf } from './views.ts';

const FOUND = 10;
const TITLE = 100;

export async function searchQuestions(turn: Turn<InboundOf<'search'>>, needs: Needs): Promise<Reply> {
  const { w, me, t, event } = turn;
  if (await searchesTooFast(w, me.person)) return tooFastResults(turn);
  const found = await findHits({ w, me, t, needs }, event.query, { limit: FOUND, typing: true });
  const channel = event.where === 'channel' ? await needs.channelAt(w, event.in) : null;
  const card = async (hit: Hit): Promise<Card> => {
    const { community } = hit.kind === 'item' ? hit.item : hit.question;
    const isHere = channel !== null && channel.community === community;
    const isOpen = community !== null && (await needs.isOpen(w, community));
    if (hit.kind === 'item') {
      const whole = isHere ? await needs.itemCard(turn, hit.item.id, channel.organisation) : null;
      return whole ?? (isOpen ? itemTitleCard(turn, hit.item) : closedItemCard(turn));
    }
    if (isHere) return channelCard(turn, needs, hit.question, channel.organisation);
    return isOpen ? titleCard(turn, hit.question) : closedCard(turn, hit.question);
  };
  return results(
    await Promise.all(
      found.map(async (hit) => ({
        ...(hit.kind === 'item'
          ? {
              value: hit.item.id,
              title: titleOf(t, hit.item.title, TITLE),
              text: t.plain('known.kept-by', { who: byline(t, shownTo(t, hit.item.owner, me.organisation)) }),
            }
          : {
              value: hit.question.id,
              title: titleOf(t, hit.question.text, TITLE),
              text: plain(byline(t, shownTo(t, hit.question.asker, me.organisation))),
            }),
        ...(event.by === 'compose' ? { card: await card(hit) } : {}),
      })),
    ),
  );
}

/** Of an item no more than where it can be read by who may. */
function itemTitleCard({ t }: Turn, { title, standing, changed }: KeptItem): Card {
  const day: Text = [{ run: 'time', at: changed.toISOString(), zone: t.zone, style: 'day' }];
  return {
    summary: titleOf(t, title, TITLE),
    blocks: [
      heading(titleOf(t, title, TITLE)),
      note(t('known.judge-item', { standing, day })),
      note(t('known.where-item')),
    ],
  };
}

/** Of a community that is not open, not even that. */
const closedItemCard = ({ t }: Turn): Card => sentence(t, 'known.closed-item');

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
