/** What can be done with a message: reply, react, edit, delete, and the app's message shortcuts. */
import type { SlackMessageView } from '../../api-types.ts';
import { Icon } from '../ui/icon.tsx';
import { MenuButton, type MenuItem } from '../ui/menu.tsx';
import { emoji, quickReactions } from './blocks/emoji.ts';
import { useSlack } from './context.ts';
import { isEvent } from './event.ts';

interface Props {
  message: SlackMessageView;
  inThread: boolean;
  onEdit(): void;
  onThread(): void;
  /** Whether the message is the one that Tab goes into. */
  current: boolean;
}

export function MessageMenu({ message, inThread, onEdit, onThread, current }: Props) {
  const { session, state, team, ask } = useSlack();
  const own = message.user === state.as && !isEvent(message);
  const at = { channel: message.channel, ts: message.ts };
  const tabIndex = current ? 0 : -1;

  const reactions = quickReactions.map((name) => ({
    label: `${emoji(name)} :${name}:`,
    run: () => void session.act({ kind: 'react', ...at, name }),
  }));

  const items: MenuItem[] = [];
  if (!inThread) items.push({ label: 'Reply in thread', icon: <Icon name="reply" size={16} />, run: onThread });
  if (own) items.push({ label: 'Edit message', icon: <Icon name="edit" size={16} />, run: onEdit });
  for (const [index, { callbackId, name, description }] of team.messageShortcuts.entries()) {
    items.push({
      label: name,
      note: description,
      icon: <Icon name="bolt" size={16} />,
      ...(index === 0 && { under: team.bot.name }),
      run: () => void session.act({ kind: 'messageShortcut', callbackId, ...at }),
    });
  }
  if (own) {
    items.push({
      label: 'Delete message',
      danger: true,
      icon: <Icon name="bin" size={16} />,
      run: () =>
        ask({
          title: 'Delete message',
          text: 'Delete this message? It cannot be brought back.',
          yes: 'Delete',
          no: 'Cancel',
          danger: true,
          run: () => void session.act({ kind: 'delete', ...at }),
        }),
    });
  }

  return (
    <div className="message-tools" data-testid="message-tools">
      <MenuButton label="React" items={reactions} className="icon-button" end wide={180} tabIndex={tabIndex}>
        <Icon name="smile" size={17} />
      </MenuButton>
      {!inThread && (
        <button
          type="button"
          className="icon-button"
          aria-label="Reply in thread"
          title="Reply in thread"
          tabIndex={tabIndex}
          onClick={onThread}
        >
          <Icon name="reply" size={17} />
        </button>
      )}
      <MenuButton label="More actions" items={items} className="icon-button" end wide={280} tabIndex={tabIndex}>
        <Icon name="more" size={17} />
      </MenuButton>
    </div>
  );
}
