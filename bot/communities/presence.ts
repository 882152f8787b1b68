/** Whether a community is looked after: a kind note to its lead, then the deputy is asked, then an admin hears. Nobody is counted or compared. */
import { duty } from '../core/attention.ts';
import type { Block, Button, Card } from '../core/card.ts';
import type { Drawer, Turn } from '../core/feature.ts';
import type { InboundOf } from '../core/inbound.ts';
import type { UserRef } from '../core/ref.ts';
import { type Reply, replace } from '../core/reply.ts';
import { bold, plain, type Text } from '../core/text.ts';
import type { Translate } from '../core/translate.ts';
import type { Work } from '../core/work.ts';
import { body, buttons, note, quote, sentence } from '../words/fragments.ts';
import { askButton } from '../words/how-to.ts';
import { addWorkingDays } from '../words/working-time.ts';
import type { Keeper } from './community.ts';
import { inviteButton } from './invite.ts';
import { manageButton } from './lead.ts';
import type { Quiet, ToDo } from './presence-store.ts';
import { needOne } from './rights.ts';
import { isTo } from './shown.ts';

/** Working days of quiet after which the lead, the deputy and the founder's admins hear of it. */
const DAYS = [5, 10, 15] as const;
const LEAD = 1;
const DEPUTY = 2;
const ADMINS = 3;
const WEEK_MS = 7 * 24 * 3_600_000;
/** Looked at in one go; the rest with the next. */
const BATCH = 100;
/** Drafted on one note: what takes twenty minutes, not a day. */
const DRAFTED = 3;

/** Looks at every community at which it is time to look. */
export async function lookAround(w: Work): Promise<void> {
  for (const quiet of await w.communities.quiet(BATCH)) await lookAt(w, quiet);
}

async function lookAt(w: Work, { community, actedAt, stage, notedAt }: Quiet): Promise<void> {
  // Nobody looks after what is over.
  if ((await w.communities.stageOf(community)) === 'archived') return w.communities.toldOfQuiet(community, 0, null);
  const calendar = await w.communities.calendar(community);
  const due = (days: number | undefined): Date | null =>
    days === undefined ? null : addWorkingDays(actedAt, days, calendar);
  const now = due(DAYS[stage]);
  if (now === null || now > w.now) return w.communities.toldOfQuiet(community, stage, now);
  const next = stage + 1;
  // Whoever was told this week that it is quiet need not be told so again: the lifecycle's note says what could be done, too.
  const noted = notedAt && new Date(notedAt.getTime() + WEEK_MS);
  const people = await toldAt(w, community, next);
  const lead = (await w.communities.keepers(community)).find(({ role }) => role === 'lead');
  const isToLead = people.some(({ person }) => person === lead?.person);
  if (isToLead && noted && noted > w.now) return w.communities.toldOfQuiet(community, stage, noted);
  for (const { person, ref } of people) {
    await w.say(
      `presence:${community}/${actedAt.getTime()}/${next}/${person}`,
      { to: ref, attention: duty },
      { view: 'communities.presence', id: `${community}/${actedAt.getTime()}/${next}` },
    );
  }
  // After a time in which nobody looked, the next step still leaves a day.
  const later = due(DAYS[next]);
  const soonest = addWorkingDays(w.now, 1, calendar);
  return w.communities.toldOfQuiet(community, next, later && (later > soonest ? later : soonest), isToLead);
}

type Told = { readonly person: string; readonly ref: UserRef };

/** Who hears at a step; whoever is away by their own wish is left alone, and the next is told. */
async function toldAt(w: Work, community: string, stage: number): Promise<readonly Told[]> {
  if (stage === ADMINS) return w.communities.adminsKnowing(community);
  const here = (await w.communities.keepers(community)).filter(({ paused, left }) => !paused && !left);
  const lead = here.find(({ role }) => role === 'lead');
  const others = here.filter(({ role }) => role !== 'lead');
  // The deputy stands first among them.
  const one: Keeper | undefined = stage === LEAD ? (lead ?? others[0]) : (others[0] ?? lead);
  const ref = one ? await w.communities.accountOf(one.person) : null;
  return one && ref ? [{ person: one.person, ref }] : [];
}

