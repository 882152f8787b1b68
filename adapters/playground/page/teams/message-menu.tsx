/** What can be done with a message: react, edit, delete, and the app's message actions. */
import type { TeamsMessageView } from '../../api-types.ts';
import { Icon } from '../ui/icon.tsx';
import { MenuButton, type MenuItem } from '../ui/menu.tsx';
import { useTeams } from './context.ts';
import { reactions } from './reactions.tsx';

interface Props {
  message: TeamsMessageView;
  onEdit(): void;
  /** Absent where there is nothing to reply under. */
  onReply?: (() => void) | undefined;
  current: boolean;
}

export function MessageMenu({ message, onEdit, onReply, current }: Props) {
  const { session, state, tenant, ask } = useTeams();
  const own = message.from === state.as;
  const at = { conversation: message.conversation, id: message.id };
  const tabIndex = current ? 0 : -1;
  const items: MenuItem[] = [];
  if (onReply) items.push({ label: 'Reply', icon: <Icon name="reply" size={16} />, run: onReply });
  if (own) items.push({ label: 'Edit', icon: <Icon name="edit" size={16} />, run: onEdit });
  const actions = tenant.actions.filter(({ contexts }) => contexts.includes('message'));
  for (const [index, { commandId, title, description }] of actions.entries()) {
    items.push({
      label: title,
      note: description,
      icon: <Icon name="bolt" size={16} />,
      ...(index === 0 && { under: tenant.bot.name }),
      run: () =>
        void session.act({
          kind: 'messageAction',
          conversation: message.conversation,
          commandId,
          message: message.id,
          ...(message.root && { root: message.root }),
        }),
    });
  }
  if (own) {
    items.push({
      label: 'Delete',
      danger: true,
      icon: <Icon name="bin" size={16} />,
      run: () =>
        ask({
          title: 'Delete this message?',
          text: 'You can undo this afterwards.',
          yes: 'Delete',
          no: 'Cancel',
          danger: true,
          run: () => void session.act({ kind: 'delete', ...at }),
        }),
    });
  }
  const quick = reactions.map(({ type, picture, name }) => ({
    label: `${picture} ${name}`,
    run: () => void session.act({ kind: 'react', ...at, type }),
  }));
  return (
    <div className="message-tools" data-testid="message-tools">
      <MenuButton label="React" items={quick} className="icon-button" end wide={160} tabIndex={tabIndex}>
        <Icon name="smile" size={17} />
      </MenuButton>
      {items.length > 0 && (
        <MenuButton label="More actions" items={items} className="icon-button" end wide={280} tabIndex={tabIndex}>
          <Icon name="more" size={17} />
        </MenuButton>
      )}
    </div>
  );
}
