/** Editing one's own message where it stands. */
import { useEffect, useMemo } from 'react';
import type { SlackMessageView } from '../../api-types.ts';
import { Composer } from '../composer/composer.tsx';
import { focusComposer, setDraft } from '../state/drafts.ts';
import { useSlack } from './context.ts';
import { slackOffers } from './offers.ts';
import { slackMarks } from './slack-composer.tsx';

/** The text as it was typed: mentions by handle again, escapes undone. */
function typed(text: string, handle: (id: string) => string | undefined): string {
  return text
    .replace(/<@([A-Z0-9]+)(?:\|[^>]*)?>/g, (whole, id: string) => (handle(id) ? `@${handle(id)}` : whole))
    .replace(/<(?:#[A-Z0-9]+)\|([^>]+)>/g, '#$1')
    .replace(/<((?:https?|mailto):[^|>]+)(?:\|[^>]*)?>/g, '$1')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}

export function MessageEdit({ message, onDone }: { message: SlackMessageView; onDone(): void }) {
  const { session, state, team } = useSlack();
  const key = `edit/${message.channel}/${message.ts}`;
  const offers = useMemo(() => slackOffers(team, state.conversations, true), [team, state.conversations]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the text as it was when the edit began
  useEffect(() => {
    const all = [team.bot, ...team.people];
    setDraft(
      key,
      typed(message.text, (id) => all.find((person) => person.id === id)?.handle),
    );
    focusComposer(key);
  }, [key]);
  const done = (): void => {
    setDraft(key, '');
    onDone();
  };
  const save = async (text: string): Promise<boolean> => {
    const answer = await session.act({ kind: 'edit', channel: message.channel, ts: message.ts, text });
    if (answer) done();
    return false;
  };
  return (
    <Composer
      label="Edit message"
      draftKey={key}
      offers={offers}
      onSend={save}
      onEscape={done}
      marks={slackMarks}
      sendLabel="Save"
      foot={
        <button type="button" className="button" onClick={done}>
          Cancel
        </button>
      }
    />
  );
}
