/** The Teams-like window: a tenant as one of its people sees it. */
import { useState } from 'react';
import type { TabView } from '../../api-types.ts';
import { useStore } from '../state/store.ts';
import type { TeamsSession } from '../state/teams-session.ts';
import { rowsOf } from '../state/teams-state.ts';
import { Confirm, type Question } from '../ui/confirm.tsx';
import { LookContext } from '../ui/look.ts';
import { Notice } from '../ui/notice.tsx';
import { PersonSwitch } from '../ui/person-switch.tsx';
import { TeamsContext, type TeamsWorld } from './context.ts';
import { Conversation } from './conversation.tsx';
import { Dialog } from './dialog.tsx';
import { Search, type Searching } from './search.tsx';
import { Sidebar } from './sidebar.tsx';
import { Tab } from './tab.tsx';

export function TeamsWindow({ session }: { session: TeamsSession }) {
  const state = useStore(session.state);
  const [question, setQuestion] = useState<Question | null>(null);
  const [searching, setSearching] = useState<Searching | null>(null);
  const [opened, setOpened] = useState<{ tab: TabView; over: string | null } | null>(null);
  const tenant = session.tenant;
  if (!tenant) return null;
  const row = rowsOf(state).find(({ id }) => id === state.place);
  // A conversation that is opened, however, takes its place.
  const tab = opened && opened.over === state.place ? opened.tab : null;
  const openTab = (one: TabView | null): void => setOpened(one && { tab: one, over: state.place });
  const search: TeamsWorld['search'] = (commandId, conversation, root, onPick) => {
    const command = tenant.searches.find((one) => one.commandId === commandId);
    if (command) setSearching({ command, conversation, root, onPick });
  };
  return (
    <LookContext value="teams">
      <TeamsContext value={{ session, state, tenant, tab, openTab, ask: setQuestion, search }}>
        <section
          className="window"
          data-look="teams"
          data-window
          data-testid="teams-window"
          aria-label={`Teams: ${tenant.name}`}
        >
          <header className="window-bar">
            <span className="window-kind">Teams</span>
            <h2>{tenant.name}</h2>
            <span className="grow" />
            <PersonSwitch
              people={tenant.people}
              as={state.as}
              of={tenant.name}
              testId="teams-acting-as"
              onChange={(id) => session.become(id)}
            />
          </header>
          <div className="window-body">
            <Sidebar />
            <div className="pane">
              <Notice said={state.said} onDismiss={session.quiet} />
              {tab ? <Tab tab={tab} /> : row && <Conversation row={row} />}
            </div>
          </div>
          {state.dialog && <Dialog key={state.dialog.id} dialog={state.dialog} covered={question !== null} />}
          {searching && <Search searching={searching} onDone={() => setSearching(null)} />}
          {question && <Confirm question={question} onDone={() => setQuestion(null)} />}
        </section>
      </TeamsContext>
    </LookContext>
  );
}
