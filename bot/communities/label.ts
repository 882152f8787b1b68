/** The handling label of a community: what may be done with what is written in it, as its lead chose. */
import { type Button, words } from '../core/card.ts';
import type { Turn } from '../core/feature.ts';
import type { InboundOf } from '../core/inbound.ts';
import { ask, invalid, type Reply, tell } from '../core/reply.ts';
import type { Translate } from '../core/translate.ts';
import { sentence } from '../words/fragments.ts';
import { LABELS, labelled, labelName, labelOf } from '../words/handling.ts';
import { changedView, tellGoverning } from './governing.ts';
import { redrawChanged } from './redraw.ts';
import { needOne } from './rights.ts';

export const labelButton = (t: Translate, community: string): Button => ({
  button: 'action',
  action: 'communities.label',
  value: community,
  label: t.plain('label.button'),
  opens: true,
});

export async function openLabel(turn: Turn<InboundOf<'action'>>): Promise<Reply> {
  const { t } = turn;
  const one = await needOne(turn, turn.event.value, 'label');
  return ask({
    form: 'communities.label',
    context: one.id,
    title: t.plain('label.title'),
    intro: t('label.intro', { community: one.name }),
    fields: [
      {
        field: 'choice',
        name: 'label',
        label: t.plain('label.field'),
        options: LABELS.map((label) => ({
          value: label,
          label: labelName(t, label),
          note: t.plain(`label.${label}-note`),
        })),
        value: one.label,
      },
    ],
    submit: t.plain('label.submit'),
    cancel: t.plain('words.cancel'),
  });
}

export async function changeLabel(turn: Turn<InboundOf<'submission'>>): Promise<Reply> {
  const { w, me, t, event } = turn;
  const one = await needOne(turn, event.context, 'label');
  const label = labelOf(words(event.values.label));
  if (!label) return invalid({ label: t.plain('label.unknown') });
  const done = tell(sentence(t, 'label.done', { community: one.name, line: labelled(t, label) }));
  await w.communities.hold(one.id);
  const was = await w.communities.whole(one.id);
  await w.communities.setLabel(one.id, label);
  if (!was || was.label === label) return done;
  await redrawChanged(w, one.id, was);
  await tellGoverning(w, 'label', { community: one.id, by: me.person });
  return done;
}

export const labelChangedView = changedView((t, who, { label }) =>
  t('label.changed', { ...who, line: labelled(t, label) }),
);
