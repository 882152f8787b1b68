/** A private hint to somebody who seems to ask in a channel: that a community could be asked. At most one a day, and nothing of the line is kept. */
import type { Button } from '../core/card.ts';
import type { Turn } from '../core/feature.ts';
import type { InboundOf } from '../core/inbound.ts';
import { isAsking } from '../core/interest.ts';
import { mayBeOutside } from '../core/me.ts';
import { nothing, type Reply } from '../core/reply.ts';
import { plain } from '../core/text.ts';
import { body, buttons, note } from '../words/fragments.ts';
import { askButton } from '../words/how-to.ts';
import { suggestFor } from './reads.ts';

/** One a day for each person, wherever they ask. */
const A_DAY = { burst: 1, everyMs: 24 * 3_600_000 } as const;

/** Null where it is no such line, for whoever else listens. */
export async function hint(turn: Turn<InboundOf<'message'>>): Promise<Reply | null> {
  const { w, me, t, event } = turn;
  if (!isAsking(event)) return null;
  const channel = await w.communities.channelAt(event.in);
  if (channel?.mode !== 'suggest' || channel.archived || mayBeOutside(me)) return null;
  const { community, communityName } = channel;
  if (!(await w.communities.shares(me.organisation, community))) return nothing;
  if (!(await w.communities.mayHint(me.person, community))) return nothing;
  // Before anything is looked for: whoever had theirs is left alone.
  if ((await w.spend({ key: `hint/${me.person}`, ...A_DAY })) > 0) return nothing;
  const [other] = (await suggestFor(w, me, t, event.said.text)).filter(({ id }) => id !== community);
  const look: Button | null = other
    ? {
        button: 'action',
        action: 'communities.look',
        value: other.id,
        label: t.plain('hint.look', { name: other.name }),
      }
    : null;
  const said = t('hint.ask', { community: communityName });
  await w.say(
    `hint:${w.id()}`,
    { to: event.in, only: me.ref },
    {
      summary: plain(said),
      blocks: [
        body(said),
        ...(other ? [body(t('hint.other', { name: other.name }))] : []),
        ...buttons(askButton(t), look),
        note(t('hint.why')),
      ],
    },
  );
  return nothing;
}
