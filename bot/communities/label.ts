/** The handling label of a community: what may be done with what is written in it, as its lead chose. */
import { duty } from '../core/attention.ts';
import { type Button, words } from '../core/card.ts';
import type { Drawer, Turn } from '../core/feature.ts';
import type { InboundOf } from '../core/inbound.ts';
import { ask, invalid, type Reply, tell } from '../core/reply.ts';
import { plain } from '../core/text.ts';
import type { Translate } from '../core/translate.ts';
import { body, sentence } from '../words/fragments.ts';
import { LABELS, labelled, labelName, labelOf } from '../words/handling.ts';
import { needOne } from './rights.ts';
import { governing } from './sharing.ts';
import { calledFor, isTo, nameOf, personAt, readerAt } from './shown.ts';

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
  const was = await w.communities.labelOf(one.id);
  await w.communities.setLabel(one.id, label);
  if (was === label) return done;
  const id = `${one.id}/${me.person}`;
  for (const { person, ref } of await governing(w, one.id)) {
    if (person !== me.person)
      await w.say(`label:${one.id}/${w.id()}`, { to: ref, attention: duty }, { view: 'communities.label-changed', id });
  }
  return done;
}

/** `id`: the community and who changed it. */
export const labelChangedView: Drawer = async ({ w, id, to, t }) => {
  const [community = '', person = ''] = id.split('/');
  const whole = await w.communities.whole(community);
  const by = await w.communities.named(person);
  if (!whole || !by || !(await isTo(w, governing(w, community), to))) return null;
  const said = t('label.changed', {
    name: nameOf(t, by, await readerAt(w, to)),
    // Who accepted its rules hears of it also where they may not know which one it is.
    community: await calledFor(w, t, await personAt(w, to), whole),
    line: labelled(t, whole.label),
  });
  return { summary: plain(said), blocks: [body(said)] };
};
