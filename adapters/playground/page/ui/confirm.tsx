/** A question before something happens. */
import type { ReactNode } from 'react';
import { WindowDialog } from './window-dialog.tsx';

export interface Question {
  title: string;
  text: ReactNode;
  yes: string;
  no: string;
  danger?: boolean;
  run(): void;
}

export function Confirm({ question, onDone }: { question: Question; onDone(): void }) {
  return (
    <WindowDialog
      role="alertdialog"
      title={question.title}
      onClose={onDone}
      className="dialog-small"
      testId="confirm"
      foot={
        <>
          <button type="button" className="button" onClick={onDone}>
            {question.no}
          </button>
          <button
            type="button"
            data-autofocus
            className={question.danger ? 'button button-danger' : 'button button-primary'}
            onClick={() => {
              onDone();
              question.run();
            }}
          >
            {question.yes}
          </button>
        </>
      }
    >
      <div className="confirm-text">{question.text}</div>
    </WindowDialog>
  );
}
