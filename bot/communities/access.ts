/** Changing who can join a community. What anybody can open is taken out first, where it is not to be open any more. */
import { duty } from '../core/attention.ts';
import { words } from '../core/card.ts';
import type { Drawer, Turn } from '../core/feature.ts';
import type { InboundOf } from '../core/inbound.ts';
import { ask, invalid, type Reply, tell } from '../core/reply.ts';
import { plain } from '../core/text.ts';
import { body, sentence } from '../words/fragments.ts';
import { needsAdmin, proposeHidden } from './admin.ts';
import { accessOf, type BoundChannel } from './community.ts';
import { list } from './lead.ts';
import { needOne } from './rights.ts';
import { governing } from './sharing.ts';
import { isTo, nameOf, readerAt } from './shown.ts';
import { accessField, accessLabel } from './views.ts';

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
  const id = `${one.id}/${me.person}`;
  for (const { person, ref } of await governing(w, one.id)) {
    if (person !== me.person)
      await w.say(
        `access:${one.id}/${w.id()}`,
        { to: ref, attention: duty },
        { view: 'communities.access-changed', id },
      );
  }
  return tell(sentence(t, 'access.done', { community: one.name, access: accessLabel(t, access) }));
}

/** Everybody in the workspace can open it, or nobody kept who can: a Slack channel may be such a one. */
export const isPublic = ({ opens, ref }: Pick<BoundChannel, 'opens' | 'ref'>): boolean =>
  opens === null ? ref.platform === 'slack' : opens === 'workspace';

/** `id`: the community and who changed it. */
export const accessChangedView: Drawer = async ({ w, id, to, t }) => {
  const [community = '', person = ''] = id.split('/');
  if (!(await isTo(w, w.communities.facilitators(community), to))) return null;
  const whole = await w.communities.whole(community);
  const by = await w.communities.named(person);
  if (!whole || !by) return null;
  const said = t('access.changed', {
    name: nameOf(t, by, await readerAt(w, to)),
    community: whole.name,
    access: accessLabel(t, whole.access),
  });
  return { summary: plain(said), blocks: [body(said)] };
};
