/** The list of the workspace's conversations, with marks for what is unread. */
import type { SlackConversationView } from '../../api-types.ts';
import { focusComposer } from '../state/drafts.ts';
import { Avatar } from '../ui/avatar.tsx';
import { Icon } from '../ui/icon.tsx';
import { MenuButton } from '../ui/menu.tsx';
import { moveInRows } from '../ui/roving.ts';
import { useSlack } from './context.ts';
import { slackDraft } from './slack-composer.tsx';

function label(row: SlackConversationView): string {
  const name = row.kind === 'channel' ? `# ${row.name}` : row.kind === 'private' ? `${row.name}, private` : row.name;
  if (row.mentions > 0) return `${name}, ${row.mentions} for you`;
  return row.unread > 0 ? `${name}, ${row.unread} unread` : name;
}

function Row({ row }: { row: SlackConversationView }) {
  const { session, state, team } = useSlack();
  const open = state.place?.conversation === row.id;
  const other = team.people.find(
    (person) => row.kind === 'im' && row.members.includes(person.id) && person.id !== state.as,
  );
  return (
    <li>
      <button
        type="button"
        data-row
        data-testid="slack-conversation"
        className="side-row"
        data-unread={row.unread > 0 || undefined}
        data-away={!row.member || undefined}
        aria-current={open ? 'page' : undefined}
        aria-label={label(row)}
        onClick={() => {
          session.open({ conversation: row.id, tab: row.kind === 'app' ? 'home' : 'messages' });
          if (row.kind !== 'app') focusComposer(slackDraft(state.team, state.as, row.id));
        }}
      >
        {row.kind === 'app' ? (
          <Avatar person={team.bot} size={18} />
        ) : row.kind === 'im' ? (
          <Avatar person={other} size={18} />
        ) : (
          <Icon name={row.kind === 'private' ? 'lock' : 'hash'} size={15} />
        )}
        <span className="side-name" title={row.name}>
          {row.name}
        </span>
        {row.mentions > 0 ? <span className="badge">{row.mentions}</span> : row.unread > 0 && <span className="dot" />}
      </button>
    </li>
  );
}

function Group({ title, rows, add }: { title: string; rows: readonly SlackConversationView[]; add?: React.ReactNode }) {
  return (
    <>
      <div className="side-heading">
        <h3>{title}</h3>
        {add}
      </div>
      <ul>
        {rows.map((row) => (
          <Row key={row.id} row={row} />
        ))}
      </ul>
    </>
  );
}

export function Sidebar() {
  const { session, state, team } = useSlack();
  const of = (...kinds: SlackConversationView['kind'][]) =>
    state.conversations.filter((row) => kinds.includes(row.kind) && !row.archived);
  const people = team.people
    .filter(({ id }) => id !== state.as)
    .map((person) => ({
      label: person.name,
      note: person.title,
      icon: <Avatar person={person} size={24} />,
      run: async () => {
        const answer = await session.act({ kind: 'openIm', user: person.id });
        if (answer?.channel) session.open({ conversation: answer.channel, tab: 'messages' });
      },
    }));
  return (
    <nav className="sidebar" aria-label={`Conversations in ${team.name}`} onKeyDown={moveInRows}>
      <Group title="Channels" rows={of('channel', 'private')} />
      <Group
        title="Direct messages"
        rows={of('im')}
        add={
          <MenuButton label="New direct message" items={people} className="side-add">
            <Icon name="plus" size={14} />
          </MenuButton>
        }
      />
      <Group title="Apps" rows={of('app')} />
    </nav>
  );
}
