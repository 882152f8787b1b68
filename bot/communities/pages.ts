/** What pages show of communities: those of the reader's own, those that are found, and what waits for the reader's answer. */
import type { Button } from '../core/card.ts';
import { type Acts, type Asking, type Read, Refusal, reading } from '../core/feature.ts';
import { mayBeOutside } from '../core/me.ts';
import { z } from '../core/schema.ts';
import { plain, shorten } from '../core/text.ts';
import type { Translate } from '../core/translate.ts';
import { lookButton } from '../words/how-to.ts';
import type { FoundCommunities, ListedCommunity, MyCommunities, Waiting } from '../words/pages.ts';
import { searchesTooFast, tooFastCard } from '../words/searching.ts';
import { proposalCard } from './admin.ts';
import type { Listed, Ranked } from './community.ts';
import { type Shown, standingOf, wayIn, whyFound } from './find-views.ts';
import { invitationCard } from './invite.ts';
import { recommended } from './recommended.ts';
import { answerableCard, askedCard } from './requests.ts';
import { typeahead } from './typeahead.ts';
import { leaveButton, members } from './views.ts';

/** Shown at first and with each "show more", and in all. */
const STEP = 10;
const MOST = 20;
const MINE = 50;
const RECOMMENDED = 4;
/** Of each kind of thing that waits. */
const WAITING = 20;
const PURPOSE_SHOWN = 200;

export const acts: Acts = {
  press: [
    'communities.look',
    'communities.like',
    'communities.members',
    'communities.join',
    'communities.leave',
    'communities.create',
    'communities.request',
    'communities.hears',
    'communities.hello',
    'communities.accept',
    'communities.ask-more',
    'communities.answer-more',
    'communities.decline',
    'communities.take',
    'communities.refuse',
    'communities.open-invitation',
    'communities.approve',
    'communities.reject',
  ],
  submit: [
    'communities.create',
    'communities.request',
    'communities.hello',
    'communities.ask-more',
    'communities.answer-more',
    'communities.decline',
  ],
};

export const reads: Readonly<Record<string, Read>> = {
  'communities.mine': reading(z.object({}), mine),
  'communities.recommended': reading(z.object({}), suggested),
  'communities.found': reading(
    z.object({ words: z.string().max(500), most: z.number().int().min(1).max(MOST).default(STEP) }),
    found,
  ),
  'communities.waiting': reading(z.object({}), waiting),
};

async function mine({ w, me, t }: Asking): Promise<MyCommunities> {
  const { communities, total } = await w.communities.find(me, { role: 'any', limit: MINE });
  const more = total - communities.length;
  return {
    communities: communities.map((one) => listed(t, one, '', [lookButton(t, one.id), leaveButton(t, one, one.id)])),
    more: more > 0 ? t.plain('home.communities-more', { more }) : '',
  };
}

async function suggested({ w, me, t }: Asking): Promise<FoundCommunities> {
  const all = await recommended(w, me, t, RECOMMENDED);
  const said = all.length === 0 ? t.plain('finding.none-recommended') : t.plain('finding.recommended');
  return { communities: all.map((one) => foundOne(t, one)), said, more: null };
}

/** By name as far as it is typed, and by meaning: the same as while somebody types in a form. */
async function found(
  asking: Asking,
  { words: given, most }: { words: string; most: number },
): Promise<FoundCommunities> {
  const { w, me, t } = asking;
  const words = given.trim().slice(0, 100);
  if (await searchesTooFast(w, me.person)) throw new Refusal(tooFastCard(asking, words));
  const all = words === '' ? [] : await typeahead(asking, words, false, most + 1);
  const shown = all.slice(0, most).map((one) => ({ one, why: isRanked(one) ? whyFound(t, one) : '' }));
  return {
    communities: shown.map((one) => foundOne(t, one)),
    said:
      shown.length === 0
        ? t.plain('pages.none-for', { words })
        : t.plain('finding.summary-for', { shown: shown.length, words }),
    more: all.length > most && most < MOST ? Math.min(MOST, most + STEP) : null,
  };
}

const isRanked = (one: Listed | Ranked): one is Ranked => 'told' in one;

const foundOne = (t: Translate, { one, why }: Shown): ListedCommunity =>
  listed(t, one, plain(why), [wayIn(t, one), lookButton(t, one.id)]);

function listed(t: Translate, one: Listed, why: string, buttons: readonly (Button | null)[]): ListedCommunity {
  const standing = standingOf(t, one);
  return {
    id: one.id,
    name: one.name,
    purpose: plain(shorten(one.purpose, PURPOSE_SHOWN)),
    members: members(t, one.members),
    standing: standing === null ? '' : plain(standing),
    why,
    buttons: buttons.filter((button) => button !== null),
  };
}

/** What the reader may answer, oldest first: invitations, questions about their own requests, requests of others, proposals. */
async function waiting(asking: Asking): Promise<{ readonly waiting: readonly Waiting[] }> {
  const { w, me, t } = asking;
  const all: Waiting[] = [];
  for (const id of await w.communities.invitationsOf(me.person, WAITING)) {
    const one = await w.communities.invitation(id);
    if (one) all.push({ id, card: await invitationCard(w, t, one) });
  }
  for (const id of await w.communities.askedOf(me.person, WAITING)) {
    const one = await w.communities.joinRequest(id);
    const card = one && askedCard(t, one);
    if (card) all.push({ id, card });
  }
  if (mayBeOutside(me)) return { waiting: all };
  for (const id of await w.communities.requestsFor(me.person, WAITING)) {
    const card = await answerableCard(asking, id);
    if (card) all.push({ id, card });
  }
  if (await w.communities.isAdmin(me.person, me.organisation)) {
    for (const id of await w.communities.proposalsTo(me.organisation, WAITING)) {
      const one = await w.communities.proposal(id);
      if (one) all.push({ id, card: proposalCard(t, one) });
    }
  }
  return { waiting: all };
}
