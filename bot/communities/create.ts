/** Creating a community: two fields, and its creator is its lead. */
import { words } from '../core/card.ts';
import { Refusal, type Turn } from '../core/feature.ts';
import type { InboundOf } from '../core/inbound.ts';
import { ask, invalid, type Reply, tell } from '../core/reply.ts';
import { dayBegan } from '../words/day.ts';
import { sentence } from '../words/fragments.ts';
import { whereOf } from '../words/how-to.ts';
import { foldName, lengthOf, NAME, PURPOSE, tidyLine } from './name.ts';
import { refreshHome } from './reads.ts';
import { createdCard, createForm } from './views.ts';

/** Communities that one person may create in a day of theirs. */
const A_DAY = 5;

export async function openCreate({ me, t }: Turn): Promise<Reply> {
  if (me.outside) throw new Refusal(sentence(t, 'communities.outside', { organisation: me.organisationName }));
  return ask(createForm(t));
}

export async function create({ w, me, t, event }: Turn<InboundOf<'submission'>>): Promise<Reply> {
  if (me.outside) throw new Refusal(sentence(t, 'communities.outside', { organisation: me.organisationName }));
  const name = tidyLine(words(event.values.name));
  const purpose = words(event.values.purpose).normalize('NFC');
  const nameKey = foldName(name);

  const problems: Record<string, string> = {};
  const length = lengthOf(name);
  if (length < NAME.least || length > NAME.most) problems.name = t.plain('create.name-length', { ...NAME, length });
  else if (lengthOf(nameKey) < NAME.least) problems.name = t.plain('create.name-letters', { least: NAME.least });
  const long = lengthOf(purpose);
  if (long < PURPOSE.least || long > PURPOSE.most) {
    problems.purpose = t.plain('create.purpose-length', { ...PURPOSE, length: long });
  }
  if (Object.keys(problems).length > 0) return invalid(problems);

  if ((await w.communities.createdSince(me.person, dayBegan(w.now, me.zone))) >= A_DAY) {
    return invalid({ '': t.plain('create.too-many', { most: A_DAY }) });
  }
  const { communities } = await w.communities.find(me, { words: nameKey, limit: 1 });
  const namesake = communities.find((one) => one.nameKey === nameKey);
  const community = namesake
    ? null
    : await w.communities.create(me, { name, nameKey, purpose, locale: me.locale, zone: me.zone });
  if (community === null) {
    const taken = { organisation: me.organisationName, name: namesake?.name ?? name };
    return invalid({ name: t.plain('create.name-taken', taken) });
  }
  await w.fact({ fact: 'MemberJoined', community, person: me.person });
  await refreshHome(w, me);
  return tell(createdCard(t, name, purpose, whereOf(event)));
}
