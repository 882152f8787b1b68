/** Changing who can join a community. What anybody can open is taken out first, where it is not to be open any more. */
import { words } from '../core/card.ts';
import type { Turn } from '../core/feature.ts';
import type { InboundOf } from '../core/inbound.ts';
import { ask, invalid, type Reply, tell } from '../core/reply.ts';
import { sentence } from '../words/fragments.ts';
import { needsAdmin, proposeHidden } from './admin.ts';
import { accessOf, isPublic } from './community.ts';
import { changedView, tellGoverning } from './governing.ts';
import { redrawChanged } from './redraw.ts';
import { needOne } from './rights.ts';
import { accessField, accessLabel, list } from './views.ts';

export async function openAccess(turn: Turn<InboundOf<'action'>>): Promise<Reply> {
  const { t } = turn;
  const one = await needOne(turn, turn.event.value, 'access');
  return ask({
    form: 'communities.access',
    context: one.id,
    title: t.plain('access.title'),
    intro: t('access.intro', { community: one.name }),
    fields: [accessField(t, one.access)],
    submit: t.plain('access.submit'),
    cancel: t.plain('words.cancel'),
  });
}

export async function changeAccess(turn: Turn<InboundOf<'submission'>>): Promise<Reply> {
  const { w, me, t, event } = turn;
  const one = await needOne(turn, event.context, 'access');
  const access = accessOf(words(event.values.access));
  if (!access) return invalid({ access: t.plain('create.access-unknown') });
  await w.communities.hold(one.id);
  const whole = await w.communities.whole(one.id);
  if (!whole || whole.access === access)
    return tell(sentence(t, 'access.done', { community: one.name, access: accessLabel(t, access) }));
  const open = access === 'open' ? [] : (await w.communities.channels(one.id)).filter(isPublic);
  if (open.length > 0) {
    const channels = list(
      t,
      open.map(({ name, organisationName }) => t.plain('lead.channel', { name, organisation: organisationName })),
    );
    return invalid({ access: t.plain('access.unbind-first', { channels, count: open.length }) });
  }
  if (access === 'hidden' && (await needsAdmin(turn, whole.founder))) {
    return proposeHidden(turn, { ...whole, community: one.id, organisation: whole.founder });
  }
  if ((await w.communities.setAccess(one.id, access)) === 'taken') {
    return invalid({ access: t.plain('access.taken', { organisation: whole.founderName, name: whole.name }) });
  }
  await redrawChanged(w, one.id, whole);
  await tellGoverning(w, 'access', { community: one.id, by: me.person });
  return tell(sentence(t, 'access.done', { community: one.name, access: accessLabel(t, access) }));
}

export const accessChangedView = changedView((t, who, { access }) =>
  t('access.changed', { ...who, access: accessLabel(t, access) }),
);
