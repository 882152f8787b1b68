/** The cards of a draft: to who asked for it, and in the channel where they shared it. Drawn from what stands now. */
import type { Block, Card, Generated } from '../core/card.ts';
import type { Drawer } from '../core/feature.ts';
import { sameRef } from '../core/ref.ts';
import { bold, join, plain, type Run, shorten, type Text } from '../core/text.ts';
import type { Translate } from '../core/translate.ts';
import { shownTo } from '../words/author.ts';
import { body, buttons, byline, heading, note, sentence } from '../words/fragments.ts';
import { type Current, currentFor, currentIn, type NumberedNow, numbered, usable } from './current.ts';
import type { Drafted, Sentence } from './drafted.ts';
import type { Needs } from './needs.ts';

const TITLE = 140;

/** In private, to the account that asked. */
export const answerView =
  (needs: Needs): Drawer =>
  async ({ w, id, to, t, there }) => {
    const drafted = await w.drafting.get(id);
    if (!drafted) return there ? sentence(t, 'drafting.gone') : null;
    if (to.kind !== 'user' || !sameRef(drafted.author.ref, to)) return null;
    const me = await needs.meOf(w, drafted.author.ref);
    if (!me) return null;
    const count = drafted.sources.length;
    if (drafted.state === 'writing')
      return {
        summary: t.plain('drafting.writing', { count }),
        blocks: [body(bold(t('drafting.writing', { count }))), note(t('drafting.writing-note'))],
      };
    const readers = await needs.readersBehind(w, drafted.author.ref);
    if (drafted.state !== 'written') {
      const now = await usable(w, needs, me.organisation, await needs.sourcesFor(w, readers, drafted.sources));
      const why =
        drafted.state === 'failed' ? t('drafting.failed', { fault: drafted.fault ?? '' }) : t('drafting.empty');
      return plainCard(t, needs, why, numbered(drafted.sources, now), me.organisation);
    }
    const current = await currentFor(w, needs, drafted, { me, readers });
    if (current.sentences.length === 0)
      return plainCard(t, needs, t('drafting.left-nothing'), current.sources, me.organisation);
    const title = t('drafting.title', { count: cited(current).length });
    const card = draftCard(t, needs, title, current, me.organisation);
    return { ...card, blocks: [...card.blocks, ...shareBlocks(t, drafted)] };
  };

/** In the channel, for everybody who can ever open it. */
export const sharedView =
  (needs: Needs): Drawer =>
  async ({ w, id, to, t, there }) => {
    const drafted = await w.drafting.get(id);
    if (!drafted || to.kind !== 'conversation') return null;
    const place = { ...to, kind: 'conversation' as const };
    const channel = await needs.channelAt(w, place);
    const gone = there ? sentence(t, 'drafting.shared-gone') : null;
    if (!channel || (channel.mode === 'off' && !there)) return gone;
    const current = await currentIn(w, needs, drafted, place, channel);
    if (current.sentences.length === 0) return gone;
    const { name, organisation } = shownTo(t, drafted.author, channel.organisation);
    const title = t('drafting.shared-by', { name, organisation, count: cited(current).length });
    return draftCard(t, needs, title, current, channel.organisation);
  };

/** Those on which something in it rests. */
const cited = ({ sources, sentences }: Current): readonly NumberedNow[] =>
  sources.filter(({ number }) => sentences.some(({ on }) => on.includes(number)));

function draftCard(t: Translate, needs: Needs, title: Text, current: Current, reader: string): Card {
  const sources = cited(current);
  const lowest = needs.lowest(sources.map(({ level }) => level));
  return {
    summary: plain(title),
    blocks: [
      heading(title),
      note(t('drafting.label')),
      body(join(...current.sentences.map((one, at) => join(at > 0 ? ' ' : '', sentenceText(one, sources))))),
      body(bold(t('drafting.lowest', { standing: needs.levelText(t, lowest) }))),
      ...(current.lost > 0 ? [note(t('drafting.lost', { count: current.lost }))] : []),
      ...sources.map((one) => sourceRow(t, needs, one, reader)),
    ],
    generated: generatedOf(t, sources),
  };
}

/** A sentence with the numbers behind it, each of which leads to what it rests on. */
const sentenceText = ({ text, on }: Sentence, sources: readonly NumberedNow[]): Text => [
  { run: 'text', text },
  ...on.flatMap((number): Run[] => {
    const link = sources.find((one) => one.number === number)?.link;
    const mark = `[${number}]`;
    return [{ run: 'text', text: ' ' }, link ? { run: 'link', url: link, text: mark } : { run: 'text', text: mark }];
  }),
];

function sourceRow(t: Translate, needs: Needs, one: NumberedNow, reader: string): Block {
  const { number, asked, author, said, level, question } = one;
  const day: Text = [{ run: 'time', at: said.toISOString(), zone: t.zone, style: 'day' }];
  return {
    block: 'row',
    text: titleOf(number, asked),
    note: t('drafting.source', {
      by: byline(t, shownTo(t, author, reader)),
      day,
      standing: needs.levelText(t, level),
    }),
    button: {
      button: 'action',
      action: 'questions.read',
      value: question,
      label: t.plain('drafting.read', { number }),
    },
  };
}

const titleOf = (number: number, asked: string): Text =>
  join(`[${number}] `, shorten(asked.replace(/\s+/g, ' '), TITLE));

const generatedOf = (t: Translate, sources: readonly NumberedNow[]): Generated => ({
  sources: sources.map(({ number, asked, answer, link }) => ({ number, title: asked, words: answer, link })),
  feedback: { useful: t.plain('drafting.useful'), not: t.plain('drafting.not-useful') },
});

/** Without a draft: what was found, to be read. Nothing in it is a model's. */
const plainCard = (t: Translate, needs: Needs, why: Text, sources: readonly NumberedNow[], reader: string): Card => ({
  summary: plain(why),
  blocks: [body(why), ...sources.map((one) => sourceRow(t, needs, one, reader))],
});

/** What can be done with a draft by who asked for it. */
const shareBlocks = (t: Translate, { id, place, shared }: Drafted): readonly Block[] => {
  if (place === null) return [];
  if (shared) return [note(t('drafting.is-shared'))];
  return [
    note(t('drafting.share-where')),
    ...buttons({ button: 'action', action: 'drafting.share', value: id, label: t.plain('drafting.share') }),
  ];
};
