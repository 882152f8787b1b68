/** Looking after a community: who does, what waits, and what can be changed about it. */
import { duty } from '../core/attention.ts';
import type { Block, Button, Card } from '../core/card.ts';
import { type Drawer, Refusal, type Turn } from '../core/feature.ts';
import type { InboundOf } from '../core/inbound.ts';
import { type Reply, replace, tell } from '../core/reply.ts';
import { bold, plain } from '../core/text.ts';
import type { Translate } from '../core/translate.ts';
import type { Work } from '../core/work.ts';
import { body, buttons, byline, heading, note, sentence } from '../words/fragments.ts';
import { labelled } from '../words/handling.ts';
import { closeButton, digestButton, reviveButton } from '../words/how-to.ts';
import { stageLabel } from '../words/stage.ts';
import { validatorsButton } from '../words/standing.ts';
import { adminButton, isAdminHere } from './admin.ts';
import type { Keeper, Listed, Succession } from './community.ts';
import { changeDrafting, type DraftingNeeds, draftingButton, draftingFact } from './drafting.ts';
import { facilitated, meant } from './find.ts';
import { inviteButton } from './invite.ts';
import { differenceButton, differenceLine } from './keeping-views.ts';
import { labelButton } from './label.ts';
import { needOne } from './rights.ts';
import { type Act, MOST_FACILITATORS, may, needsLife, type Part } from './roles.ts';
import { sharingButton } from './sharing-views.ts';
import { isTo, personAt, shown } from './shown.ts';
import { accessLabel, kindLabel, list, members, unknownCard, whichCard } from './views.ts';

/** `lead`, `lead <name>`: the communities that one facilitates; an organisation's admin gets to it from here too. */
export async function lead(turn: Turn<InboundOf<'command'>>, needs: DraftingNeeds | null): Promise<Reply> {
  const { w, me, t, event } = turn;
  const words = event.text.trim();
  const which = (own: readonly Listed[]): Card =>
    whichCard(t, t(own.length > 0 ? 'lead.which' : 'lead.which-none'), own, (one) => manageButton(t, one.id));
  if (words === '')
    return ownOne(turn, {
      which,
      none: sentence(t, 'lead.none'),
      one: (community) => manageCard(turn, community, needs),
    });
  const own = await meant(w, me, words, 'facilitator');
  if (own.meant === 'one') return tell(await manageCard(turn, own.one.id, needs));
  if (own.meant === 'several') return tell(withAdmin(t, which(own.several), await isAdminHere(turn)));
  const other = await meant(w, me, words);
  if (other.meant === 'one') throw new Refusal(sentence(t, 'words.only-facilitators', { community: other.one.name }));
  return tell(unknownCard(t, words));
}

/** The only one that somebody facilitates, else a choice; an organisation's admin gets to it from there too. @throws Refusal where there is neither */
export async function ownOne(
  turn: Turn,
  how: {
    readonly none: Card;
    readonly one: (community: string) => Promise<Card>;
    readonly which: (own: readonly Listed[]) => Card;
  },
): Promise<Reply> {
  const isAdmin = await isAdminHere(turn);
  const own = await facilitated(turn.w, turn.me);
  const [only] = own;
  if (only && own.length === 1 && !isAdmin) return tell(await how.one(only.id));
  if (!only && !isAdmin) throw new Refusal(how.none);
  return tell(withAdmin(turn.t, how.which(own), isAdmin));
}

const withAdmin = (t: Translate, card: Card, isAdmin: boolean): Card => ({
  ...card,
  blocks: [...card.blocks, ...buttons(isAdmin && adminButton(t))],
});

export const manageButton = (t: Translate, community: string): Button => ({
  button: 'action',
  action: 'communities.manage',
  value: community,
  label: t.plain('lead.manage'),
});

export async function manage(turn: Turn<InboundOf<'action'>>, needs: DraftingNeeds | null): Promise<Reply> {
  return tell(await manageCard(turn, turn.event.value, needs));
}