/** `id`: the community, since when it is quiet, and the step. Nothing once somebody has done something in it. */
export const presenceView: Drawer = async ({ w, id, to, t }) => {
  const [community = '', since = '', step = ''] = id.split('/');
  const whole = await w.communities.whole(community);
  const quiet = await w.communities.quietOf(community);
  if (!whole || quiet?.actedAt.getTime() !== Number(since)) return null;
  const stage = Number(step);
  const people = stage === ADMINS ? w.communities.adminsKnowing(community) : w.communities.facilitators(community);
  if (!(await isTo(w, people, to))) return null;
  if (stage === ADMINS) return adminCard(t, community, whole.name);
  const hasDeputy = (await w.communities.keepers(community)).some(({ deputy }) => deputy);
  return quietCard(t, {
    community,
    name: whole.name,
    isLead: stage < DEPUTY,
    hasDeputy,
    toDo: await w.communities.toDo(community),
  });
};

const adminCard = (t: Translate, community: string, name: string): Card => {
  const said = t('presence.admin', { community: name });
  const look: Button = {
    button: 'action',
    action: 'communities.look',
    value: community,
    label: t.plain('finding.look'),
  };
  return { summary: plain(said), blocks: [body(said), body(t('presence.admin-next')), ...buttons(look)] };
};

interface Noted {
  readonly community: string;
  readonly name: string;
  /** Whether it goes to the lead; else the deputy, or who is there in their place, is asked. */
  readonly isLead: boolean;
  readonly hasDeputy: boolean;
  readonly toDo: ToDo;
}

function quietCard(t: Translate, { community, name, isLead, hasDeputy, toDo }: Noted): Card {
  const said = t(isLead ? 'presence.lead' : 'presence.deputy', { community: name });
  return {
    summary: plain(said),
    blocks: [
      body(bold(said)),
      body(t(isLead ? 'presence.lead-kind' : 'presence.deputy-kind')),
      ...draftBlocks(t, community, hasDeputy, toDo),
      ...buttons(
        { button: 'action', action: 'communities.here', value: community, label: t.plain('presence.here') },
        isLead && {
          button: 'action',
          action: 'people.preferences',
          value: '',
          label: t.plain('presence.away'),
          opens: true,
        },
        isLead && inviteButton(t, community, 'lead'),
      ),
      note(t('presence.why')),
    ],
  };
}

/** What could be done in a community now, for whoever is told that it is quiet. */
export async function drafts(w: Work, t: Translate, community: string): Promise<readonly Block[]> {
  const hasDeputy = (await w.communities.keepers(community)).some(({ deputy }) => deputy);
  return draftBlocks(t, community, hasDeputy, await w.communities.toDo(community));
}

const draftBlocks = (t: Translate, community: string, hasDeputy: boolean, toDo: ToDo): readonly Block[] =>
  drafted(t, community, hasDeputy, toDo)
    .slice(0, DRAFTED)
    .flatMap(({ text, draft, button }): readonly Block[] => [
      { block: 'row', text, button },
      ...(draft === undefined ? [] : [quote(draft)]),
    ]);

/** What could be done now, the most pressing first: there is always one. */
function drafted(
  t: Translate,
  community: string,
  hasDeputy: boolean,
  { waiting, unanswered, newcomers, isLively }: ToDo,
): readonly { readonly text: Text; readonly draft?: string; readonly button: Button }[] {
  const look: Button = {
    button: 'action',
    action: 'communities.look',
    value: community,
    label: t.plain('finding.look'),
  };
  const who: Button = {
    button: 'action',
    action: 'communities.members',
    value: community,
    label: t.plain('finding.who'),
  };
  return [
    ...(waiting > 0 ? [{ text: t('presence.waiting', { waiting }), button: manageButton(t, community) }] : []),
    ...(unanswered > 0 ? [{ text: t('presence.unanswered', { unanswered }), button: look }] : []),
    ...(newcomers > 0
      ? [{ text: t('presence.newcomers', { newcomers }), draft: t.plain('presence.newcomers-draft'), button: who }]
      : []),
    ...(isLively ? [] : [{ text: t('presence.ask'), draft: t.plain('presence.ask-draft'), button: askButton(t) }]),
    ...(hasDeputy ? [] : [{ text: t('presence.no-deputy'), button: inviteButton(t, community, 'deputy') }]),
    { text: t('presence.invite'), button: inviteButton(t, community, 'member') },
  ];
}

/** "I am here": the quiet is over. */
export async function here(turn: Turn<InboundOf<'action'>>): Promise<Reply> {
  const { w, me, t, event } = turn;
  const one = await needOne(turn, event.value, 'manage');
  await w.communities.acted(me.person, one.id);
  return replace(sentence(t, 'presence.thanks', { community: one.name }));
}
