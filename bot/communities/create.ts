/** Creating a community: four fields, what is like it shown first, and its creator is its lead. */
import { yours } from '../core/attention.ts';
import { words } from '../core/card.ts';
import { Refusal, type Turn } from '../core/feature.ts';
import type { InboundOf } from '../core/inbound.ts';
import { ask, invalid, type Reply, tell } from '../core/reply.ts';
import { dayBegan } from '../words/day.ts';
import { sentence } from '../words/fragments.ts';
import { whereOf } from '../words/how-to.ts';
import { needsAdmin, proposeHidden } from './admin.ts';
import { type Access, accessOf, type Kind, kindOf, type Listed } from './community.ts';
import { tookIn } from './joining.ts';
import { foldName, lengthOf, NAME, PURPOSE, tellingWords, tidyLine } from './name.ts';
import { ANYWAY, createdCard, createForm } from './views.ts';

/** Communities that one person may create in a day of theirs. */
const A_DAY = 5;
/** Shown of those that are like a new one. */
const ALIKE = 3;

export async function openCreate({ me, t }: Turn): Promise<Reply> {
  if (me.outside) throw new Refusal(sentence(t, 'communities.outside', { organisation: me.organisationName }));
  return ask(createForm(t));
}

export async function create(turn: Turn<InboundOf<'submission'>>): Promise<Reply> {
  const { w, me, t, event } = turn;
  if (me.outside) throw new Refusal(sentence(t, 'communities.outside', { organisation: me.organisationName }));
  const { name, purpose, access, kind, problems } = readForm(turn);
  if (access === null || Object.keys(problems).length > 0) return invalid(problems);
  const nameKey = foldName(name);

  const today = dayBegan(w.now, me.zone);
  const today0 = await w.communities.createdSince(me.person, today);
  if (today0 + (await w.communities.proposedSince(me.person, today)) >= A_DAY) {
    return invalid({ '': t.plain('create.too-many', { most: A_DAY }) });
  }
  const { communities } = await w.communities.find(me, { words: nameKey, limit: ALIKE });
  // A hidden one takes its name from nobody: who is in it may give it to another.
  const namesake = communities.find((one) => one.nameKey === nameKey && one.access !== 'hidden');
  const taken = (other: string) =>
    invalid({ name: t.plain('create.name-taken', { organisation: me.organisationName, name: other }) });
  if (namesake && access !== 'hidden') return taken(namesake.name);

  const alike = event.context === ANYWAY ? [] : await lookAlikes(turn, nameKey, purpose);
  if (alike.length > 0) return ask(createForm(t, { name, purpose, access, kind: kind ?? '' }, alike));

  const what = { name, purpose, kind, locale: me.locale, zone: me.zone };
  if (access === 'hidden' && (await needsAdmin(turn, me.organisation))) {
    return proposeHidden(turn, { ...what, community: null, organisation: me.organisation });
  }
  const community = await w.communities.create(me, { ...what, nameKey, access });
  if (community === null) return taken(name);
  await tookIn(w, community, me.person);
  await w.say(`created:${community}`, { to: me.ref, attention: yours }, { view: 'communities.created', id: community });
  return tell(createdCard(t, name, purpose, whereOf(event)));
}

interface Typed {
  readonly name: string;
  readonly purpose: string;
  /** Null where something else was sent than can be chosen. */
  readonly access: Access | null;
  readonly kind: Kind | null;
  readonly problems: Readonly<Record<string, string>>;
}

function readForm({ t, event }: Turn<InboundOf<'submission'>>): Typed {
  const name = tidyLine(words(event.values.name));
  const purpose = words(event.values.purpose).normalize('NFC');
  // A form from before these were asked has neither.
  const access = accessOf(words(event.values.access) || 'open');
  const kind = kindOf(words(event.values.kind));
  const problems: Record<string, string> = {};
  const length = lengthOf(name);
  if (length < NAME.least || length > NAME.most) problems.name = t.plain('create.name-length', { ...NAME, length });
  else if (lengthOf(foldName(name)) < NAME.least) problems.name = t.plain('create.name-letters', { least: NAME.least });
  const long = lengthOf(purpose);
  if (long < PURPOSE.least || long > PURPOSE.most) {
    problems.purpose = t.plain('create.purpose-length', { ...PURPOSE, length: long });
  }
  if (!access) problems.access = t.plain('create.access-unknown');
  return { name, purpose, access, kind, problems };
}

/** Those that the creator may know of whose name or purpose is like it. */
export function lookAlikes({ w, me }: Turn, nameKey: string, purpose: string): Promise<readonly Listed[]> {
  const what = { nameWords: tellingWords(nameKey), purposeWords: tellingWords(foldName(purpose)) };
  return w.communities.alike(me, what, ALIKE);
}
