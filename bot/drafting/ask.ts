/** Asking for a draft: offered under what was found, by a press, within what a person, a community and all together may have. */
import { yours } from '../core/attention.ts';
import type { Limit } from '../core/budget.ts';
import type { Block, Card } from '../core/card.ts';
import { Refusal, type Turn } from '../core/feature.ts';
import type { InboundOf } from '../core/inbound.ts';
import { type Reply, tell } from '../core/reply.ts';
import type { Text } from '../core/text.ts';
import { buttons, note, sentence } from '../words/fragments.ts';
import { MINUTE_MS } from '../words/zone.ts';
import { usable } from './current.ts';
import { subjectOfDraft } from './drafted.ts';
import type { Found, Needs } from './needs.ts';

/** From so many a draft is made at most. */
const MOST_SOURCES = 5;
/** Drafts in a day, of which a few more may come at once. */
const PERSON = { burst: 10, everyMs: 144 * MINUTE_MS };
const COMMUNITY = { burst: 50, everyMs: 28 * MINUTE_MS };
const ALL = { burst: 250, everyMs: 5 * MINUTE_MS };

/** For what is drafted: words that somebody looked for, or a question of theirs that is a draft still. */
export type For = { readonly words: string } | { readonly question: string };

/** A button's value has so much room; who looks for more has a draft of a question. */
const MOST_WORDS = 200;

/** What stands under what was found, where a draft may be made from it. */
export async function offer(
  { w, me, t }: Turn,
  needs: Needs,
  of: For,
  found: readonly Found[],
): Promise<readonly Block[]> {
  if ('words' in of && of.words.length > MOST_WORDS) return [];
  const from = await usable(w, needs, me.organisation, found);
  if (from.length === 0) return [];
  return [
    note(t('drafting.offer', { count: from.length })),
    ...buttons({
      button: 'action',
      action: 'drafting.ask',
      value: ('words' in of ? ['words', of.words] : ['question', of.question]).join(' '),
      label: t.plain('drafting.button'),
    }),
  ];
}

export async function ask(turn: Turn<InboundOf<'action'>>, needs: Needs): Promise<Reply> {
  const { w, me, t, event } = turn;
  if (!needs.isConfigured) return tell(sentence(t, 'drafting.off'));
  const words = await wordsOf(turn, needs);
  // Everything is looked at again: who pressed may read less by now than when it was offered.
  const found = words === null ? [] : await needs.known(turn, words);
  const sources = (await usable(w, needs, me.organisation, found)).slice(0, MOST_SOURCES);
  if (words === null || sources.length === 0) return tell(sentence(t, 'drafting.nothing'));
  await pay(turn, needs, sources);
  const place = event.where === 'channel' ? event.in : null;
  const id = await w.drafting.ask({ person: me.person, identity: me.identity, words, place, sources });
  await w.show(
    subjectOfDraft(id),
    { to: event.from, attention: yours, exactly: true },
    { view: 'drafting.answer', id },
  );
  w.later('draft', id);
  return tell(sentence(t, 'drafting.coming', { count: sources.length }));
}

async function wordsOf(turn: Turn<InboundOf<'action'>>, needs: Needs): Promise<Text | null> {
  const [, kind, rest = ''] = /^(words|question) ([\s\S]*)$/.exec(turn.event.value) ?? [];
  if (kind === 'question') return needs.ownWords(turn, rest);
  return kind === 'words' && rest.trim() !== '' ? rest.slice(0, MOST_WORDS) : null;
}

/** @throws Refusal, which takes nothing of what was paid before */
async function pay({ w, me, t }: Turn, needs: Needs, sources: readonly Found[]): Promise<void> {
  const spend = async (limit: Limit, refused: (minutes: number) => Card | Promise<Card>): Promise<void> => {
    const ms = await w.spend(limit);
    if (ms > 0) throw new Refusal(await refused(Math.max(1, Math.ceil(ms / MINUTE_MS))));
  };
  await spend({ key: `drafts/person/${me.person}`, ...PERSON }, (minutes) =>
    sentence(t, 'drafting.spent-person', { minutes }),
  );
  for (const community of new Set(sources.flatMap((one) => one.community ?? [])))
    await spend({ key: `drafts/community/${community}`, ...COMMUNITY }, async (minutes) =>
      sentence(t, 'drafting.spent-community', { minutes, community: await needs.communityName(w, community) }),
    );
  await spend({ key: 'drafts/all', ...ALL }, (minutes) => sentence(t, 'drafting.spent-all', { minutes }));
}
