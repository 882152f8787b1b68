/** Cards of sharing a community: its rules before somebody accepts them, with whom it is shared, and what became of it. */
import type { Block, Button, Card, Field, Form } from '../core/card.ts';
import { bold, plain, type Run, runs, type Text } from '../core/text.ts';
import type { Translate } from '../core/translate.ts';
import type { Work } from '../core/work.ts';
import { body, buttons, heading, note, quote } from '../words/fragments.ts';
import { labelled } from '../words/handling.ts';
import type { Whole } from './community.ts';
import type { Partner, SharedRow, Sharing } from './sharing-store.ts';
import { calledFor, nameOf } from './shown.ts';
import { members } from './views.ts';

/** More organisations than this are found by typing instead of from a list. */
export const LISTED = 25;

const button = (
  action: string,
  value: string,
  label: string,
  style?: 'primary',
): Extract<Button, { button: 'action' }> => ({
  button: 'action',
  action,
  value,
  label,
  ...(style ? { style } : {}),
});

export const sharingButton = (t: Translate, community: string): Button =>
  button('communities.sharing', community, t.plain('sharing.button'));

/** What whoever accepts agrees to; what an author wrote stays under it, whoever withdraws. */
const rulesBlocks = (t: Translate, { access, label, founderName }: Whole): readonly Block[] => {
  const lines: readonly Text[] = [
    t(`sharing.rule-${access}`),
    labelled(t, label),
    t('sharing.rule-author'),
    t('sharing.rule-owner', { founder: founderName }),
    t('sharing.rule-stays'),
    t('sharing.rule-withdraw', { founder: founderName }),
  ];
  const items = lines.map((line): readonly Run[] => runs(line));
  return [body(bold(t('sharing.rules'))), body([{ run: 'list', ordered: true, items }])];
};

/** Who reads about sharing, and from which organisation; null where that is not known. */
export interface SharingReader {
  readonly person: string | null;
  readonly organisation: string | null;
}

/** An offer, for who may accept it. @param changed the rules are others than those that were accepted just now */
export async function drawOffer(
  { w, t }: { readonly w: Work; readonly t: Translate },
  one: Sharing,
  whole: Whole,
  { person, organisation: reader }: SharingReader,
  changed = false,
): Promise<Card> {
  const isKnown = one.state === 'offered' || (person !== null && (await w.communities.knows(person, whole.id)));
  return offerCard(t, one, whole, {
    by: nameOf(t, one.decider ?? one.offerer, reader),
    answerer: nameOf(t, one.answerer, reader),
    community: isKnown ? whole.name : await calledFor(w, t, person, whole),
    isKnown,
    changed,
  });
}

/** A wish, for an admin of the founder. */
export async function drawAsked(
  { w, t }: { readonly w: Work; readonly t: Translate },
  one: Sharing,
  whole: Whole,
  { person, organisation: reader }: SharingReader,
): Promise<Card> {
  const isKnown = one.state === 'asked' || (person !== null && (await w.communities.knows(person, whole.id)));
  return askedCard(t, one, whole, {
    by: nameOf(t, one.offerer, reader),
    decider: nameOf(t, one.decider, reader),
    community: isKnown ? whole.name : await calledFor(w, t, person, whole),
    isKnown,
  });
}

/** What the cards of an offer and a wish say besides. Once it is decided, its reader may know what they may anyhow. */
interface How {
  readonly by: string;
  readonly community: string;
  readonly isKnown: boolean;
}

function offerCard(
  t: Translate,
  one: Sharing,
  whole: Whole,
  how: How & { readonly answerer: string; readonly changed: boolean },
): Card {
  const { id, state, organisationName: organisation } = one;
  const { purpose, founderName: founder, access, label } = whole;
  const { by, community, isKnown } = how;
  const title = t('sharing.offer', { by, founder, organisation, community });
  const value = `${id} ${access} ${label}`;
  return {
    summary: plain(title),
    blocks: [
      ...(how.changed ? [body(bold(t('sharing.changed')))] : []),
      body(title),
      ...(isKnown ? [quote(purpose), note(members(t, whole.members))] : []),
      ...rulesBlocks(t, whole),
      ...(state === 'offered'
        ? buttons(
            button('communities.accept-sharing', value, t.plain('sharing.accept', { organisation }), 'primary'),
            button('communities.decline-sharing', id, t.plain('sharing.decline')),
          )
        : [body(bold(stateText(t, one, how.answerer)))]),
    ],
  };
}

function askedCard(t: Translate, one: Sharing, whole: Whole, how: How & { readonly decider: string }): Card {
  const { id, state, organisationName: organisation } = one;
  const { by, community, isKnown } = how;
  const title = t('sharing.asked', { by, organisation, community });
  return {
    summary: plain(title),
    blocks: [
      body(title),
      ...(isKnown ? [quote(whole.purpose)] : []),
      ...rulesBlocks(t, whole),
      ...(state === 'asked'
        ? buttons(
            button('communities.allow-sharing', id, t.plain('sharing.allow'), 'primary'),
            button('communities.refuse-sharing', id, t.plain('sharing.refuse')),
          )
        : [body(bold(t(state === 'refused' ? 'sharing.refused-by' : 'sharing.allowed-by', { by: how.decider })))]),
    ],
  };
}

