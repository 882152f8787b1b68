/** The open conversation: its head, its messages and its composer; for the app its three tabs. */
import { useEffect, useRef } from 'react';
import type { SlackConversationView } from '../../api-types.ts';
import { focusComposer } from '../state/drafts.ts';
import { Icon } from '../ui/icon.tsx';
import { MenuButton, type MenuItem } from '../ui/menu.tsx';
import { About } from './about.tsx';
import { useSlack } from './context.ts';
import { Home } from './home.tsx';
import { MessageList } from './message-list.tsx';
import { SlackComposer, slackDraft } from './slack-composer.tsx';

function ChannelMenu({ row }: { row: SlackConversationView }) {
  const { session, team, ask } = useSlack();
  const items: MenuItem[] = [];
  if (!row.botIsMember && row.member) {
    items.push({
      label: `Add ${team.bot.name} to the channel`,
      icon: <Icon name="plus" size={16} />,
      run: () => void session.act({ kind: 'invite', channel: row.id, user: team.bot.id }),
    });
  }
  for (const person of team.people.filter(({ id }) => row.member && !row.members.includes(id))) {
    items.push({
      label: `Add ${person.name}`,
      note: person.title,
      icon: <Icon name="people" size={16} />,
      run: () => void session.act({ kind: 'invite', channel: row.id, user: person.id }),
    });
  }
  if (row.member) {
    items.push({
      label: 'Leave channel',
      danger: true,
      icon: <Icon name="out" size={16} />,
      run: () =>
        ask({
          title: `Leave #${row.name}`,
          text: 'You can come back whenever you like.',
          yes: 'Leave',
          no: 'Stay',
          run: () => void session.act({ kind: 'leave', channel: row.id }),
        }),
    });
  }
  if (items.length === 0) return null;
  return (
    <MenuButton label="Channel options" items={items} className="icon-button" end>
      <Icon name="more" />
    </MenuButton>
  );
}

function Head({ row }: { row: SlackConversationView }) {
  const isChannel = row.kind === 'channel' || row.kind === 'private';
  return (
    <header className="pane-head">
      <h3>
        {isChannel && <Icon name={row.kind === 'private' ? 'lock' : 'hash'} size={16} />}
        {row.name}
      </h3>
      {isChannel && (
        <span className="pane-topic" title={row.topic}>
          {row.topic}
        </span>
      )}
      <span className="grow" />
      {isChannel && (
        <>
          <span className="members" title={`${row.members.length} members`}>
            <Icon name="people" size={15} /> <span className="hidden">Members: </span>
            {row.members.length}
          </span>
          <ChannelMenu row={row} />
        </>
      )}
    </header>
  );
}

const tabs = [
  ['home', 'Home'],
  ['messages', 'Messages'],
  ['about', 'About'],
] as const;

function AppTabs({ row }: { row: SlackConversationView }) {
  const { session, state } = useSlack();
  const now = state.place?.tab ?? 'messages';
  const strip = useRef<HTMLDivElement>(null);
  return (
    <div
      ref={strip}
      className="app-tabs"
      role="tablist"
      aria-label={row.name}
      onKeyDown={(event) => {
        const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
        if (step === 0) return;
        const at = (tabs.findIndex(([tab]) => tab === now) + step + tabs.length) % tabs.length;
        session.open({ conversation: row.id, tab: tabs[at]?.[0] ?? 'home' });
        strip.current?.querySelectorAll('button')[at]?.focus();
      }}
    >
      {tabs.map(([tab, label]) => (
        <button
          key={tab}
          type="button"
          role="tab"
          aria-selected={tab === now}
          tabIndex={tab === now ? 0 : -1}
          onClick={() => session.open({ conversation: row.id, tab })}
        >
          {label}
        </button>
      ))}
    </div>
  );
}

export function Conversation({ row }: { row: SlackConversationView }) {
  const { session, state } = useSlack();
  const tab = row.kind === 'app' ? (state.place?.tab ?? 'messages') : 'messages';
  const where = row.kind === 'channel' || row.kind === 'private' ? `#${row.name}` : row.name;
  const first = useRef(true);
  useEffect(() => {
    // The first conversation is opened by the page, not by a person: the focus stays where it is.
    if (first.current) first.current = false;
    else if (tab === 'messages') focusComposer(slackDraft(state.team, state.as, row.id));
  }, [row.id, tab, state.team, state.as]);
  return (
    <section className="conversation" aria-label={where} data-testid="slack-channel">
      <Head row={row} />
      {row.kind === 'app' && <AppTabs row={row} />}
      {tab === 'home' && <Home />}
      {tab === 'about' && <About />}
      {tab === 'messages' && (
        <>
          <MessageList conversation={row.id} label={`Messages in ${where}`} />
          {row.member || row.kind !== 'channel' ? (
            <SlackComposer key={row.id} row={row} />
          ) : (
            <div className="join">
              <span>You are looking at {where}.</span>
              <button
                type="button"
                className="button button-primary"
                onClick={() => void session.act({ kind: 'join', channel: row.id })}
              >
                Join channel
              </button>
            </div>
          )}
        </>
      )}
    </section>
  );
}
