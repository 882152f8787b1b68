/** A Teams dialog (task module) in front of the window: a card to fill in. */
import { useState } from 'react';
import type { DialogView } from '../../api-types.ts';
import { SafeLink } from '../ui/safe-link.tsx';
import { WindowDialog } from '../ui/window-dialog.tsx';
import { Card, type Pressed } from './cards/card.tsx';
import { useTeams } from './context.ts';

const widths = { small: 280, medium: 600, large: 900 } as const;

export function Dialog({ dialog, covered }: { dialog: DialogView; covered: boolean }) {
  const { session } = useTeams();
  const [trouble, setTrouble] = useState('');
  const [busy, setBusy] = useState(false);
  const width = typeof dialog.width === 'number' ? dialog.width : widths[dialog.width];

  const submit = async ({ data, inputs, verb }: Pressed): Promise<void> => {
    if (busy) return;
    setBusy(true);
    setTrouble('');
    const answer = await session.act({ kind: 'dialogSubmit', dialog: dialog.id, data, inputs, ...(verb && { verb }) });
    if (!answer || answer.failed)
      setTrouble(answer?.failed || 'This could not be sent. What you typed is kept: try again.');
    setBusy(false);
  };
  const typeahead = async (dataset: string, query: string) => {
    const conversation = session.state.get().place ?? '';
    const answer = await session.act({ kind: 'typeahead', conversation, dialog: dialog.id, dataset, query });
    return (answer?.choices ?? []).map(({ title, value }) => ({ label: title, value }));
  };
  const close = (): void => void session.act({ kind: 'dialogClose', dialog: dialog.id });

  return (
    <WindowDialog
      title={dialog.title}
      onClose={close}
      covered={covered}
      holds={JSON.stringify(dialog.card ?? dialog.message ?? '')}
      testId="teams-dialog"
      foot={
        dialog.card ? undefined : (
          <button type="button" className="button" onClick={close}>
            Close
          </button>
        )
      }
      style={{ maxWidth: Math.max(320, width) }}
    >
      {trouble && (
        <p className="form-trouble" role="alert">
          {trouble}
        </p>
      )}
      {dialog.message !== undefined ? (
        <p className="dialog-message">{dialog.message}</p>
      ) : dialog.card ? (
        <Card content={dialog.card} label={dialog.title} onPressed={submit} typeahead={typeahead} />
      ) : (
        dialog.url && <SafeLink url={dialog.url}>Open this page in its own window</SafeLink>
      )}
    </WindowDialog>
  );
}
