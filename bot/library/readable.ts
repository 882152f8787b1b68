/** Items by the ids that come back from platforms, for those who may read them; and who may change one. */
import { Refusal, type Turn } from '../core/feature.ts';
import { sentence } from '../words/fragments.ts';
import { archivedCard } from '../words/stage.ts';
import type { Item } from './item.ts';
import type { Needs } from './needs.ts';

/** Ids come back from platforms: only one of our shape is looked up. */
export const isId = (id: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id);

/** One that this person may read now. @throws Refusal for any other, or one whose words are deleted */
export async function needItem({ w, me, t, event }: Turn, needs: Needs, id: string): Promise<Item> {
  const item = isId(id) ? await w.library.get(id) : null;
  if (item === null || item.state === 'deleted' || !(await needs.mayRead(w, me, item.community, event.in)))
    throw new Refusal(sentence(t, 'library.not-there'));
  return item;
}

/** Whether somebody looks after it: its owner, or who facilitates its community. */
export const looksAfter = async ({ w, me }: Pick<Turn, 'w' | 'me'>, needs: Needs, item: Item): Promise<boolean> =>
  item.owner.person === me.person || (await needs.isFacilitator(w, me.person, item.community));

/** One that this person may take back. @throws Refusal */
export async function needOwn(turn: Turn, needs: Needs, id: string): Promise<Item> {
  const item = await needItem(turn, needs, id);
  if (!(await looksAfter(turn, needs, item))) throw new Refusal(sentence(turn.t, 'library.only-owner'));
  await needs.acted(turn.w, turn.me.person, item.community);
  return item;
}

/** One that this person may change. @throws Refusal, in an archived community too */
export async function needChangeable(turn: Turn, needs: Needs, id: string): Promise<Item> {
  const item = await needOwn(turn, needs, id);
  await needAlive(turn, needs, item.community);
  return item;
}

/** @throws Refusal where nothing new is kept any more */
export async function needAlive({ w, t }: Turn, needs: Needs, community: string): Promise<void> {
  if (await needs.isArchived(w, community))
    throw new Refusal(archivedCard(t, { id: community, name: await needs.communityName(w, community) }));
}