/** What became of an offer. */
function stateText(t: Translate, { state, organisationName: organisation }: Sharing, by: string): Text {
  switch (state) {
    case 'accepted':
      return t('sharing.accepted-by', { by, organisation });
    case 'declined':
      return t('sharing.declined-by', { by, organisation });
    case 'asked':
    case 'offered':
    case 'refused':
    case 'withdrew':
    case 'ended':
      return t('sharing.over');
  }
}

/** What of it is left to do, or was said no to. */
function underWay(t: Translate, { state, organisationName: organisation }: Sharing): Text {
  if (state === 'asked') return t('sharing.waits-founder', { organisation });
  if (state === 'offered') return t('sharing.waits-organisation', { organisation });
  return t(state === 'refused' ? 'sharing.was-refused' : 'sharing.was-declined', { organisation });
}

export interface SharingShown {
  /** Null: the reader may not know which it is. */
  readonly name: string | null;
  readonly whole: Whole;
  readonly partners: readonly Partner[];
  readonly sharings: readonly Sharing[];
  readonly isForAll: boolean;
  /** The reader may end others' part. */
  readonly ends: boolean;
  /** The organisation that the reader may withdraw. */
  readonly withdraws: string | null;
  /** The reader may wish that one more shares it. */
  readonly asks: boolean;
}

/** With whom a community is shared, and what can be done about it. */
export function sharingCard(t: Translate, shown: SharingShown): Card {
  const { whole, partners, sharings, isForAll, ends, withdraws, asks } = shown;
  const community = shown.name ?? t.plain('sharing.hidden-one');
  const title = t('sharing.title', { community });
  return {
    summary: plain(title),
    blocks: [
      heading(title),
      ...partners.map((one) => partnerRow(t, community, whole, one, { ends, withdraws })),
      ...sharings.map((one) => note(underWay(t, one))),
      ...(isForAll ? [note(t('sharing.for-all'))] : []),
      { block: 'divider' },
      ...rulesBlocks(t, whole),
      ...buttons(
        asks && { ...button('communities.share', whole.id, t.plain('sharing.add'), 'primary'), opens: true },
        ends &&
          whole.access !== 'hidden' &&
          button(
            'communities.share-all',
            `${whole.id} ${isForAll ? 'named' : 'all'}`,
            t.plain(isForAll ? 'sharing.named-button' : 'sharing.all-button'),
          ),
      ),
    ],
  };
}

function partnerRow(
  t: Translate,
  community: string,
  { id, founderName }: Whole,
  { organisation, name, isFounder }: Partner,
  { ends, withdraws }: Pick<SharingShown, 'ends' | 'withdraws'>,
): Block {
  const text = bold(name);
  if (isFounder) return { block: 'row', text, note: t('sharing.founder') };
  const isOwn = withdraws === organisation;
  if (!isOwn && !ends) return { block: 'row', text, note: t('sharing.partner') };
  const end: Button = {
    button: 'action',
    action: isOwn ? 'communities.withdraw' : 'communities.end-sharing',
    value: isOwn ? id : `${id} ${organisation}`,
    label: t.plain(isOwn ? 'sharing.withdraw' : 'sharing.end'),
    style: 'danger',
    confirm: {
      title: t.plain(isOwn ? 'sharing.withdraw-title' : 'sharing.end-title'),
      text: t.plain('sharing.end-text', { organisation: name, community, founder: founderName }),
      yes: t.plain(isOwn ? 'sharing.withdraw-yes' : 'sharing.end-yes'),
      no: t.plain('words.cancel'),
    },
  };
  return { block: 'row', text, note: t('sharing.partner'), button: end };
}

/** Rows for an organisation's admins: what waits for them, and what is shared. */
export const sharingRows = (
  t: Translate,
  waiting: readonly (Sharing & { readonly communityName: string })[],
  shared: readonly SharedRow[],
): readonly Block[] => [
  ...waiting.map(
    (one): Block => ({
      block: 'row',
      text: t(one.state === 'asked' ? 'sharing.row-asked' : 'sharing.row-offered', {
        community: one.communityName,
        organisation: one.organisationName,
      }),
      button: button('communities.sharing-look', one.id, t.plain('sharing.look'), 'primary'),
    }),
  ),
  ...(shared.length > 0 ? [note(t('sharing.shared'))] : []),
  ...shared.map(
    ({ community, name, founderName, others }): Block => ({
      block: 'row',
      text: bold(name ?? t.plain('sharing.hidden-one')),
      note: t('sharing.shared-row', { founder: founderName, others }),
      button: sharingButton(t, community),
    }),
  ),
];

export function shareForm(
  t: Translate,
  { id, name }: Pick<Whole, 'id' | 'name'>,
  organisations: readonly { readonly id: string; readonly name: string }[],
): Form {
  const labelledField = { name: 'organisation', label: t.plain('sharing.which') };
  const field: Field =
    organisations.length > LISTED
      ? { ...labelledField, field: 'search', search: 'organisations' }
      : {
          ...labelledField,
          field: 'choice',
          options: organisations.map((one) => ({ value: one.id, label: one.name })),
        };
  return {
    form: 'communities.share',
    context: id,
    title: t.plain('sharing.form-title'),
    intro: t('sharing.form-intro', { community: name }),
    fields: [field],
    submit: t.plain('sharing.form-submit'),
    cancel: t.plain('words.cancel'),
  };
}
