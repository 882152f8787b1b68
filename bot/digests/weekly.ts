/** The digest itself: the same lists in every channel, in as many words as two minutes take. */
import type { Block, Button, Card } from '../core/card.ts';
import type { Drawer } from '../core/feature.ts';
import { bold, join, plain, type Run, runs, shorten, type Text } from '../core/text.ts';
import type { Translate } from '../core/translate.ts';
import { type Author, shownTo } from '../words/author.ts';
import { body, buttons, byline, heading, note, quote, sentence } from '../words/fragments.ts';
import { labelName, labelOf } from '../words/handling.ts';
import { typed } from '../words/how-to.ts';
import { type Standing, standingText, UNJUDGED } from '../words/standing.ts';
import { type Digest, type Entry, isMain, type Rule } from './digest.ts';
import { entriesOf } from './entries.ts';
import type { Needs } from './needs.ts';
import { ruleWords } from './rule-words.ts';

/** In a channel; whoever wants more opens the questions. */
export const MOST_WORDS = 250;
/** Characters of what is quoted, and entries in a block: shorter until the whole is within that, then fewer. */
export interface Size {
  readonly quoted: number;
  readonly each: number;
}
const SIZES: readonly Size[] = [
  { quoted: 100, each: 3 },
  { quoted: 70, each: 3 },
  { quoted: 45, each: 3 },
  { quoted: 25, each: 3 },
  { quoted: 25, each: 2 },
  { quoted: 25, each: 1 },
  { quoted: 12, each: 1 },
];
const LARGEST: Size = { quoted: 100, each: 3 };

export interface Drawn {
  readonly community: string;
  readonly intro: Digest['intro'];
  readonly entries: readonly Entry[];
  /** The organisation of who reads it; null where that is not known. */
  readonly reader: string | null;
  /** In a channel: with buttons, and why one gets it. */
  readonly posted: {
    readonly id: string;
    readonly rule: Rule;
    readonly zone: string;
    readonly platform: string;
  } | null;
}

/** In a channel of its community: nothing where nothing of it may be read there, or it is another's by now. */
export const weeklyView =
  (needs: Needs): Drawer =>
  async ({ w, id, to, t, there }) => {
    const digest = await w.digests.get(id);
    if (!digest || to.kind !== 'conversation') return null;
    const place = { ...to, kind: 'conversation' } as const;
    const channel = await needs.channelAt(w, place);
    // Where the bot was switched off before it came there, nothing is said.
    if (channel?.mode === 'off' && !there) return null;
    const rule = await w.digests.rule(digest.community);
    const entries =
      channel?.community === digest.community
        ? await entriesOf(w, needs, {
            community: digest.community,
            refs: await w.digests.fixed(id),
            audience: { place },
          })
        : [];
    const hasMain = entries.some(isMain);
    if (!channel || !rule || entries.length === 0 || (!there && !hasMain))
      return there ? sentence(t, 'digest.nothing-left') : null;
    const community = await needs.communityName(w, digest.community);
    const posted = { id, rule, zone: digest.zone, platform: to.platform };
    return weeklyCard(t, { community, intro: digest.intro, entries, reader: channel.organisation, posted });
  };

export function weeklyCard(t: Translate, drawn: Drawn): Card {
  const summary = t.plain('digest.heading', { community: drawn.community });
  let card: Card = { summary, blocks: [] };
  for (const size of SIZES) {
    card = { summary, blocks: weeklyBlocks(t, drawn, size) };
    if (wordsIn(card) <= MOST_WORDS) break;
  }
  return card;
}

export function weeklyBlocks(t: Translate, drawn: Drawn, size: Size = LARGEST): readonly Block[] {
  const { community, intro, entries, reader, posted } = drawn;
  return [
    heading(t('digest.heading', { community })),
    ...(intro ? [quote(intro.words), note(t('digest.intro-by', named(shownTo(t, intro.author, reader))))] : []),
    ...sectionBlocks(t, { entries, reader, canAnswer: posted !== null, canRead: true }, size),
    ...(posted ? foot(t, community, posted) : []),
  ];
}

/** What is told, under its headings. */
export function sectionBlocks(
  t: Translate,
  {
    entries,
    reader,
    canAnswer,
    canRead,
  }: Pick<Drawn, 'entries' | 'reader'> & {
    readonly canAnswer: boolean;
    /** By the account in which it stands. */
    readonly canRead: boolean;
  },
  { quoted: limit, each }: Size,
): readonly Block[] {
  const of = <B extends Entry['block']>(...blocks: readonly B[]) =>
    entries.filter((entry): entry is Extract<Entry, { block: B }> =>
      (blocks as readonly string[]).includes(entry.block),
    );
  const shown = (author: Author): Author => shownTo(t, author, reader);
  const all = [of('help'), of('answered'), of('review'), of('thanks', 'welcome')] as const;
  const [help, answered, reviews, people] = [
    all[0].slice(0, each),
    all[1].slice(0, each),
    all[2].slice(0, each),
    all[3].slice(0, each),
  ];
  const said = people.map((entry) =>
    entry.block === 'thanks'
      ? t('digest.thanks', { ...named(shown(entry.author)), text: titleOf(t, entry.text, limit) })
      : t('digest.welcome', named(shown(entry.author))),
  );
  return [
    ...(help.length > 0 ? [body(bold(t('digest.help')))] : []),
    ...help.flatMap((entry) => helpRow(t, entry, shown(entry.asker), { limit, canAnswer })),
    ...(answered.length > 0 ? [body(bold(t('digest.answered')))] : []),
    ...answered.map((entry) => answeredRow(t, entry, { shown, reader }, limit)),
    ...(reviews.length > 0 ? [body(bold(t('digest.reviews')))] : []),
    ...reviews.map((entry) => reviewRow(t, entry, { limit, canRead })),
    ...(said.length > 0 ? [body(bold(t('digest.people'))), body(list(said))] : []),
    ...(all.some((some) => some.length > each) ? [note(t('digest.more'))] : []),
  ];
}

