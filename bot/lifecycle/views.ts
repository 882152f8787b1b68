/** Cards of a community's life: what its lead is asked and told, what its members decide, and what it learned. */
import type { Button, Card } from '../core/card.ts';
import type { Drawer } from '../core/feature.ts';
import type { ConversationRef, UserRef } from '../core/ref.ts';
import { bold, plain } from '../core/text.ts';
import type { Translate } from '../core/translate.ts';
import type { Work } from '../core/work.ts';
import { body, buttons, heading, note, sentence } from '../words/fragments.ts';
import { closeButton, reviveButton } from '../words/how-to.ts';
import { DAY_MS } from '../words/zone.ts';
import { CHOICES, type Choice, type Lifecycle, type Votes } from './lifecycle.ts';
import type { Needs } from './needs.ts';
import { FORMING_DAYS } from './telling.ts';

/** Fewer say more of each other than of the community. */
const SHOWN_FROM = 5;
/** Questions that an archived community is remembered by. */
const LEARNED = 3;

type View = (needs: Needs) => Drawer;

/** `id`: the community, and since when its time was counted when its lead was asked. */
export const formingView: View =
  (needs) =>
  async ({ w, id, to, t, there }) => {
    const [community = '', clock] = id.split('/');
    const one = await w.lifecycle.get(community);
    if (!one || to.kind !== 'user' || !(await needs.keeps(w, { ...to, kind: 'user' }, community))) return null;
    const name = await needs.communityName(w, community);
    const isOpen = one.stage === 'forming' && one.clock.getTime() === Number(clock);
    if (!isOpen) return there ? formedCard(t, one, name) : null;
    const said = t('lifecycle.forming', { community: name, days: FORMING_DAYS });
    return {
      summary: plain(said),
      blocks: [
        body(bold(said)),
        body(t('lifecycle.forming-takes')),
        ...buttons(
          {
            button: 'action',
            action: 'lifecycle.extend',
            value: community,
            label: t.plain('lifecycle.extend', { days: FORMING_DAYS }),
            style: 'primary',
          },
          closeButton(t, { id: community, name }),
        ),
        note(t('lifecycle.forming-why')),
      ],
    };
  };

/** What became of it since its lead was asked. */
export function formedCard(t: Translate, { stage, clock }: Pick<Lifecycle, 'stage' | 'clock'>, name: string): Card {
  if (stage === 'archived') return sentence(t, 'lifecycle.closed', { community: name });
  if (stage !== 'forming') return sentence(t, 'lifecycle.formed', { community: name });
  const until = new Date(clock.getTime() + FORMING_DAYS * DAY_MS);
  return sentence(t, 'lifecycle.extended', { community: name, until });
}

/** `id`: the community, and since when it is quiet. Nothing once it is not. */
export const quietView: View =
  (needs) =>
  async ({ w, id, to, t }) => {
    const [community = '', since] = id.split('/');
    const one = await w.lifecycle.get(community);
    if (one?.stage !== 'quiet' || one.since.getTime() !== Number(since)) return null;
    if (to.kind !== 'user' || !(await needs.keeps(w, { ...to, kind: 'user' }, community))) return null;
    const said = t('lifecycle.quiet', { community: await needs.communityName(w, community) });
    return {
      summary: plain(said),
      blocks: [
        body(bold(said)),
        body(t('lifecycle.quiet-kind')),
        ...(await needs.drafts(w, t, community)),
        note(t('lifecycle.quiet-why')),
      ],
    };
  };

/** Whether something about a community may stand there: in a channel of it, or with somebody who is in it. */
async function isTheirs(
  w: Work,
  needs: Needs,
  community: string,
  { to, there }: { to: ConversationRef | UserRef; there: boolean },
): Promise<boolean> {
  if (to.kind === 'user') return needs.isMember(w, { ...to, kind: 'user' }, community);
  const channel = await needs.channelAt(w, { ...to, kind: 'conversation' });
  return channel?.community === community && (channel.mode !== 'off' || there);
}

