/** An organisation's admins: who they are, and what they decide about hidden communities. Named by the operator's command, or by each other. */
import { duty, yours } from '../core/attention.ts';
import type { Button, Card, Value } from '../core/card.ts';
import { type Drawer, Refusal, type Turn } from '../core/feature.ts';
import type { InboundOf } from '../core/inbound.ts';
import type { UserRef } from '../core/ref.ts';
import { ask, invalid, type Reply, replace, tell } from '../core/reply.ts';
import { plain } from '../core/text.ts';
import type { Translate } from '../core/translate.ts';
import type { Work } from '../core/work.ts';
import { body, buttons, byline, heading, note, quote, sentence } from '../words/fragments.ts';
import type { Governed, Proposal } from './admin-store.ts';
import { isPublic } from './community.ts';
import { type DraftingNeeds, draftingBlocks } from './drafting.ts';
import { tellGoverning } from './governing.ts';
import { tookIn } from './joining.ts';
import { foldName } from './name.ts';
import { redrawChanged } from './redraw.ts';
import { may } from './roles.ts';
import { sharingRows } from './sharing-views.ts';
import { isTo, nameOf, personAt, shown } from './shown.ts';
import { kindLabel } from './views.ts';

type Drafting = DraftingNeeds | null;

export const adminButton = (t: Translate): Button => ({
  button: 'action',
  action: 'communities.organisation',
  value: '',
  label: t.plain('admin.button'),
});

/** Whether the person is an admin of the organisation from which they act. A guest is none, whatever they were. */
export async function isAdminHere({ w, me }: Turn): Promise<boolean> {
  return (await w.communities.isAdmin(me.person, me.organisation)) && !me.outside;
}

/** The organisation, for its admins. @throws Refusal */
async function governed(turn: Turn): Promise<Governed> {
  const { w, me, t } = turn;
  const parts = (await isAdminHere(turn)) ? (['admin'] as const) : [];
  const one = may(parts, 'govern') ? await w.communities.governed(me.organisation) : null;
  if (!one) throw new Refusal(sentence(t, 'admin.only', { organisation: me.organisationName }));
  return one;
}

export async function organisation(turn: Turn<InboundOf<'action'>>, needs: Drafting): Promise<Reply> {
  return tell(await organisationCard(turn, needs));
}

/** Communities shared with others that are shown; the others are found by `share <name>`. */
const SHARED = 20;

/** @throws Refusal */
async function organisationCard(turn: Turn, needs: Drafting): Promise<Card> {
  const { w, me, t } = turn;
  const { name, hiddenNeedsAdmin, drafting, admins } = await governed(turn);
  const waiting = await w.communities.sharingsFor(me.organisation);
  const shared = await w.communities.sharedBy(me, SHARED);
  const end = (person: string, who: string): Button => ({
    button: 'action',
    action: 'communities.end-admin',
    value: person,
    label: t.plain('admin.end'),
    confirm: {
      title: t.plain('admin.end-title'),
      text: t.plain('admin.end-text', { name: who, organisation: name }),
      yes: t.plain('admin.end'),
      no: t.plain('words.cancel'),
    },
  });
  return {
    summary: t.plain('admin.title', { organisation: name }),
    blocks: [
      heading(t('admin.title', { organisation: name })),
      body(t(hiddenNeedsAdmin ? 'admin.hidden-asks' : 'admin.hidden-free')),
      ...buttons({
        button: 'action',
        action: 'communities.hidden-rule',
        value: hiddenNeedsAdmin ? 'free' : 'asks',
        label: t.plain(hiddenNeedsAdmin ? 'admin.hidden-free-button' : 'admin.hidden-asks-button'),
      }),
      ...(needs ? draftingBlocks(t, drafting) : []),
      ...sharingRows(t, waiting, shared),
      { block: 'divider' },
      ...admins
        .map((one) => shown(t, one, me.organisation))
        .map((admin) => ({
          block: 'row' as const,
          text: byline(t, admin),
          // Nobody puts themselves out, so that one is left.
          ...(admin.person === me.person ? {} : { button: end(admin.person, admin.name) }),
        })),
      ...buttons({
        button: 'action',
        action: 'communities.add-admin',
        value: '',
        label: t.plain('admin.add'),
        opens: true,
      }),
    ],
  };
}

export async function draftingRule(turn: Turn<InboundOf<'action'>>, needs: Drafting): Promise<Reply> {
  const one = await governed(turn);
  await turn.w.communities.allowDrafting(one.organisation, turn.event.value === 'on');
  await needs?.changed(turn.w, { organisation: one.organisation });
  return replace(await organisationCard(turn, needs));
}

