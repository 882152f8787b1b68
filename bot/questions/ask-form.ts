/** The form of a question: its community and its words. */
import type { Field, Form } from '../core/card.ts';
import type { Turn } from '../core/feature.ts';
import type { Said } from '../core/inbound.ts';
import { ask, type Reply, tell } from '../core/reply.ts';
import { plain, shorten } from '../core/text.ts';
import { chooseCommunity, LOOKED_UP } from '../words/choose-community.ts';
import { hintWith } from '../words/handling.ts';
import { toTyped } from '../words/typed.ts';
import { carryAbout } from './about.ts';
import type { Needs } from './needs.ts';
import type { Question } from './question.ts';
import { nothingToAsk } from './refusals.ts';

/** A form's text on either platform. */
export const TEXT_LIMIT = 3_000;

export interface FormHow {
  /** The message from which it was opened. */
  readonly on?: Said | undefined;
  /** Whose words are to be written anew, and the community that it was meant for. */
  readonly draft?: Question;
  readonly community?: string;
}

/** The form, prefilled where it was opened from a message or a draft; where there is nothing to choose in it, why. */
export async function openForm(turn: Turn, needs: Needs, { on, draft, community: wish }: FormHow = {}): Promise<Reply> {
  const { t } = turn;
  const written = on?.text ?? draft?.text;
  const text = written === undefined ? '' : plain(shorten(toTyped(written), TEXT_LIMIT));
  const context = draft?.id ?? (on ? carryAbout(on) : '');
  const community = await communityField(turn, needs, wish);
  if (community === null) return tell(nothingToAsk(turn));
  const form: Form = {
    form: draft ? 'questions.reword' : 'questions.ask',
    context,
    title: t.plain('questions.ask-title'),
    ...(on && context ? { intro: t('questions.ask-about', { files: on.files.length }) } : {}),
    submit: t.plain('questions.ask-submit'),
    cancel: t.plain('words.cancel'),
    fields: [
      community,
      {
        field: 'paragraph',
        name: 'text',
        label: t.plain('questions.field-text'),
        hint: await textHint(turn, needs, community),
        max: TEXT_LIMIT,
        ...(text ? { value: text } : {}),
      },
    ],
  };
  return ask(form);
}

/** What is said where the words are typed: how they will be handled, where it is known for which community they are. */
async function textHint({ w, t }: Turn, needs: Needs, community: Field): Promise<string> {
  const chosen = community.field === 'choice' ? community.value : undefined;
  return hintWith(
    t,
    t.plain('questions.field-text-hint'),
    chosen === undefined ? null : await needs.labelIn(w, chosen),
  );
}

/** The communities that somebody may ask, that of the channel chosen, or the one that is wished; null where there is none. */
export async function communityField({ w, me, t, event }: Turn, needs: Needs, wish?: string): Promise<Field | null> {
  const here = event.where === 'channel' ? await needs.channelAt(w, event.in) : null;
  const communities = await needs.visibleTo(w, me, undefined, LOOKED_UP);
  const labelled = {
    name: 'community',
    label: t.plain('questions.field-community'),
    hint: t.plain('questions.field-community-hint'),
  };
  const named = wish === undefined ? null : await needs.nameTo(w, me, wish);
  const chosen =
    wish !== undefined && named !== null
      ? { value: wish, label: named }
      : here && !here.archived && (await needs.mayRead(w, me, here.community, event.in))
        ? { value: here.community, label: here.communityName }
        : null;
  return chooseCommunity(t, labelled, communities, chosen);
}
