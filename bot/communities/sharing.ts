/** Sharing a community: with whom it is, wishing that another organisation shares it, and the founder's admins allowing that. */
import { duty, yours } from '../core/attention.ts';
import { type Card, words as typedWords } from '../core/card.ts';
import { Refusal, type Turn } from '../core/feature.ts';
import type { InboundOf } from '../core/inbound.ts';
import type { UserRef } from '../core/ref.ts';
import { ask, invalid, type Reply, replace, results, tell } from '../core/reply.ts';
import type { Work } from '../core/work.ts';
import { sentence } from '../words/fragments.ts';
import { searchesTooFast, tooFastResults } from '../words/searching.ts';
import { isAdminHere } from './admin.ts';
import { digestOf } from './bind-code.ts';
import type { Listed, Whole } from './community.ts';
import { facilitated, meant } from './find.ts';
import { ownOne } from './lead.ts';
import { foldName } from './name.ts';
import { type Act, may, type Part } from './roles.ts';
import type { Sharing } from './sharing-store.ts';
import { drawOffer, LISTED, shareForm, sharingButton, sharingCard } from './sharing-views.ts';
import { calledFor, someOne } from './shown.ts';
import { unknownCard, whichCard } from './views.ts';

/** Hits of the typeahead for an organisation. */
const HITS = 20;

/** `share`, `share <name>`: with whom a community is shared; an organisation's admin gets to all of theirs from here. */
export async function share(turn: Turn<InboundOf<'command'>>): Promise<Reply> {
  const { w, me, t, event } = turn;
  const words = event.text.trim();
  const which = (several: readonly Listed[]): Card =>
    whichCard(t, t('sharing.which-one'), several, (one) => sharingButton(t, one.id));
  if (words === '') {
    const none = sentence(t, 'sharing.none', { organisation: me.organisationName });
    return ownOne(turn, { which, none, one: (community) => drawSharing(turn, community) });
  }
  const found = await meant(w, me, words);
  if (found.meant === 'none') return tell(unknownCard(t, words));
  if (found.meant === 'one') return tell(await drawSharing(turn, found.one.id));
  return tell(which(found.several));
}

export async function openSharing(turn: Turn<InboundOf<'action'>>): Promise<Reply> {
  return tell(await drawSharing(turn, turn.event.value));
}

/** A community that somebody may have a say about from where they are, with their parts in it. */
export interface Shareable {
  readonly whole: Whole;
  /** Null: they may not know which it is. */
  readonly name: string | null;
  readonly parts: readonly Part[];
  /** They speak for the organisation from which they act: its admin, or, where it has none, whoever agreed for it. */
  readonly speaks: boolean;
}

/** @throws Refusal where it is not theirs to see */
export async function shareable(turn: Turn, community: string): Promise<Shareable> {
  const { w, me, t } = turn;
  const whole = await w.communities.whole(community);
  const gone = () => new Refusal(sentence(t, 'words.gone-community'));
  if (!whole || me.outside || !(await w.communities.shares(me.organisation, community))) throw gone();
  const isAdmin = await isAdminHere(turn);
  const isFounder = whole.founder === me.organisation;
  // An admin speaks for the organisation from which they act, and for no other of theirs.
  const parts = (await w.communities.parts(me.person, community)).filter(
    (part) => (part !== 'admin' || (isAdmin && isFounder)) && (part !== 'partner' || (isAdmin && !isFounder)),
  );
  const own = (await w.communities.partners(community)).find(({ organisation }) => organisation === me.organisation);
  const agreed = own?.agreedBy === me.person;
  // Whoever founded it knows of it as long as they are in it; whoever accepted it, as long as their organisation shares it.
  const knowsName = agreed && !isFounder;
  const speaks = isAdmin || (agreed && !(await hasAdmins(w, me.organisation)));
  const one = await w.communities.one(me, community);
  if (!may(parts, 'sharing') && !speaks) {
    if (!one) throw gone();
    throw new Refusal(sentence(t, 'sharing.only', { community: one.name }));
  }
  return { whole, name: one?.name ?? (knowsName ? whole.name : null), parts, speaks };
}

/** Whether an organisation has an admin, reachable or not. */
export const hasAdmins = async (w: Work, organisation: string): Promise<boolean> =>
  ((await w.communities.governed(organisation))?.admins.length ?? 0) > 0;

