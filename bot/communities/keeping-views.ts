/** The difference between who is in a community and who is in its channels, for those who look after it, and choosing which of the two leads. */
import { type Block, type Button, type Card, words } from '../core/card.ts';
import { Refusal, type Turn } from '../core/feature.ts';
import type { InboundOf } from '../core/inbound.ts';
import { ask, invalid, type Reply, replace, tell } from '../core/reply.ts';
import { bold, type Text } from '../core/text.ts';
import type { Translate } from '../core/translate.ts';
import { body, buttons, heading, note, sentence } from '../words/fragments.ts';
import type { Named } from './community.ts';
import { changedView, tellGoverning } from './governing.ts';
import type { ChannelDifference, Difference, Keeping } from './keeping-store.ts';
import { KEEPINGS, keepingOf } from './keeping-store.ts';
import { need, needOne } from './rights.ts';
import { inviting, may } from './roles.ts';
import { nameOf } from './shown.ts';
import { list } from './views.ts';

/** People named on one card; the others are counted. */
const NAMED = 10;

/** What of the difference stands where all of a community is shown. */
export const differenceLine = (t: Translate, keeping: Keeping, { channels, nowhere }: Difference): Text => {
  const others = channels.reduce((sum, { people, members }) => sum + people - members, 0);
  const how = t.plain(`keeping.${keeping}`);
  return channels.every(({ countedAt }) => countedAt === null)
    ? t('keeping.line-uncounted', { how })
    : t('keeping.line', { how, others, nowhere });
};

export const differenceButton = (t: Translate, community: string): Button => ({
  button: 'action',
  action: 'communities.difference',
  value: community,
  label: t.plain('keeping.button'),
});

export async function showDifference(turn: Turn<InboundOf<'action'>>): Promise<Reply> {
  return tell(await differenceCard(turn, turn.event.value));
}

/** @throws Refusal */
async function differenceCard(turn: Turn, community: string): Promise<Card> {
  const { w, me, t } = turn;
  const one = await needOne(turn, community, 'manage');
  const keeping = await w.communities.keepingOf(one.id);
  const difference = await w.communities.difference(one.id, NAMED);
  const parts = await w.communities.parts(me.person, one.id);
  const mayInvite = may(parts, inviting('member', one.access));
  const title = t('keeping.title', { community: one.name });
  return {
    summary: t.plain('keeping.title', { community: one.name }),
    blocks: [
      heading(title),
      body(bold(t(`keeping.${keeping}`))),
      body(t(`keeping.${keeping}-means`)),
      { block: 'divider' },
      ...(difference.channels.length === 0 ? [body(t('keeping.no-channels'))] : []),
      ...difference.channels.flatMap((channel) => channelBlocks(turn, channel, mayInvite)),
      ...(difference.channels.length > 0 ? [nowhereBlock(turn, difference)] : []),
      note(t('keeping.counted')),
      ...buttons(
        may(parts, 'keeping') && {
          button: 'action',
          action: 'communities.keeping',
          value: one.id,
          label: t.plain('keeping.change'),
          opens: true,
        },
      ),
    ],
  };
}

function channelBlocks({ me, t }: Turn, one: ChannelDifference, mayInvite: boolean): readonly Block[] {
  const { channel, countedAt, people, members, others } = one;
  const text = t('keeping.place', { channel: channel.name, organisation: channel.organisationName });
  if (countedAt === null) return [{ block: 'row', text, note: t('keeping.channel-uncounted') }];
  const count = people - members;
  // Who is in a channel of another organisation is that one's own affair: here it is a number.
  const named = channel.organisation === me.organisation ? listed(t, others, count, me.organisation) : null;
  const invite: Button = {
    button: 'action',
    action: 'communities.invite-channel',
    value: channel.id,
    label: t.plain('keeping.invite'),
    confirm: {
      title: t.plain('keeping.invite-title'),
      text: t.plain('keeping.invite-text', { count, channel: channel.name }),
      yes: t.plain('keeping.invite'),
      no: t.plain('words.cancel'),
    },
  };
  return [
    {
      block: 'row',
      text,
      note: t('keeping.channel-count', { people, count }),
      ...(mayInvite && count > 0 ? { button: invite } : {}),
    },
    ...(named === null ? [] : [note(t('keeping.channel-others', { names: named }))]),
  ];
}

function nowhereBlock({ me, t }: Turn, { nowhere, some }: Difference): Block {
  const names = listed(t, some, nowhere, me.organisation);
  return body(names === null ? t('keeping.nowhere', { nowhere }) : t('keeping.nowhere-named', { nowhere, names }));
}

/** "A, B, 3 others"; null where nobody is known by name. */
function listed(t: Translate, some: readonly Named[], all: number, reader: string): string | null {
  if (some.length === 0) return null;
  const names = some.map((one) => nameOf(t, one, reader));
  const more = all - some.length;
  return list(t, more > 0 ? [...names, t.plain('keeping.others-more', { more })] : names);
}

export async function openKeeping(turn: Turn<InboundOf<'action'>>): Promise<Reply> {
  const { w, t } = turn;
  const one = await needOne(turn, turn.event.value, 'keeping');
  return ask({
    form: 'communities.keeping',
    context: one.id,
    title: t.plain('keeping.form-title'),
    intro: t('keeping.intro', { community: one.name }),
    fields: [
      {
        field: 'choice',
        name: 'keeping',
        label: t.plain('keeping.field'),
        options: KEEPINGS.map((keeping) => ({
          value: keeping,
          label: t.plain(`keeping.${keeping}`),
          note: t.plain(`keeping.${keeping}-note`),
        })),
        value: await w.communities.keepingOf(one.id),
      },
    ],
    submit: t.plain('keeping.submit'),
    cancel: t.plain('words.cancel'),
  });
}

export async function changeKeeping(turn: Turn<InboundOf<'submission'>>): Promise<Reply> {
  const { w, me, t, event } = turn;
  const one = await needOne(turn, event.context, 'keeping');
  const keeping = keepingOf(words(event.values.keeping));
  if (!keeping) return invalid({ keeping: t.plain('keeping.unknown') });
  await w.communities.hold(one.id);
  if ((await w.communities.keepingOf(one.id)) !== keeping) {
    await w.communities.setKeeping(one.id, keeping);
    await tellGoverning(w, 'keeping', { community: one.id, by: me.person });
  }
  return tell(await differenceCard(turn, one.id));
}

export const keepingChangedView = changedView((t, who, { keeping }) =>
  t('keeping.changed', { ...who, how: t.plain(`keeping.${keeping}`), means: t.plain(`keeping.${keeping}-means`) }),
);

/** Everybody in a channel who is not in its community is asked; who did so is told how many that are. */
export async function inviteChannel(turn: Turn<InboundOf<'action'>>): Promise<Reply> {
  const { w, me, t, event } = turn;
  const channel = await w.communities.channel(event.value);
  const one = channel && !channel.gone ? await w.communities.one(me, channel.community) : null;
  if (!channel || !one) throw new Refusal(sentence(t, 'words.gone-community'));
  await need(turn, one, 'manage');
  await need(turn, one, inviting('member', one.access));
  const invited = await w.communities.toAskAll(channel.id, me.identity);
  return replace(sentence(t, 'keeping.invited', { invited, community: one.name, channel: channel.name }));
}
