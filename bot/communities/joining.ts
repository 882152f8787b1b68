/** What follows when somebody comes into a community: its five lines, how they want to hear of it, and who is told. */
import { duty } from '../core/attention.ts';
import type { Block, Card } from '../core/card.ts';
import { type Drawer, Refusal, type Turn } from '../core/feature.ts';
import type { InboundOf } from '../core/inbound.ts';
import type { Subject } from '../core/ref.ts';
import { type Reply, replace } from '../core/reply.ts';
import { bold, plain, type Run, runs, type Text } from '../core/text.ts';
import type { Key, Translate } from '../core/translate.ts';
import type { Work } from '../core/work.ts';
import { dayBegan } from '../words/day.ts';
import { body, buttons, byline, heading, note, sentence } from '../words/fragments.ts';
import { askButton, communitiesButton } from '../words/how-to.ts';
import { HEARS, hearsOf } from './community.ts';
import { helloButton } from './hello.ts';
import { refreshHome } from './reads.ts';
import { isTo, readerAt, shown } from './shown.ts';

const DAY_MS = 24 * 3_600_000;
/** Newcomers named on one card; the others are counted. */
const NAMED = 20;

/** Whoever is new in a community: others follow it, facilitators hear of it, and what they had asked for is over. */
export async function tookIn(w: Work, community: string, person: string): Promise<void> {
  await w.fact({ fact: 'MemberJoined', community, person });
  await w.communities.bringIn(person, community);
  await refreshHome(w, { person });
  const request = await w.communities.close(person, community);
  if (request) await w.refresh([`request:${request}`, `request-late:${request}`]);
  const day = await dayOf(w, community, w.now);
  if (!day) return;
  for (const told of await w.communities.facilitators(community)) {
    if (told.person !== person)
      await w.show(`newcomers:${day}`, { to: told.ref, attention: duty }, { view: 'communities.newcomers', id: day });
  }
}

/** Whoever is in it no more: what told of them tells the truth again. */
export async function wentOut(w: Work, community: string, person: string, joinedAt: Date): Promise<void> {
  await w.fact({ fact: 'MemberLeft', community, person });
  await w.communities.takeOut(person, community);
  await refreshHome(w, { person });
  const day = await dayOf(w, community, joinedAt);
  await w.refresh([`hello:${community}/${person}`, ...(day ? [`newcomers:${day}` as const] : [])]);
}

/** What tells a community's facilitators that somebody came then. */
export async function newcomersOf(w: Work, community: string, joinedAt: Date): Promise<Subject | null> {
  const day = await dayOf(w, community, joinedAt);
  return day === null ? null : `newcomers:${day}`;
}

/** The day that it was for a community, as `<community>/<its first moment>`. */
async function dayOf(w: Work, community: string, at: Date): Promise<string | null> {
  const whole = await w.communities.whole(community);
  return whole && `${community}/${dayBegan(at, whole.zone).getTime()}`;
}

/** Facilitators are told of new members once a day, and of that day the truth: `id` is of `dayOf`. */
export const newcomersView: Drawer = async ({ w, id, to, t }) => {
  const [community = '', began] = id.split('/');
  const whole = await w.communities.whole(community);
  if (!whole || !(await isTo(w, w.communities.facilitators(community), to))) return null;
  const from = new Date(Number(began));
  const before = dayBegan(new Date(from.getTime() + 1.5 * DAY_MS), whole.zone);
  const reader = await readerAt(w, to);
  const all = (await w.communities.newcomers(community, from, before)).map((one) => shown(t, one, reader));
  if (all.length === 0) return null;
  const title = t('news.newcomers', { community: whole.name, count: all.length });
  const items = all.slice(0, NAMED).map((one): readonly Run[] => runs(byline(t, one)));
  return {
    summary: plain(title),
    blocks: [
      body(title),
      body([{ run: 'list', ordered: false, items }]),
      ...(all.length > NAMED ? [note(t('news.newcomers-more', { more: all.length - NAMED }))] : []),
      note(t('news.newcomers-next')),
    ],
  };
};

const LINES: readonly Key[] = [
  'conduct.kind',
  'conduct.honest',
  'conduct.private',
  'conduct.interest',
  'conduct.unofficial',
];

/** The code of conduct, and the choice that says yes to it. */
export const conduct = (t: Translate, community: string): readonly Block[] => [
  heading(t('conduct.title')),
  body([{ run: 'list', ordered: true, items: LINES.map((line) => runs(t(line))) }]),
  body(t('conduct.choose')),
  ...buttons(
    ...HEARS.map((hears) => ({
      button: 'action' as const,
      action: 'communities.hears',
      value: `${community} ${hears}`,
      label: t.plain(`hears.${hears}`),
    })),
  ),
];

/** What a new member is told. @param said what was just done */
export const welcomeCard = (t: Translate, community: string, said: Text): Card => ({
  summary: plain(said),
  blocks: [body(bold(said)), ...conduct(t, community)],
});

/** What somebody is told who was in it already. */
export const inAlreadyCard = (t: Translate, said: Text): Card => ({
  summary: plain(said),
  blocks: [body(bold(said)), body(t('communities.joined-next')), ...buttons(askButton(t), communitiesButton(t))],
});

/** The same in private, for who joined where a list took its place: nothing once they have chosen. */
export const joinedView: Drawer = async ({ w, id, to, t }) => {
  const [community = '', person = ''] = id.split('/');
  if (!(await isTo(w, Promise.resolve([{ person }]), to))) return null;
  const whole = await w.communities.whole(community);
  if (!whole || (await w.communities.hearsHow(person, community)) !== null) return null;
  return welcomeCard(t, community, t('communities.joined', { name: whole.name }));
};

/** "How do you want to hear?": the answer says yes to the five lines as well, and one easy thing to do comes next. */
export async function choose(turn: Turn<InboundOf<'action'>>): Promise<Reply> {
  const { w, me, t, event } = turn;
  const [community = '', how = ''] = event.value.split(' ');
  const hears = hearsOf(how);
  const one = await w.communities.one(me, community);
  if (!one || !hears) throw new Refusal(sentence(t, 'words.gone-community'));
  if (!(await w.communities.choose(me.person, community, hears))) {
    throw new Refusal(sentence(t, 'communities.not-in', { name: one.name }));
  }
  const said = t(`hears.${hears}-chosen`, { community: one.name });
  const canGreet = (await w.communities.channels(community)).some(({ mode }) => mode !== 'off');
  return replace({
    summary: plain(said),
    blocks: [
      body(said),
      body(t(canGreet ? 'hello.next' : 'communities.joined-next')),
      ...buttons(canGreet && helloButton(t, community), askButton(t)),
    ],
  });
}
