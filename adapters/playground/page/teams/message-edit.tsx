/** Editing one's own message where it stands. */
import { useEffect, useMemo } from 'react';
import type { TeamsMessageView } from '../../api-types.ts';
import { Composer } from '../composer/composer.tsx';
import { focusComposer, setDraft } from '../state/drafts.ts';
import { useTeams } from './context.ts';
import { teamsOffers } from './offers.ts';
import { teamsMarks } from './teams-composer.tsx';

export function MessageEdit({ message, onDone }: { message: TeamsMessageView; onDone(): void }) {
  const { session, tenant } = useTeams();
  const key = `edit/${message.conversation}/${message.id}`;
  const offers = useMemo(() => teamsOffers(tenant, 'team'), [tenant]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the text as it was when the edit began
  useEffect(() => {
    setDraft(key, message.text);
    focusComposer(key);
  }, [key]);
  const done = (): void => {
    setDraft(key, '');
    onDone();
  };
  const save = async (text: string): Promise<boolean> => {
    const answer = await session.act({ kind: 'edit', conversation: message.conversation, id: message.id, text });
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
      marks={teamsMarks}
      sendLabel="Save"
      foot={
        <button type="button" className="button" onClick={done}>
          Cancel
        </button>
      }
    />
  );
}
