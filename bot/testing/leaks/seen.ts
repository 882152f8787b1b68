/** Everything that somebody got to see, as strings: of an answer, of what was sent to them, and of what stands in a place. */
import type { Card, Field, Form } from '../../core/card.ts';
import type { Reply } from '../../core/reply.ts';
import { plain } from '../../core/text.ts';
import type { Posted } from '../fake-chat.ts';
import type { Actor, Place, Stage } from '../stage.ts';
import { buttonsOf, stringsOf, stringsOfForm } from '../words-of.ts';

/** Words of an answer, those of its choices, errors and results included. */
export function seenIn(reply: Reply | null): readonly string[] {
  switch (reply?.kind) {
    case undefined:
    case 'nothing':
      return [];
    case 'tell':
    case 'replace':
      return seenOn(reply.card);
    case 'ask':
      return seenOnForm(reply.form);
    case 'invalid':
      return Object.values(reply.problems);
    case 'results':
      return [
        ...(reply.said === undefined ? [] : [reply.said]),
        ...reply.results.flatMap(({ title, text, card }) => [title, text, ...(card ? seenOn(card) : [])]),
      ];
  }
}

/** Addresses of links are there to be read as well. */
export const seenOn = (card: Card): readonly string[] => [
  ...stringsOf(card),
  ...card.blocks.flatMap((block) =>
    block.block === 'buttons' ? block.buttons.flatMap((one) => (one.button === 'link' ? [one.url] : [])) : [],
  ),
];

const seenOnForm = (form: Form): readonly string[] => [...stringsOfForm(form), ...form.fields.flatMap(standingIn)];

/** What stands in a field before anybody types, and what can be chosen in it. */
function standingIn(field: Field): readonly string[] {
  switch (field.field) {
    case 'line':
    case 'paragraph':
      return [field.value ?? '', field.placeholder ?? ''];
    case 'choice':
    case 'choices':
      return field.options.flatMap(({ label, note }) => [plain(label), note ?? '']);
    case 'search':
      return [field.value?.label ?? '', field.placeholder ?? ''];
    case 'date':
      return [field.value ?? ''];
    case 'people':
    case 'tick':
      return [];
  }
}

/** Cards that the results of a search would put into a message. */
export const putInto = (reply: Reply | null): readonly string[] =>
  reply?.kind === 'results' ? reply.results.flatMap(({ card }) => (card ? seenOn(card) : [])) : [];

/** The same search without them. */
export const listedIn = (reply: Reply | null): readonly string[] =>
  reply?.kind === 'results' ? reply.results.flatMap(({ title, text }) => [title, text]) : seenIn(reply);

/** What stands with somebody in private, and what they alone see in a shared place. @param but posts that are not looked at */
export function privateOf(s: Stage, who: Actor, but: ReadonlySet<Posted> = new Set()): readonly string[] {
  const chat = who.ref.platform === 'slack' ? s.slack : s.teams;
  return chat.posted
    .filter(
      (one) =>
        !one.removed &&
        !but.has(one) &&
        (one.only ? one.only.id === who.ref.id : isBelow(chat.posted, one, who.ref.id)),
    )
    .flatMap((one) => seenOn(one.card));
}

/** What stands in a place and its threads, for everybody there. */
export function standingAt(s: Stage, place: Place): readonly string[] {
  const chat = place.ref.platform === 'slack' ? s.slack : s.teams;
  return chat.posted
    .filter((one) => !one.removed && !one.only && isBelow(chat.posted, one, place.ref.id))
    .flatMap((one) => seenOn(one.card));
}

/** Of that, the weekly digests: what is told of one asks whether it was of use. */
export function digestsAt(s: Stage, place: Place): readonly string[] {
  const chat = place.ref.platform === 'slack' ? s.slack : s.teams;
  return chat.posted
    .filter(({ removed, to, card }) => !removed && to.id === place.ref.id && isDigest(card))
    .flatMap(({ card }) => seenOn(card));
}
const isDigest = (card: Card): boolean => buttonsOf(card).some(({ action }) => action === 'digests.useful');

/** Whether a message went there, or below one that did, or below one that somebody wrote there. */
function isBelow(all: readonly Posted[], { to }: Posted, there: string): boolean {
  if (to.id === there || (to.kind === 'message' && to.id.startsWith(`${there}/`))) return true;
  const root = to.kind === 'message' ? all.find(({ ref }) => ref.id === to.id) : undefined;
  return root !== undefined && isBelow(all, root, there);
}

/** Has everything that was ever shown drawn again, as it would be now. */
export async function drawAgain(s: Stage): Promise<void> {
  await s.prisma.$executeRaw`
    UPDATE outgoing SET state = 'owed', wanted = wanted + 1, attempts = 0, failing_since = NULL, due_at = ${s.clock.now()},
      admitted_at = COALESCE(admitted_at, ${s.clock.now()})
    WHERE view IS NOT NULL AND remote_id IS NOT NULL AND state IN ('shown', 'owed')`;
  await s.settle();
}
