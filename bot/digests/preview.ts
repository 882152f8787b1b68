/** What a community's facilitators see of its digest before it goes, each in private, and what they can do about it. */
import { type Block, type Button, type Card, choices, type Field, words } from '../core/card.ts';
import { type Drawer, Refusal, type Turn } from '../core/feature.ts';
import type { InboundOf } from '../core/inbound.ts';
import type { Me } from '../core/me.ts';
import { ask, invalid, type Reply, replace, tell } from '../core/reply.ts';
import type { Text } from '../core/text.ts';
import type { Translate } from '../core/translate.ts';
import type { Work } from '../core/work.ts';
import { shownTo } from '../words/author.ts';
import { body, buttons, heading, sentence } from '../words/fragments.ts';
import type { Audience, Digest, Entry } from './digest.ts';
import { entriesOf } from './entries.ts';
import { EACH, found, post, since, skip, subjectOfPreview } from './flow.ts';
import type { Kept, Needs } from './needs.ts';
import { EVENTS, isOver } from './states.ts';
import { titleOf, weeklyBlocks } from './weekly.ts';

/** What a facilitator says at the beginning: a line, not a letter. */
const INTRO = { characters: 300, words: 50 } as const;

export const previewView =
  (needs: Needs): Drawer =>
  async ({ w, id, to, t, there }) => {
    const digest = await w.digests.get(id);
    const me = to.kind === 'user' ? await needs.meOf(w, { ...to, kind: 'user' }) : null;
    if (!digest || !me) return null;
    // Of somebody who looks after it no more, nothing is left to see.
    if (!(await needs.keeps(w, me.person, digest.community))) return null;
    if (isOver(digest.state) && !there) return null;
    return previewCard(w, needs, { t, me }, digest);
  };

/** As it would be if it went now. */
async function previewCard(w: Work, needs: Needs, { t, me }: { t: Translate; me: Me }, digest: Digest): Promise<Card> {
  const community = await needs.communityName(w, digest.community);
  if (isOver(digest.state)) return overCard(t, me, community, digest);
  const refs = await found(w, digest);
  const entries =
    refs === null ? [] : await entriesOf(w, needs, { community: digest.community, refs, audience: audienceOf(me) });
  const summary = t.plain('digest.preview', { community });
  const when = await whenItGoes(w, { t, me }, digest);
  return {
    summary,
    blocks: [
      heading(summary),
      body(when),
      ...(entries.length === 0
        ? [body(t('digest.preview-empty'))]
        : [
            { block: 'divider' as const },
            ...weeklyBlocks(t, { community, intro: digest.intro, entries, reader: me.organisation, posted: null }),
            { block: 'divider' as const },
          ]),
      ...(await actions(w, t, digest, entries.length > 0)),
    ],
  };
}

const audienceOf = (me: Me): Audience => ({ reader: me, platform: me.ref.platform });

async function whenItGoes(
  w: Work,
  { t, me }: { t: Translate; me: Me },
  { community, state, sendsAt, decider }: Digest,
): Promise<Text> {
  const rule = await w.digests.rule(community);
  if (state === 'approved' && decider)
    return t('digest.goes-approved', { at: sendsAt, name: shownTo(t, decider, me.organisation).name });
  if (!rule?.approve) return t('digest.goes', { at: sendsAt });
  return sendsAt > w.now ? t('digest.goes-when-approved', { at: sendsAt }) : t('digest.waits-for-approval');
}

async function actions(
  w: Work,
  t: Translate,
  { id, community, state }: Digest,
  hasEntries: boolean,
): Promise<readonly Block[]> {
  const rule = await w.digests.rule(community);
  const button = (verb: 'approve' | 'edit' | 'send' | 'skip', more: Partial<Extract<Button, { button: 'action' }>>) =>
    ({ button: 'action', action: `digests.${verb}`, value: id, label: t.plain(`digest.${verb}`), ...more }) as const;
  const sure = (title: string, text: string, yes: string) => ({ title, text, yes, no: t.plain('words.cancel') });
  return buttons(
    rule?.approve === true && state === 'previewed' && button('approve', { style: 'primary' }),
    button('edit', { opens: true }),
    hasEntries &&
      button('send', {
        confirm: sure(t.plain('digest.send-sure'), t.plain('digest.send-means'), t.plain('digest.send')),
      }),
    button('skip', {
      style: 'danger',
      confirm: sure(t.plain('digest.skip-sure'), t.plain('digest.skip-means'), t.plain('digest.skip')),
    }),
  );
}