const named = ({ name, organisation }: Author) => ({ name, organisation });

const list = (items: readonly Text[]): Text => [
  { run: 'list', ordered: false, items: items.map((item): readonly Run[] => runs(item)) },
];

function helpRow(
  t: Translate,
  { ref, text, link, isOpen }: Extract<Entry, { block: 'help' }>,
  asker: Author,
  { limit, canAnswer }: { limit: number; canAnswer: boolean },
): readonly Block[] {
  const press = (what: 'answer' | 'pass', how: { style?: 'primary' }): Button => ({
    button: 'action',
    action: `questions.${what}`,
    value: ref,
    label: t.plain(what === 'answer' ? 'digest.answer' : 'passing.button'),
    opens: true,
    ...how,
  });
  const by = byline(t, asker);
  return [
    {
      block: 'row',
      text: linked(titleOf(t, text, limit), link),
      // It stands where it stood when somebody has answered since.
      note: isOpen ? by : join(by, ' · ', t('digest.answered-since')),
    },
    ...(canAnswer && isOpen ? buttons(press('answer', { style: 'primary' }), press('pass', {})) : []),
  ];
}

/** What somebody marked, before anybody said more of it. */
const MARKED: Standing = { ...UNJUDGED, level: 'suggested' };

function answeredRow(
  t: Translate,
  { text, link, asker, accepted }: Extract<Entry, { block: 'answered' }>,
  { shown, reader }: { readonly shown: (author: Author) => Author; readonly reader: string | null },
  limit: number,
): Block {
  const said = accepted
    ? t('digest.answer-words', { ...named(shown(accepted.author)), text: titleOf(t, accepted.text, limit) })
    : byline(t, shown(asker));
  const standing = accepted ? standingText(t, accepted.standing ?? MARKED, reader) : t('standing.conversation');
  return { block: 'row', text: linked(titleOf(t, text, limit), link), note: join(said, ' · ', standing) };
}

/** What it is called and its first lesson; its report is read by pressing. */
function reviewRow(
  t: Translate,
  { ref, title, edition, lessons, lesson, underReview, label }: Extract<Entry, { block: 'review' }>,
  { limit, canRead }: { limit: number; canRead: boolean },
): Block {
  const handled = labelOf(label);
  const learned = lesson
    ? t('digest.review-lesson', {
        when: titleOf(t, lesson.when, limit),
        do: titleOf(t, lesson.do, limit),
        more: lessons - 1,
      })
    : t('digest.review-no-lesson');
  return {
    block: 'row',
    text: bold(titleOf(t, title, limit)),
    note: join(
      learned,
      ' · ',
      t('digest.standing-unvalidated'),
      ...(edition > 1 ? [' · ', t('digest.review-edition', { edition })] : []),
      ...(underReview ? [' · ', t('digest.review-again')] : []),
      ...(handled ? [' · ', labelName(t, handled)] : []),
    ),
    ...(canRead && {
      button: {
        button: 'action' as const,
        action: 'sessions.report-here',
        value: `${ref} newest 1`,
        label: t.plain('digest.review-read'),
      },
    }),
  };
}

/** Questions whose answer was marked, and nothing else of what a digest tells. @param reader the organisation of who reads it */
export const answeredRows = (t: Translate, entries: readonly Entry[], reader: string | null): readonly Block[] =>
  entries.flatMap((entry) =>
    entry.block === 'answered' && entry.accepted !== null
      ? [answeredRow(t, entry, { shown: (author) => shownTo(t, author, reader), reader }, LARGEST.quoted)]
      : [],
  );

const linked = (title: string, link: string | null): Text =>
  link === null ? bold(title) : [{ run: 'link', url: link, text: title }];

/** Why one gets it, what it is worth, and whether it was. */
function foot(
  t: Translate,
  community: string,
  { id, rule, zone, platform }: NonNullable<Drawn['posted']>,
): readonly Block[] {
  const command = typed(t, { platform, where: 'channel' }, 'digest');
  const vote = (useful: 'yes' | 'no'): Button => ({
    button: 'action',
    action: 'digests.useful',
    value: `${id} ${useful}`,
    label: t.plain(`digest.useful-${useful}`),
  });
  return [
    { block: 'divider' },
    note(t('digest.foot', { community, rule: ruleWords(t, rule, zone), command })),
    note(t('digest.unofficial')),
    ...buttons(vote('yes'), vote('no')),
  ];
}

/** Somebody's words on one line; what is only a file is called so. */
export const titleOf = (t: Translate, text: Text, limit: number): string =>
  plain(shorten(plain(text).replace(/\s+/g, ' '), limit)) || t.plain('words.some-file');

/** Words that stand in a card, buttons among them. */
export const wordsIn = ({ blocks }: Card): number =>
  blocks.flatMap(textsOf).reduce((sum, text) => sum + (text.match(/[\p{L}\p{N}]\S*/gu)?.length ?? 0), 0);

function textsOf(block: Block): readonly string[] {
  switch (block.block) {
    case 'text':
      return [plain(block.text)];
    case 'row':
      return [plain(block.text), plain(block.note ?? ''), block.button?.label ?? ''];
    case 'facts':
      return block.facts.flatMap(({ label, value }) => [label, plain(value)]);
    case 'buttons':
      return block.buttons.map(({ label }) => label);
    case 'divider':
      return [];
  }
}
