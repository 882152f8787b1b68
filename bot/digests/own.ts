/** One message a week in private for whoever chose digests: all their communities in it, as each of them is told. */

import { duty } from '../core/attention.ts';
import type { Block, Card, Field } from '../core/card.ts';
import type { Drawer, Turn } from '../core/feature.ts';
import type { InboundOf } from '../core/inbound.ts';
import type { Subject } from '../core/ref.ts';
import { ask, type Reply, tell } from '../core/reply.ts';
import { bold, plain } from '../core/text.ts';
import type { Translate } from '../core/translate.ts';
import type { Work } from '../core/work.ts';
import { body, buttons, heading, listOf, note, sentence } from '../words/fragments.ts';
import { isWeek } from '../words/zone.ts';
import { type Entry, isMain, type Own } from './digest.ts';
import { entriesOf } from './entries.ts';
import type { Needs } from './needs.ts';
import { sectionBlocks } from './weekly.ts';

/** Members who are told in one transaction. */
const BATCH = 50;
/** Communities that are told of in one message; it says which others there are. */
const MOST = 4;

export const subjectOfOwn = (person: string, week: string): Subject => `own-digest:${person}/${week}`;

/** Tells some of those who have a community's digest in private. @returns whether there may be more */
export async function tellReaders(w: Work, community: string): Promise<boolean> {
  const digest = await w.digests.telling(community);
  if (!digest) return false;
  const readers = await w.digests.nextReaders(digest.id, BATCH);
  for (const { person, ref } of readers) {
    const view = { view: 'digests.own', id: `${person}/${digest.week}` };
    await w.show(subjectOfOwn(person, digest.week), { to: ref, attention: duty }, view);
  }
  if (readers.length === 0) await w.digests.allTold(digest.id);
  return true;
}

interface Part extends Pick<Own, 'name' | 'organisation'> {
  readonly entries: readonly Entry[];
}

/** `id`: the person and the week. */
export const ownView =
  (needs: Needs): Drawer =>
  async ({ w, id, to, t, there }) => {
    const [person = '', week = ''] = id.split('/');
    const me = to.kind === 'user' ? await needs.meOf(w, { ...to, kind: 'user' }) : null;
    if (me?.person !== person) return null;
    const parts: Part[] = [];
    for (const { digest, community, name, organisation } of await w.digests.ownOf(me, week)) {
      const audience = { reader: { ...me, organisation }, platform: me.ref.platform };
      const entries = await entriesOf(w, needs, { community, refs: await w.digests.fixed(digest), audience });
      if (entries.length > 0) parts.push({ name, organisation, entries });
    }
    if (parts.length === 0) return there ? sentence(t, 'digest.nothing-left') : null;
    return ownCard(t, parts, { here: me.organisation, week });
  };

/** @param how.here whose account it stands in: what is read by another account is answered from there */
function ownCard(t: Translate, parts: readonly Part[], how: { here: string; week: string }): Card {
  const shown = parts.slice(0, MOST);
  const others = parts.slice(MOST).map(({ name }) => name);
  const size = { quoted: 100, each: shown.length === 1 ? 3 : shown.length <= 3 ? 2 : 1 };
  // Of several, what one can do or use comes first; people stand in the channels.
  const told = (entries: readonly Entry[]): readonly Entry[] => (shown.length === 1 ? entries : entries.filter(isMain));
  const title = t('digest.own', { count: parts.length });
  return {
    summary: plain(title),
    blocks: [
      heading(title),
      ...shown.flatMap(({ name, organisation: reader, entries }): readonly Block[] => [
        { block: 'divider' },
        body(bold(name)),
        ...sectionBlocks(
          t,
          { entries: told(entries), reader, canAnswer: reader === how.here, canRead: reader === how.here },
          size,
        ),
      ]),
      { block: 'divider' },
      ...(others.length > 0 ? [note(t('digest.own-others', { communities: listOf(t, others) }))] : []),
      note(t('digest.own-foot')),
      ...buttons(
        parts.some(({ organisation }) => organisation === how.here) && {
          button: 'action',
          action: 'digests.own',
          value: how.week,
          label: t.plain('digest.own-change'),
          opens: true,
        },
      ),
    ],
  };
}

/** Those of a week that are read by the account with which somebody acts: of others nothing is said to who presses. */
const ownHere = async ({ w, me }: Turn, week: string): Promise<readonly Own[]> =>
  isWeek(week) ? (await w.digests.ownOf(me, week)).filter(({ organisation }) => organisation === me.organisation) : [];

/** Which of these communities one goes on hearing of in this way. */
export async function openOwn(turn: Turn<InboundOf<'action'>>): Promise<Reply> {
  const { t, event } = turn;
  const week = event.value;
  const own = await ownHere(turn, week);
  if (own.length === 0) return tell(sentence(t, 'digest.own-none'));
  const keep: Field = {
    field: 'choices',
    name: 'keep',
    label: t.plain('digest.own-keep'),
    hint: t.plain('digest.own-keep-hint'),
    optional: true,
    options: own.map(({ community, name }) => ({ value: community, label: name })),
    value: own.map(({ community }) => community),
  };
  return ask({
    form: 'digests.own',
    context: week,
    title: t.plain('digest.own-title'),
    fields: [keep],
    submit: t.plain('digest.change-submit'),
    cancel: t.plain('words.cancel'),
  });
}

export async function changeOwn(turn: Turn<InboundOf<'submission'>>, needs: Needs): Promise<Reply> {
  const { w, me, t, event } = turn;
  const week = event.context;
  const own = await ownHere(turn, week);
  const kept = Array.isArray(event.values.keep) ? event.values.keep : [];
  const left = own.filter(({ community }) => !kept.some((one) => one === community));
  for (const { community } of left) await needs.hearNothing(w, me.person, community);
  if (left.length > 0) await w.refresh(subjectOfOwn(me.person, week));
  return tell(sentence(t, 'digest.own-saved', { left: left.length }));
}