/** Whether a language model may draft answers from what is answered in it. */
export async function drafting(turn: Turn<InboundOf<'action'>>, needs: DraftingNeeds | null): Promise<Reply> {
  const { id } = await changeDrafting(turn, turn.event.value, needs);
  return replace(await manageCard(turn, id, needs));
}

/** The community as whoever looks after it sees it. @throws Refusal */
async function manageCard(turn: Turn, community: string, needs: DraftingNeeds | null): Promise<Card> {
  const { w, me, t } = turn;
  const one = await needOne(turn, community, 'manage');
  const parts = await w.communities.parts(me.person, one.id);
  const keepers = (await w.communities.keepers(one.id)).map((keeper) => shown(t, keeper, me.organisation));
  const waiting = await w.communities.waiting(one.id);
  const channels = await w.communities.channels(one.id);
  const keeping = await w.communities.keepingOf(one.id);
  const difference = await w.communities.difference(one.id, 0);
  const drafts = needs ? await w.communities.draftingIn(one.id) : null;
  const kind = one.kind;
  const names = channels.map(({ name, organisationName, mode }) => {
    const channel = t.plain('lead.channel', { name, organisation: organisationName });
    return mode === 'mention' ? channel : t.plain('mode.named', { channel, mode: t.plain(`mode.${mode}`) });
  });
  const hasDeputy = keepers.some(({ deputy }) => deputy);
  const archived = one.stage === 'archived';
  const can = (act: Act): boolean => may(parts, act) && !(archived && needsLife(act));
  return {
    summary: t.plain('lead.title', { community: one.name }),
    blocks: [
      heading(t('lead.title', { community: one.name })),
      {
        block: 'facts',
        facts: [
          { label: t.plain('lead.purpose'), value: one.purpose },
          { label: t.plain('lead.access'), value: accessLabel(t, one.access) },
          ...(kind ? [{ label: t.plain('lead.kind'), value: kindLabel(t, kind) }] : []),
          { label: t.plain('label.handling'), value: labelled(t, one.label) },
          ...(drafts === null ? [] : [draftingFact(t, drafts)]),
          { label: t.plain('stage.label'), value: stageLabel(t, one.stage) },
          { label: t.plain('lead.members'), value: members(t, one.members) },
          { label: t.plain('lead.channels'), value: names.length > 0 ? list(t, names) : t('lead.channels-none') },
          ...(channels.length > 0
            ? [{ label: t.plain('keeping.fact'), value: differenceLine(t, keeping, difference) }]
            : []),
        ],
      },
      ...(waiting > 0 ? [note(t('lead.waiting', { waiting }))] : []),
      { block: 'divider' },
      ...keepers.map((keeper) => keeperRow(t, one, keeper, parts)),
      ...(hasDeputy || archived ? [] : [note(t('lead.no-deputy'))]),
      ...buttons(
        can(one.access === 'open' ? 'invite-open' : 'invite-closed') && inviteButton(t, one.id, 'member', 'primary'),
        can('name-facilitator') && keepers.length < MOST_FACILITATORS && inviteButton(t, one.id, 'facilitator'),
        can('name-deputy') && inviteButton(t, one.id, 'deputy'),
        can('hand-over') && inviteButton(t, one.id, 'lead'),
        can('digest') && digestButton(t, one.id),
        !archived && validatorsButton(t, one.id),
        can('access') && accessButton(t, one.id),
        can('label') && labelButton(t, one.id),
        drafts !== null && can('drafting') && draftingButton(t, one.id, drafts),
        !archived && differenceButton(t, one.id),
        can('sharing') && sharingButton(t, one.id),
        can('close') && (archived ? reviveButton(t, one.id) : closeButton(t, one)),
      ),
    ],
  };
}

export const accessButton = (t: Translate, community: string): Button => ({
  button: 'action',
  action: 'communities.access',
  value: community,
  label: t.plain('lead.change-access'),
  opens: true,
});