/** What became of it. */
function overCard(t: Translate, me: Me, community: string, { state, why, decider }: Digest): Card {
  const name = decider ? shownTo(t, decider, me.organisation).name : null;
  if (state === 'posted')
    return name === null
      ? sentence(t, 'digest.posted', { community })
      : sentence(t, 'digest.posted-by', { community, name });
  switch (why) {
    case 'empty':
      return sentence(t, 'digest.skipped-empty', { community });
    case 'unapproved':
      return sentence(t, 'digest.skipped-unapproved', { community });
    case 'no-channel':
      return sentence(t, 'digest.skipped-no-channel', { community });
    case 'off':
      return sentence(t, 'digest.skipped-off', { community });
    case null:
      return sentence(t, 'digest.skipped-by', { community, name: name ?? t.plain('words.former-member') });
  }
}

/** Told where it was shown with something in it that is gone by now. */
export const emptyView =
  (needs: Needs): Drawer =>
  async ({ w, id, to, t }) => {
    const digest = await w.digests.get(id);
    const me = to.kind === 'user' ? await needs.meOf(w, { ...to, kind: 'user' }) : null;
    // Somebody may have stopped looking after it before this came to them.
    if (!digest || !me || !(await needs.keeps(w, me.person, digest.community))) return null;
    return sentence(t, 'digest.skipped-empty', { community: await needs.communityName(w, digest.community) });
  };

/** The digest of a button or form, held, for who looks after it. @throws Refusal */
async function held({ w, me, t }: Turn, needs: Needs, id: string): Promise<{ digest: Digest; kept: Kept }> {
  const known = await w.digests.get(id);
  const kept = known ? await needs.keptOne(w, me, known.community) : null;
  if (!known || !kept) throw new Refusal(sentence(t, 'digest.not-yours'));
  await w.digests.hold(kept.id);
  // It may have moved on while another held it.
  return { digest: (await w.digests.get(id)) ?? known, kept };
}

const drawn = async ({ w, me, t }: Turn, needs: Needs, id: string): Promise<Reply> => {
  const digest = await w.digests.get(id);
  return digest ? replace(await previewCard(w, needs, { t, me }, digest)) : tell(sentence(t, 'digest.not-yours'));
};

/** "Look at it now": the same as they are shown before it goes. */
export const look = (turn: Turn, needs: Needs, digest: Digest): Promise<Card> =>
  previewCard(turn.w, needs, turn, digest);

export async function approve(turn: Turn<InboundOf<'action'>>, needs: Needs): Promise<Reply> {
  const { w, me, event } = turn;
  const { digest } = await held(turn, needs, event.value);
  const isLate = digest.sendsAt <= w.now;
  if (await w.digests.move(digest.id, EVENTS.approve, { by: me.person })) {
    await w.refresh(subjectOfPreview(digest.id));
    // Its time has gone by while it waited.
    if (isLate) await w.digests.lookAt(digest.community, w.now);
  }
  return drawn(turn, needs, digest.id);
}

export async function send(turn: Turn<InboundOf<'action'>>, needs: Needs): Promise<Reply> {
  const { w, me, t, event } = turn;
  const { digest, kept } = await held(turn, needs, event.value);
  // Whoever pressed first sent it.
  if (isOver(digest.state)) return drawn(turn, needs, digest.id);
  const done = await post(w, needs, digest, { by: me.person });
  if (done === 'empty') throw new Refusal(sentence(t, 'digest.nothing-to-send', { community: kept.name }));
  if (done === 'no-channel') throw new Refusal(sentence(t, 'digest.no-channel', { community: kept.name }));
  // The next week's is planned.
  await w.digests.lookAt(kept.id, w.now);
  return drawn(turn, needs, digest.id);
}