export async function hiddenRule(turn: Turn<InboundOf<'action'>>, needs: Drafting): Promise<Reply> {
  const one = await governed(turn);
  await turn.w.communities.setHiddenNeedsAdmin(one.organisation, turn.event.value === 'asks');
  return replace(await organisationCard(turn, needs));
}

export async function openAddAdmin(turn: Turn<InboundOf<'action'>>): Promise<Reply> {
  const { t } = turn;
  const one = await governed(turn);
  return ask({
    form: 'communities.add-admin',
    context: '',
    title: t.plain('admin.add-title'),
    intro: t('admin.add-intro', { organisation: one.name }),
    fields: [{ field: 'people', name: 'people', label: t.plain('invite.person'), max: 1 }],
    submit: t.plain('admin.add-submit'),
    cancel: t.plain('words.cancel'),
  });
}

const firstOf = (value: Value | undefined): UserRef | null => {
  const [first] = Array.isArray(value) ? value : [];
  return first && typeof first !== 'string' ? first : null;
};

export async function addAdmin(turn: Turn<InboundOf<'submission'>>, needs: Drafting): Promise<Reply> {
  const { w, me, t, event } = turn;
  const one = await governed(turn);
  const account = firstOf(event.values.people);
  if (!account) return invalid({ people: t.plain('invite.nobody') });
  const done = await w.communities.addAdmin(one.organisation, account, me.person);
  if (done.added === 'unknown') return invalid({ people: t.plain('admin.unknown', { organisation: one.name }) });
  if (done.added === 'new') {
    await w.say(
      `admin:${one.organisation}/${done.person}/${w.id()}`,
      { to: account, attention: duty },
      { view: 'communities.admin-news', id: one.organisation },
    );
  }
  return tell(await organisationCard(turn, needs));
}

export const adminNewsView: Drawer = async ({ w, id, to, t }) => {
  const one = await w.communities.governed(id);
  if (!one || !(await isTo(w, w.communities.admins(id), to))) return null;
  const said = t('admin.yours', { organisation: one.name });
  return { summary: plain(said), blocks: [body(said), ...buttons(adminButton(t))] };
};

export async function endAdmin(turn: Turn<InboundOf<'action'>>, needs: Drafting): Promise<Reply> {
  const { w, me, event } = turn;
  const one = await governed(turn);
  if (event.value !== me.person) await w.communities.removeAdmin(one.organisation, event.value);
  return replace(await organisationCard(turn, needs));
}

/** Whether a hidden community of an organisation needs an admin's yes, and this person is none. */
export async function needsAdmin({ w, me }: Turn, founder: string): Promise<boolean> {
  const one = await w.communities.governed(founder);
  return one?.hiddenNeedsAdmin === true && !(await w.communities.isAdmin(me.person, founder));
}

/** Puts it before the admins, in private. @returns what its proposer sees */
export async function proposeHidden(
  { w, me, t }: Turn,
  {
    community,
    organisation,
    name,
    purpose,
    kind,
    locale,
    zone,
  }: Omit<Proposal, 'id' | 'by' | 'proposer' | 'state' | 'decider'>,
): Promise<Reply> {
  const admins = await w.communities.admins(organisation);
  if (admins.length === 0) return invalid({ access: t.plain('admin.none') });
  const id = await w.communities.propose({ community, organisation, by: me.person, name, purpose, kind, locale, zone });
  for (const { ref } of admins)
    await w.show(`proposal:${id}`, { to: ref, attention: duty }, { view: 'communities.proposal', id });
  return tell(sentence(t, 'admin.proposed', { name, organisation: me.organisationName }));
}

export const proposalView: Drawer = async ({ w, id, to, t }) => {
  const one = await w.communities.proposal(id);
  if (!one || !(await isTo(w, w.communities.admins(one.organisation), to))) return null;
  return proposalCard(t, one, await isKnown(w, await personAt(w, to), one));
};

/**
 * Whether somebody may see what it is about: while it is theirs to decide, and afterwards as anybody. A new one that they
 * agreed to is hidden from them as well; one that they did not agree to has never been.
 */
async function isKnown(w: Work, person: string | null, { state, community }: Proposal): Promise<boolean> {
  if (state === 'open') return true;
  if (community === null) return state === 'declined';
  return person !== null && (await w.communities.knows(person, community));
}

