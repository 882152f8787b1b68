/** One answer and how far to trust it: what is known, and what this person can do about it. In private alone. */
import type { Block, Button, Card } from '../core/card.ts';
import type { Turn } from '../core/feature.ts';
import type { InboundOf } from '../core/inbound.ts';
import { type Reply, tell } from '../core/reply.ts';
import { bold, plain, shorten } from '../core/text.ts';
import type { Translate } from '../core/translate.ts';
import { shownTo } from '../words/author.ts';
import { body, buttons, byline, heading, note, quote, sentence } from '../words/fragments.ts';
import { dayOf, type Judged, standingText } from '../words/standing.ts';
import { standingOf } from './level.ts';
import type { Needs } from './needs.ts';
import { asAnswering, asKeeper, type Part, partOf, readableOne } from './open.ts';
import type { Dispute } from './standing.ts';

/** Of what was asked and answered so much stands on it. */
const ASKED = 140;
const ANSWERED = 600;
/** Of disputes so many. */
const DISPUTES = 5;

/** `value` is the answer. */
export async function about(turn: Turn<InboundOf<'action'>>, needs: Needs): Promise<Reply> {
  const one = await readableOne(turn, needs, turn.event.value);
  return tell(one ? await aboutCard(turn, needs, one) : sentence(turn.t, 'standing.nothing'));
}

/** @param said what was just done, above everything else */
export async function aboutCard(turn: Turn, needs: Needs, one: Judged, said?: Block): Promise<Card> {
  const { w, me, t } = turn;
  const marks = (await w.standing.marks([one.id])).get(one.id);
  if (!marks) return sentence(t, 'standing.nothing');
  const standing = standingOf(marks);
  const disputes = await w.standing.disputes(one.id, DISPUTES);
  // What was checked against it was these very words.
  const source = standing.vetted === null ? null : await w.standing.sourceOf(one.id);
  const part = await partOf(turn, needs, one);
  const backs = await w.standing.backs(one.id, me.person);
  const isAlive = !(await needs.isArchived(w, one.community));
  return {
    summary: said?.block === 'text' ? plain(said.text) : t.plain('standing.title'),
    blocks: [
      ...(said ? [said] : []),
      heading(t('standing.title')),
      note(t('standing.asked', { text: titleOf(one) })),
      quote(shorten(one.words, ANSWERED)),
      note(byline(t, shownTo(t, one.author, me.organisation))),
      body(bold(standingText(t, standing, me.organisation))),
      ...(source === null ? [] : [note(t('standing.checked', { source }))]),
      note(t('standing.backers', { backers: marks.backers })),
      ...(standing.level === 'vetted' || standing.level === 'official' ? [] : [note(t('standing.backers-rule'))]),
      ...(backs ? [note(t('standing.you-back'))] : []),
      ...(disputes.some(({ settled }) => settled === null) ? [note(t('standing.disputed-means'))] : []),
      ...disputes.flatMap((dispute) => disputeBlocks(t, dispute, me, part, isAlive)),
      ...(isAlive
        ? buttonsFor(t, one, {
            part,
            backs,
            ...standing,
            isDisputed: disputes.some((dispute) => isMine(dispute, me)),
            isOwnDoing: part.isAuthor && (await w.standing.withdrew(one.id, me.person)),
          })
        : []),
    ],
  };
}

const isMine = (dispute: Dispute, me: { readonly person: string }): boolean =>
  dispute.settled === null && dispute.by.person === me.person;

export const titleOf = ({ title }: Judged): string => plain(shorten(plain(title).replace(/\s+/g, ' '), ASKED));

/** What is said against it, and what somebody answered. */
export function disputeBlocks(
  t: Translate,
  dispute: Dispute,
  me: { readonly person: string; readonly organisation: string },
  part: Part,
  isAlive: boolean,
): readonly Block[] {
  const { settled } = dispute;
  const said = note(t('standing.disputed-on', { day: dayOf(t, dispute.at), reason: dispute.reason }));
  if (settled === null) {
    const maySettle = isAlive && asAnswering(part) && !isMine(dispute, me);
    return [
      said,
      ...buttons(
        maySettle && button(t, 'settle', dispute.id, { opens: true, style: 'primary' }),
        isAlive && isMine(dispute, me) && button(t, 'take-back', dispute.id),
      ),
    ];
  }
  if (settled.by === null) return [said];
  const { name, organisation } = shownTo(t, settled.by, me.organisation);
  return [
    said,
    note(t('standing.settled-on', { day: dayOf(t, settled.at), name, organisation, answer: settled.answer ?? '' })),
  ];
}

interface Now {
  readonly part: Part;
  readonly backs: boolean;
  readonly isDisputed: boolean;
  /** It is obsolete by their own doing. */
  readonly isOwnDoing: boolean;
  readonly withdrawn: boolean;
  readonly disputed: boolean;
  readonly vetted: unknown;
  readonly link: string | null;
}

function buttonsFor(t: Translate, { id }: Judged, now: Now): readonly Block[] {
  const { isMember, isAuthor, role } = now.part;
  const keeps = asKeeper(now.part);
  if (now.withdrawn) return buttons((keeps || now.isOwnDoing) && button(t, 'restore', id));
  return [
    ...buttons(
      isMember && !isAuthor && button(t, now.backs ? 'unback' : 'back', id),
      isMember && !isAuthor && !now.isDisputed && button(t, 'dispute', id, { opens: true }),
      role !== null &&
        !isAuthor &&
        !now.disputed &&
        button(t, 'vet', id, { opens: true }, now.vetted === null ? 'standing.vet' : 'standing.vet-again'),
      keeps && !isAuthor && now.vetted !== null && !now.disputed && button(t, 'still-right', id),
    ),
    ...buttons(
      keeps && button(t, 'link', id, { opens: true }),
      keeps && now.link !== null && button(t, 'unlink', id),
      asAnswering(now.part) && withdrawButton(t, id),
    ),
  ];
}

type Named =
  | 'back'
  | 'unback'
  | 'dispute'
  | 'settle'
  | 'take-back'
  | 'vet'
  | 'still-right'
  | 'link'
  | 'unlink'
  | 'withdraw'
  | 'restore';

export const button = (
  t: Translate,
  name: Named,
  value: string,
  how: Partial<Pick<Extract<Button, { button: 'action' }>, 'opens' | 'style' | 'confirm'>> = {},
  label: `standing.${Named | 'vet-again'}` = `standing.${name}`,
): Button => ({ button: 'action', action: `standing.${name}`, value, label: t.plain(label), ...how });

export const withdrawButton = (t: Translate, of: string): Button =>
  button(t, 'withdraw', of, {
    style: 'danger',
    confirm: {
      title: t.plain('standing.withdraw-sure'),
      text: t.plain('standing.withdraw-means'),
      yes: t.plain('standing.withdraw'),
      no: t.plain('words.cancel'),
    },
  });