export async function skipOne(turn: Turn<InboundOf<'action'>>, needs: Needs): Promise<Reply> {
  const { w, me, event } = turn;
  const { digest, kept } = await held(turn, needs, event.value);
  await skip(w, digest, { by: me.person });
  await w.digests.lookAt(kept.id, w.now);
  return drawn(turn, needs, digest.id);
}

/** An introductory line, and what is to be left out. */
export async function openEdit(turn: Turn<InboundOf<'action'>>, needs: Needs): Promise<Reply> {
  const { w, me, t, event } = turn;
  const { digest, kept } = await held(turn, needs, event.value);
  if (isOver(digest.state)) return drawn(turn, needs, digest.id);
  const refs = (await found(w, digest)) ?? [];
  // What was left out can be put back, as long as it would still be in it.
  const all = await w.digests.candidates(kept.id, {
    since: await since(w, digest),
    leftOut: [],
    each: EACH + digest.leftOut.length,
  });
  const offered = [...refs, ...all.filter(({ ref }) => digest.leftOut.includes(ref))];
  const entries = await w.digests.entries(kept.id, offered, audienceOf(me));
  const out = entries.filter(({ ref }) => digest.leftOut.includes(ref)).map(({ ref }) => ref);
  const leaving: Field = {
    field: 'choices',
    name: 'out',
    label: t.plain('digest.field-out'),
    optional: true,
    options: entries.map((entry) => ({ value: entry.ref, label: labelOf(t, me, entry) })),
    ...(out.length > 0 ? { value: out } : {}),
  };
  return ask({
    form: 'digests.edit',
    context: digest.id,
    title: t.plain('digest.edit-title'),
    intro: t('digest.edit-intro', { community: kept.name }),
    fields: [
      {
        field: 'paragraph',
        name: 'intro',
        label: t.plain('digest.field-intro'),
        hint: t.plain('digest.field-intro-hint', { words: INTRO.words }),
        optional: true,
        max: INTRO.characters,
        ...(digest.intro ? { value: digest.intro.words } : {}),
      },
      ...(entries.length > 0 ? [leaving] : []),
    ],
    submit: t.plain('digest.edit-submit'),
    cancel: t.plain('words.cancel'),
  });
}

function labelOf(t: Translate, me: Me, entry: Entry): string {
  switch (entry.block) {
    case 'help':
      return t.plain('digest.option-help', { text: titleOf(t, entry.text, 50) });
    case 'answered':
      return t.plain('digest.option-answered', { text: titleOf(t, entry.text, 50) });
    case 'review':
      return t.plain('digest.option-review', { text: titleOf(t, entry.title, 50) });
    case 'thanks':
      return t.plain('digest.option-thanks', { name: shownTo(t, entry.author, me.organisation).name });
    case 'welcome':
      return t.plain('digest.option-welcome', { name: shownTo(t, entry.author, me.organisation).name });
  }
}

export async function edit(turn: Turn<InboundOf<'submission'>>, needs: Needs): Promise<Reply> {
  const { w, me, t, event } = turn;
  const { digest, kept } = await held(turn, needs, event.context);
  const intro = words(event.values.intro).normalize('NFC').replace(/\s+/g, ' ');
  const count = intro.split(' ').length;
  if (intro.length > INTRO.characters || count > INTRO.words) {
    return invalid({ intro: t.plain('digest.intro-too-long', { ...INTRO, count, length: intro.length }) });
  }
  if (!(await w.digests.edit(digest.id, { intro, by: me.person, leftOut: choices(event.values.out).slice(0, 100) }))) {
    return invalid({ intro: t.plain('digest.too-late', { community: kept.name }) });
  }
  await w.refresh(subjectOfPreview(digest.id));
  return tell(sentence(t, 'digest.edited', { community: kept.name }));
}
