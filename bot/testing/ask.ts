/** Asking by a form all the same, where something like it was answered before. */
import type { Reply } from '../core/reply.ts';
import type { Actor, Place, Stage } from './stage.ts';

/** @returns what the form was answered with, and the press that posts it where there was one */
export async function askAnyhow(
  s: Stage,
  who: Actor,
  asked: { readonly community: string; readonly text: string },
  place: Place = s.private(who),
): Promise<readonly (Reply | null)[]> {
  const reply = await s.submit(who, place, 'questions.ask', '', asked);
  const { personId } = await s.prisma.identity.findFirstOrThrow({ where: { ref: who.ref.id } });
  const draft = await s.prisma.question.findFirst({
    where: { personId, state: 'drafted', resolvedAt: null },
    orderBy: { createdAt: 'desc' },
  });
  if (reply?.kind !== 'tell' || draft === null || !JSON.stringify(reply).includes(draft.id)) return [reply];
  return [reply, await s.press(who, place, 'questions.post', `${draft.id}/${asked.community}`)];
}
