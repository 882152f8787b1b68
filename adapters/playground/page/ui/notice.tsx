/** A sentence over a window's pane: something that went wrong stays until it is dismissed, something done goes by itself. */
import { useEffect } from 'react';
import { Icon } from './icon.tsx';

export interface Said {
  kind: 'problem' | 'done';
  text: string;
}

export function Notice({ said, onDismiss }: { said: Said | null; onDismiss(): void }) {
  useEffect(() => {
    if (said?.kind !== 'done') return;
    const timer = setTimeout(onDismiss, 5000);
    return () => clearTimeout(timer);
  }, [said, onDismiss]);
  return (
    <div role={said?.kind === 'problem' ? 'alert' : 'status'} className="notice-place">
      {said && (
        <div className="said" data-kind={said.kind} data-testid="window-notice">
          <span>{said.text}</span>
          <button type="button" className="icon-button" aria-label="Dismiss" onClick={onDismiss}>
            <Icon name="close" size={14} />
          </button>
        </div>
      )}
    </div>
  );
}
