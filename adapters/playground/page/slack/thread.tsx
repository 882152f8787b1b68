/** A thread: beside the conversation where there is room, else over it. */
import type { SlackConversationView } from '../../api-types.ts';
import { Icon } from '../ui/icon.tsx';
import { useSlack } from './context.ts';
import { MessageList } from './message-list.tsx';
import { SlackComposer } from './slack-composer.tsx';

export function Thread({ row, thread }: { row: SlackConversationView; thread: string }) {
  const { session } = useSlack();
  const close = (): void => session.open({ conversation: row.id, tab: 'messages' });
  const where = row.kind === 'channel' || row.kind === 'private' ? `#${row.name}` : row.name;
  return (
    <section
      className="thread"
      aria-label={`Thread in ${where}`}
      data-testid="slack-thread"
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !event.defaultPrevented) close();
      }}
    >
      <header className="pane-head">
        <button
          type="button"
          className="icon-button thread-back"
          aria-label={`Back to ${where}`}
          title={`Back to ${where}`}
          onClick={close}
        >
          <Icon name="back" />
        </button>
        <h3>Thread</h3>
        <span className="quiet">{where}</span>
        <span className="grow" />
        <button
          type="button"
          className="icon-button thread-close"
          aria-label="Close thread"
          title="Close thread"
          onClick={close}
        >
          <Icon name="close" />
        </button>
      </header>
      <MessageList conversation={row.id} thread={thread} label={`Thread in ${where}`} />
      <SlackComposer key={thread} row={row} thread={thread} />
    </section>
  );
}