/** Whether these parts allow, and end, sharing: an admin's of the founder, or, where it has none, who leads it. */
const mayShare = async (w: Work, { whole, parts }: Shareable): Promise<boolean> =>
  may(parts, 'share') || (may(parts, 'share-alone') && !(await hasAdmins(w, whole.founder)));

/** The community, for who may do that about its sharing. @throws Refusal */
export async function needSharing(
  turn: Turn,
  community: string,
  act: Act & ('share' | 'ask-share'),
): Promise<Shareable> {
  const one = await shareable(turn, community);
  const { t, w } = turn;
  const { founderName: founder } = one.whole;
  const isAllowed = act === 'share' ? await mayShare(w, one) : may(one.parts, act);
  if (isAllowed) return one;
  throw new Refusal(
    act === 'share'
      ? sentence(t, 'sharing.only-founder', { founder })
      : sentence(t, 'sharing.only-leading', { founder, community: one.name ?? someOne(t, one.whole) }),
  );
}

/** The card as it stands. @throws Refusal */
async function drawSharing(turn: Turn, community: string) {
  const { w, me, t } = turn;
  const one = await shareable(turn, community);
  const { whole, name, parts, speaks } = one;
  return sharingCard(t, {
    whole,
    name,
    partners: await w.communities.partners(community),
    sharings: may(parts, 'sharing') ? await w.communities.sharings(community) : [],
    isForAll: await w.communities.isSharedWithAll(community),
    ends: await mayShare(w, one),
    withdraws: speaks && whole.founder !== me.organisation ? me.organisation : null,
    asks: may(parts, 'ask-share'),
  });
}

/** `value`: the community, and `all` or `named`. */
export async function shareWithAll(turn: Turn<InboundOf<'action'>>): Promise<Reply> {
  const { w, event } = turn;
  const [community = '', whom] = event.value.split(' ');
  const { whole } = await needSharing(turn, community, 'share');
  // A hidden one is offered by name alone: whoever is not invited does not learn of it.
  await w.communities.setSharedWithAll(community, whom === 'all' && whole.access !== 'hidden');
  return replace(await drawSharing(turn, community));
}

export async function openShare(turn: Turn<InboundOf<'action'>>): Promise<Reply> {
  const { w, t, event } = turn;
  const { whole, name } = await needSharing(turn, event.value, 'ask-share');
  const others = await w.communities.organisations(whole.id, '', LISTED + 1);
  return ask(shareForm(t, { id: whole.id, name: name ?? someOne(t, whole) }, others));
}

export async function shareByForm(turn: Turn<InboundOf<'submission'>>): Promise<Reply> {
  const { w, me, t, event } = turn;
  const one = await needSharing(turn, event.context, 'ask-share');
  const { id: community, founder, founderName } = one.whole;
  const name = one.name ?? someOne(t, one.whole);
  const chosen = await w.communities.governed(typedWords(event.values.organisation));
  if (!chosen) return invalid({ organisation: t.plain('sharing.nobody') });
  const { organisation, name: organisationName } = chosen;
  await w.communities.hold(community);
  if (await w.communities.shares(organisation, community)) {
    return invalid({ organisation: t.plain('sharing.already', { organisation: organisationName, community: name }) });
  }
  const wish = { community, organisation, by: me.person } as const;
  if (!(await mayShare(w, one))) {
    const { id, isNew } = await w.communities.offerSharing({ ...wish, state: 'asked' });
    if (isNew) await showTo(w, id, await w.communities.admins(founder));
    return tell(sentence(t, 'sharing.asked-founder', { founder: founderName }));
  }
  const { id, isNew } = await w.communities.offerSharing({ ...wish, state: 'offered', decidedBy: me.person });
  if (isNew) await offerTo(w, id, organisation);
  return tell(
    sentence(t, (await hasAdmins(w, organisation)) ? 'sharing.offered' : 'sharing.offered-no-admin', {
      organisation: organisationName,
      community: name,
    }),
  );
}

/** Shows an offer to who may accept it for an organisation. */
const offerTo = async (w: Work, id: string, organisation: string): Promise<void> =>
  showTo(w, id, await w.communities.admins(organisation));

async function showTo(w: Work, id: string, people: Awaited<ReturnType<Work['communities']['admins']>>): Promise<void> {
  for (const { ref } of people)
    await w.show(`sharing:${id}`, { to: ref, attention: duty }, { view: 'communities.sharing', id });
}

