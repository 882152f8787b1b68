/** The list of chats, teams and channels, with marks for what is unread. */
import type { ChatView, TeamView } from '../../api-types.ts';
import { focusComposer } from '../state/drafts.ts';
import { Avatar } from '../ui/avatar.tsx';
import { Icon } from '../ui/icon.tsx';
import { MenuButton } from '../ui/menu.tsx';
import { moveInRows } from '../ui/roving.ts';
import { useTeams } from './context.ts';
import { teamsDraft } from './teams-composer.tsx';

const label = (name: string, unread: number, mentions: number): string =>
  mentions > 0 ? `${name}, ${mentions} for you` : unread > 0 ? `${name}, ${unread} unread` : name;

function Row({
  id,
  name,
  unread,
  mentions,
  children,
}: {
  id: string;
  name: string;
  unread: number;
  mentions: number;
  children: React.ReactNode;
}) {
  const { session, state, tab, openTab } = useTeams();
  return (
    <li>
      <button
        type="button"
        data-row
        data-testid="teams-conversation"
        className="side-row"
        data-unread={unread > 0 || undefined}
        aria-current={state.place === id && !tab ? 'page' : undefined}
        aria-label={label(name, unread, mentions)}
        onClick={() => {
          openTab(null);
          session.open(id);
          focusComposer(teamsDraft(state.as, id));
        }}
      >
        {children}
        <span className="side-name" title={name}>
          {name}
        </span>
        {mentions > 0 ? <span className="badge">{mentions}</span> : unread > 0 && <span className="dot" />}
      </button>
    </li>
  );
}

function Chat({ chat }: { chat: ChatView }) {
  const { state, tenant } = useTeams();
  const other = tenant.people.find(({ id }) => id !== state.as && chat.members.includes(id));
  return (
    <Row {...chat}>
      {chat.kind === 'group' ? (
        <span className="group-picture">
          <Icon name="people" size={14} />
        </span>
      ) : (
        <Avatar person={chat.kind === 'bot' ? tenant.bot : other} size={22} />
      )}
    </Row>
  );
}

function Team({ team }: { team: TeamView }) {
  const { session, tenant, ask } = useTeams();
  const options = [
    team.installed
      ? {
          label: `Remove ${tenant.bot.name} from this team`,
          danger: true,
          icon: <Icon name="bin" size={16} />,
          run: () =>
            ask({
              title: `Remove ${tenant.bot.name}?`,
              text: `${tenant.bot.name} will no longer hear or post anything in ${team.name}.`,
              yes: 'Remove',
              no: 'Cancel',
              danger: true,
              run: () => void session.act({ kind: 'uninstall', in: team.id }),
            }),
        }
      : {
          label: `Add ${tenant.bot.name} to this team`,
          icon: <Icon name="plus" size={16} />,
          run: () => void session.act({ kind: 'install', in: team.id }),
        },
  ];
  return (
    <>
      <div className="side-team">
        <span className="team-picture" aria-hidden="true">
          {team.name.slice(0, 1)}
        </span>
        <h4 title={team.name}>{team.name}</h4>
        <MenuButton label={`Options for ${team.name}`} items={options} className="side-add">
          <Icon name="more" size={15} />
        </MenuButton>
      </div>
      <ul>
        {team.channels.map((channel) => (
          <Row key={channel.id} {...channel}>
            <span className="side-indent" />
          </Row>
        ))}
      </ul>
    </>
  );
}

/** The app's own tabs, as Teams has them beside the chat with it. */
function Tabs() {
  const { tenant, tab, openTab } = useTeams();
  if (tenant.tabs.length === 0) return null;
  return (
    <>
      <div className="side-heading">
        <h3>{tenant.bot.name}</h3>
      </div>
      <ul>
        {tenant.tabs.map((one) => (
          <li key={one.id}>
            <button
              type="button"
              data-row
              data-testid="teams-tab-row"
              className="side-row"
              aria-current={tab?.id === one.id ? 'page' : undefined}
              onClick={() => openTab(one)}
            >
              <Avatar person={tenant.bot} size={22} />
              <span className="side-name">{one.name}</span>
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}

export function Sidebar() {
  const { state, tenant } = useTeams();
  return (
    <nav className="sidebar" aria-label={`Chats and channels in ${tenant.name}`} onKeyDown={moveInRows}>
      <div className="side-heading">
        <h3>Chats</h3>
      </div>
      <ul>
        {state.chats.map((chat) => (
          <Chat key={chat.id} chat={chat} />
        ))}
      </ul>
      <Tabs />
      <div className="side-heading">
        <h3>Teams and channels</h3>
      </div>
      {state.teams.map((team) => (
        <Team key={team.id} team={team} />
      ))}
    </nav>
  );
}