/** @param known whether the reader may see what it is about */
export function proposalCard(t: Translate, one: Proposal, known = true): Card {
  const { id, name, proposer, purpose, kind, community, state, decider, organisation: reader } = one;
  const by = nameOf(t, proposer, reader);
  const title = known
    ? t(community === null ? 'admin.proposal-new' : 'admin.proposal-change', { name, by })
    : t('admin.proposal-some', { by });
  const button = (action: string, label: string, style?: 'primary'): Button => ({
    button: 'action',
    action,
    value: id,
    label,
    ...(style ? { style } : {}),
  });
  const decidedBy = nameOf(t, decider, reader);
  return {
    summary: plain(title),
    blocks: [
      body(title),
      ...(known ? [quote(purpose)] : []),
      ...(known && kind ? [note(kindLabel(t, kind))] : []),
      ...(state === 'open'
        ? buttons(
            button('communities.approve', t.plain('admin.approve'), 'primary'),
            button('communities.reject', t.plain('admin.reject')),
          )
        : [body(t(state === 'accepted' ? 'admin.approved-by' : 'admin.rejected-by', { by: decidedBy }))]),
    ],
  };
}

/** The proposal of a button, for an admin of its organisation. @throws Refusal */
async function decidable(turn: Turn, id: string): Promise<Proposal> {
  const { w, me, t } = turn;
  const one = await w.communities.proposal(id);
  const isTheirs = one && !me.outside && (await w.communities.isAdmin(me.person, one.organisation));
  if (!one || !isTheirs) throw new Refusal(sentence(t, 'admin.only', { organisation: me.organisationName }));
  return one;
}

export async function approve(turn: Turn<InboundOf<'action'>>): Promise<Reply> {
  const { w, me, t, event } = turn;
  const one = await decidable(turn, event.value);
  if (await w.communities.decideProposal(one.id, 'accepted', me.person)) {
    if (one.community === null) await found(w, one);
    else {
      await w.communities.hold(one.community);
      // A channel may have come since.
      if ((await w.communities.channels(one.community)).some(isPublic)) {
        throw new Refusal(sentence(t, 'admin.public-channel', { name: one.name }));
      }
      const was = await w.communities.whole(one.community);
      await w.communities.setAccess(one.community, 'hidden');
      if (was) await redrawChanged(w, one.community, was);
      if (was?.access !== 'hidden')
        await tellGoverning(w, 'access', { community: one.community, by: me.person, but: one.by });
    }
    await tellProposer(w, one);
  }
  return decidedReply(turn, one.id);
}

async function found(w: Work, one: Proposal): Promise<void> {
  const { organisation, by: person, name, purpose, kind, locale, zone } = one;
  const founder = { person, organisation, outside: false };
  const what = { name, nameKey: foldName(name), purpose, access: 'hidden' as const, kind, locale, zone };
  const community = await w.communities.create(founder, what);
  if (community === null) throw new Error('a hidden community takes no name');
  await tookIn(w, community, person);
  const to = await w.communities.accountOf(person);
  if (to) await w.say(`created:${community}`, { to, attention: yours }, { view: 'communities.created', id: community });
}

export async function reject(turn: Turn<InboundOf<'action'>>): Promise<Reply> {
  const { w, me, event } = turn;
  const one = await decidable(turn, event.value);
  if (await w.communities.decideProposal(one.id, 'declined', me.person)) await tellProposer(w, one);
  return decidedReply(turn, one.id);
}

async function decidedReply({ w, me, t }: Turn, id: string): Promise<Reply> {
  await w.refresh(`proposal:${id}`);
  const one = await w.communities.proposal(id);
  return replace(one ? proposalCard(t, one, await isKnown(w, me.person, one)) : sentence(t, 'words.gone-community'));
}

async function tellProposer(w: Work, { id, by }: Proposal): Promise<void> {
  const to = await w.communities.accountOf(by);
  if (to) await w.say(`proposal-news:${id}`, { to, attention: yours }, { view: 'communities.proposal-news', id });
}

export const proposalNewsView: Drawer = async ({ w, id, to, t }) => {
  const one = await w.communities.proposal(id);
  if (!one || one.state === 'open') return null;
  if (!(await isTo(w, Promise.resolve([{ person: one.by }]), to))) return null;
  const { name, decider, purpose } = one;
  const by = nameOf(t, decider, one.organisation);
  if (one.state === 'accepted') return sentence(t, 'admin.news-approved', { name, by });
  // What was typed for it is not lost.
  const said = t('admin.news-rejected', { name, by });
  return { summary: plain(said), blocks: [body(said), quote(purpose)] };
};