/** Organisations while somebody types, for who may offer a community. */
export async function searchOrganisations(turn: Turn<InboundOf<'search'>>): Promise<Reply> {
  const { w, me, event } = turn;
  if (await searchesTooFast(w, me.person)) return tooFastResults(turn);
  const isTheirs = (await isAdminHere(turn)) || (await facilitated(w, me)).length > 0;
  if (!isTheirs || event.by === 'compose') return results([]);
  const all = await w.communities.organisations(null, foldName(event.query.slice(0, 100)), HITS);
  return results(all.map(({ id, name }) => ({ value: id, title: name, text: '' })));
}

/**
 * A code was typed for an organisation that does not share the community yet: somebody who speaks for it sees the rules first.
 * The code stays good until they are accepted.
 */
export async function offerByCode(
  turn: Turn,
  { community, issuedBy, code }: { community: string; issuedBy: string; code: string },
): Promise<Reply> {
  const { w, me, t } = turn;
  const { organisation, organisationName } = me;
  await w.communities.hold(community);
  if (!(await w.communities.isAllowed(community, organisation)))
    throw new Refusal(sentence(t, 'sharing.not-allowed', { organisation: organisationName }));
  const { id, isNew } = await w.communities.offerSharing({
    community,
    organisation,
    state: 'offered',
    by: issuedBy,
    digest: digestOf(code),
    answeredBy: me.person,
  });
  const isAdmin = await isAdminHere(turn);
  if (!isAdmin && (await hasAdmins(w, organisation))) {
    if (isNew) await offerTo(w, id, organisation);
    return tell(sentence(t, 'sharing.before-admins', { organisation: organisationName }));
  }
  const one = await w.communities.sharing(id);
  const whole = await w.communities.whole(community);
  if (!one || !whole) throw new Refusal(sentence(t, 'sharing.over'));
  return tell(await drawOffer(turn, one, whole, me));
}

/** One that waits for the founder's admin, for such a one. @throws Refusal */
async function decidable(turn: Turn, id: string): Promise<{ one: Sharing; whole: Whole }> {
  const { w, me, t } = turn;
  const one = await w.communities.sharing(id);
  const whole = one && (await w.communities.whole(one.community));
  const isTheirs = whole && whole.founder === me.organisation && (await isAdminHere(turn));
  if (!one || !whole || !isTheirs) throw new Refusal(sentence(t, 'admin.only', { organisation: me.organisationName }));
  return { one, whole };
}

export async function allowSharing(turn: Turn<InboundOf<'action'>>): Promise<Reply> {
  const { w, me, t, event } = turn;
  const { one, whole } = await decidable(turn, event.value);
  if (await w.communities.decideSharing(one.id, 'offered', me.person)) {
    await offerTo(w, one.id, one.organisation);
    await w.refresh(`sharing:${one.id}`);
  }
  const organisation = one.organisationName;
  if (await hasAdmins(w, one.organisation))
    return tell(sentence(t, 'sharing.offered', { organisation, community: await calledFor(w, t, me.person, whole) }));
  // Whoever asked gives a colleague there a code.
  await tellOf(w, one, [...(await w.communities.facilitators(whole.id))], me.person);
  return tell(sentence(t, 'sharing.offered-no-admin', { organisation }));
}

export async function refuseSharing(turn: Turn<InboundOf<'action'>>): Promise<Reply> {
  const { w, me, event } = turn;
  const { one } = await decidable(turn, event.value);
  if (await w.communities.decideSharing(one.id, 'refused', me.person)) {
    await w.refresh(`sharing:${one.id}`);
    const to = await w.communities.accountOf(one.offerer.person);
    if (to)
      await w.say(
        `sharing-refused:${one.id}`,
        { to, attention: yours },
        { view: 'communities.sharing-news', id: one.id },
      );
  }
  return tell(await drawSharing(turn, one.community));
}

/** Tells people what became of it, once for each of its states; nobody who did it themselves. */
export async function tellOf(
  w: Work,
  { id }: Pick<Sharing, 'id'>,
  people: readonly { readonly person: string; readonly ref: UserRef }[],
  but: string,
): Promise<void> {
  const state = (await w.communities.sharing(id))?.state ?? '';
  const told = new Set([but]);
  for (const { person, ref } of people) {
    if (told.has(person)) continue;
    told.add(person);
    await w.say(`sharing-news:${id}/${state}`, { to: ref, attention: duty }, { view: 'communities.sharing-news', id });
  }
}
