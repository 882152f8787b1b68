/** Who hears when a community's rules change: those who look after it, and who accepted them for the organisations that share it. */
import { duty } from '../core/attention.ts';
import type { Drawer } from '../core/feature.ts';
import type { Subject } from '../core/ref.ts';
import { plain, type Text } from '../core/text.ts';
import type { Translate } from '../core/translate.ts';
import type { Work } from '../core/work.ts';
import { body } from '../words/fragments.ts';
import type { Facilitator, Whole } from './community.ts';
import { calledFor, isTo, nameOf, personAt, readerAt } from './shown.ts';

async function governing(w: Work, community: string): Promise<readonly Facilitator[]> {
  const people = [...(await w.communities.facilitators(community))];
  for (const { organisation, isFounder } of await w.communities.partners(community)) {
    if (!isFounder) people.push(...(await w.communities.speakers(community, organisation)));
  }
  return people.filter(({ person }, at) => people.findIndex((other) => other.person === person) === at);
}

/** Tells them of a change. @param how.but hears of it in another way */
export async function tellGoverning(
  w: Work,
  what: 'access' | 'label' | 'keeping',
  { community, by, but }: { community: string; by: string; but?: string },
): Promise<void> {
  const cause: Subject = `${what}:${community}/${w.id()}`;
  const view = { view: `communities.${what}-changed`, id: `${community}/${by}` };
  for (const { person, ref } of await governing(w, community)) {
    if (person !== by && person !== but) await w.say(cause, { to: ref, attention: duty }, view);
  }
}

/** What they are told. `id`: the community and who changed it. */
export const changedView =
  (saying: (t: Translate, who: { name: string; community: string }, whole: Whole) => Text): Drawer =>
  async ({ w, id, to, t }) => {
    const [community = '', person = ''] = id.split('/');
    const whole = await w.communities.whole(community);
    const by = await w.communities.named(person);
    if (!whole || !by || !(await isTo(w, governing(w, community), to))) return null;
    const name = nameOf(t, by, await readerAt(w, to));
    // Who accepted its rules hears of it also where they may not know which one it is.
    const said = saying(t, { name, community: await calledFor(w, t, await personAt(w, to), whole) }, whole);
    return { summary: plain(said), blocks: [body(said)] };
  };