function keeperRow(t: Translate, { id, name }: Listed, keeper: Keeper, parts: readonly Part[]): Block {
  const part = keeper.role === 'lead' ? 'lead.is-lead' : keeper.deputy ? 'lead.is-deputy' : 'lead.is-facilitator';
  const canEnd = keeper.role !== 'lead' && may(parts, 'end-facilitator');
  const button: Button = {
    button: 'action',
    action: 'communities.end-facilitator',
    value: `${id} ${keeper.person}`,
    label: t.plain('lead.end'),
    confirm: {
      title: t.plain('lead.end-title'),
      text: t.plain('lead.end-text', { name: keeper.name, community: name }),
      yes: t.plain('lead.end'),
      no: t.plain('words.cancel'),
    },
  };
  return { block: 'row', text: byline(t, keeper), note: t(part), ...(canEnd ? { button } : {}) };
}

/** The lead ends somebody's part in looking after it; they stay a member, and are told. */
export async function endFacilitator(turn: Turn<InboundOf<'action'>>, needs: DraftingNeeds | null): Promise<Reply> {
  const { w, me, event } = turn;
  const [community = '', person = ''] = event.value.split(' ');
  const one = await needOne(turn, community, 'end-facilitator');
  if (person !== me.person && (await w.communities.lower(person, one.id))) {
    const to = await w.communities.accountOf(person);
    if (to)
      await w.say(
        `part-ended:${one.id}/${w.id()}`,
        { to, attention: duty },
        { view: 'communities.part-ended', id: one.id },
      );
    await w.refresh([`home:${person}`]);
  }
  return replace(await manageCard(turn, one.id, needs));
}

export const partEndedView: Drawer = async ({ w, id, to, t }) => {
  const whole = await w.communities.whole(id);
  const person = await personAt(w, to);
  // Who has left it since, or looks after it again, need not hear of it.
  const parts = person === null ? [] : await w.communities.parts(person, id);
  return whole && parts.includes('member') ? sentence(t, 'lead.ended', { community: whole.name }) : null;
};

/** Whoever leads from now on, because the lead went, is told. */
export async function succeeded(w: Work, { community, successor }: Succession): Promise<void> {
  const to = successor ? await w.communities.accountOf(successor) : null;
  if (!to) return;
  const id = `${community}/${successor}`;
  await w.say(`leads:${id}/${w.id()}`, { to, attention: duty }, { view: 'communities.leads', id });
  await w.refresh(`home:${successor}`);
}

export const leadsView: Drawer = async ({ w, id, to, t }) => {
  const [community = '', person = ''] = id.split('/');
  const whole = await w.communities.whole(community);
  if (!whole || !(await w.communities.parts(person, community)).includes('lead')) return null;
  if (!(await isTo(w, Promise.resolve([{ person }]), to))) return null;
  const said = t('lead.yours', { community: whole.name });
  return {
    summary: plain(said),
    blocks: [
      body(bold(said)),
      body(t('lead.yours-next')),
      ...buttons(manageButton(t, community), inviteButton(t, community, 'deputy'), inviteButton(t, community, 'lead')),
    ],
  };
};

/** The creator is asked for a deputy, in private, once it is there; nothing where there is one by then. */
export const createdView: Drawer = async ({ w, id, to, t }) => {
  const whole = await w.communities.whole(id);
  if (!(await isTo(w, w.communities.facilitators(id), to))) return null;
  if (!whole || (await w.communities.keepers(id)).some(({ deputy }) => deputy)) return null;
  return {
    summary: t.plain('lead.deputy-ask', { community: whole.name }),
    blocks: [
      body(t('lead.deputy-ask', { community: whole.name })),
      ...buttons(inviteButton(t, id, 'deputy', 'primary'), inviteButton(t, id, 'member'), manageButton(t, id)),
    ],
  };
};