/** `id`: the community, and since when it is dormant. */
export const voteView: View =
  (needs) =>
  async ({ w, id, to, t, there }) => {
    const [community = '', since] = id.split('/');
    const one = await w.lifecycle.get(community);
    if (!one || !(await isTheirs(w, needs, community, { to, there }))) return null;
    const name = await needs.communityName(w, community);
    if (one.stage !== 'dormant' || one.since.getTime() !== Number(since))
      return there ? decidedCard(t, one, name) : null;
    return voteCard(t, { id: community, name }, await w.lifecycle.votes(community));
  };

function voteCard(t: Translate, { id, name }: { id: string; name: string }, { keep, archive }: Votes): Card {
  const said = t('lifecycle.vote', { community: name });
  const button = (choice: Choice): Button => ({
    button: 'action',
    action: 'lifecycle.vote',
    value: `${id} ${choice}`,
    label: t.plain(`lifecycle.vote-${choice}`),
  });
  return {
    summary: plain(said),
    blocks: [
      body(bold(said)),
      body(t('lifecycle.vote-means')),
      ...(keep + archive >= SHOWN_FROM ? [body(t('lifecycle.vote-counts', { keep, archive }))] : []),
      ...buttons(...CHOICES.map(button)),
      note(t('lifecycle.vote-note')),
    ],
  };
}

/** What became of a community whose members were asked. */
export function decidedCard(t: Translate, { stage }: Pick<Lifecycle, 'stage'>, community: string): Card {
  if (stage === 'archived') return sentence(t, 'lifecycle.vote-archived', { community });
  return sentence(t, stage === 'quiet' ? 'lifecycle.vote-kept' : 'lifecycle.vote-over', { community });
}

const takeButton = (t: Translate, community: string): Button => ({
  button: 'action',
  action: 'lifecycle.take-lead',
  value: community,
  label: t.plain('lifecycle.take-lead'),
  style: 'primary',
});

/** `id`: the community, since when nobody looks after it, and whom it is put to where it is one person. */
export const leadView: View =
  (needs) =>
  async ({ w, id, to, t, there }) => {
    const [community = '', since, person] = id.split('/');
    const one = await w.lifecycle.get(community);
    if (!one || !(await isTheirs(w, needs, community, { to, there }))) return null;
    const isOne = person !== undefined;
    if (isOne && (to.kind !== 'user' || (await needs.personAt(w, { ...to, kind: 'user' })) !== person)) return null;
    const name = await needs.communityName(w, community);
    if (one.aloneSince?.getTime() !== Number(since))
      return there ? sentence(t, 'lifecycle.lead-over', { community: name }) : null;
    const said = t('lifecycle.lead', { community: name });
    const notNow: Button = {
      button: 'action',
      action: 'lifecycle.not-lead',
      value: community,
      label: t.plain('lifecycle.not-lead'),
    };
    return {
      summary: plain(said),
      blocks: [
        body(bold(said)),
        body(t(isOne ? 'lifecycle.lead-one' : 'lifecycle.lead-all')),
        ...buttons(takeButton(t, community), isOne && notNow),
        note(t('lifecycle.lead-note')),
      ],
    };
  };

/** `id`: an archived community, in a channel of it: questions whose answer was marked, as whoever can open that channel may read them. */
export const learnedView: View =
  (needs) =>
  async ({ w, id, to, t, there }) => {
    const one = await w.lifecycle.get(id);
    if (!one || to.kind !== 'conversation') return null;
    const place = { ...to, kind: 'conversation' } as const;
    const channel = await needs.channelAt(w, place);
    if (channel?.community !== id || (channel.mode === 'off' && !there)) return null;
    const community = await needs.communityName(w, id);
    if (one.stage !== 'archived') return there ? sentence(t, 'lifecycle.back', { community }) : null;
    const questions = await w.lifecycle.learned(id, place, LEARNED);
    const answered = await needs.answered(w, t, id, questions, channel);
    const isWanted = (await w.lifecycle.votes(id)).revive > 0;
    const title = t('lifecycle.archived', { community });
    return {
      summary: plain(title),
      blocks: [
        heading(title),
        body(t('lifecycle.archived-means')),
        ...(answered.length > 0 ? [body(bold(t('lifecycle.learned', { community }))), ...answered] : []),
        ...(isWanted ? [body(t('lifecycle.revive-one'))] : []),
        ...buttons(reviveButton(t, id)),
        note(t('lifecycle.archived-note')),
      ],
    };
  };
