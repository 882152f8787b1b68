/** The Slack-like window: a workspace as one of its people sees it. */
import { useState } from 'react';
import type { SlackSession } from '../state/slack-session.ts';
import { useStore } from '../state/store.ts';
import { Confirm, type Question } from '../ui/confirm.tsx';
import { LookContext } from '../ui/look.ts';
import { Notice } from '../ui/notice.tsx';
import { PersonSwitch } from '../ui/person-switch.tsx';
import { SlackContext } from './context.ts';
import { Conversation } from './conversation.tsx';
import { Modal } from './modal.tsx';
import { Rail } from './rail.tsx';
import { Sidebar } from './sidebar.tsx';
import { Thread } from './thread.tsx';

export function SlackWindow({ session }: { session: SlackSession }) {
  const state = useStore(session.state);
  const [question, setQuestion] = useState<Question | null>(null);
  const team = session.team;
  if (!team) return null;
  const row = state.conversations.find(({ id }) => id === state.place?.conversation);
  const thread = state.place?.tab === 'messages' ? state.place.thread : undefined;
  return (
    <LookContext value="slack">
      <SlackContext value={{ session, state, team, ask: setQuestion }}>
        <section
          className="window"
          data-look="slack"
          data-window
          data-testid="slack-window"
          aria-label={`Slack: ${team.name}`}
        >
          <header className="window-bar">
            <span className="window-kind">Slack</span>
            <h2>{team.name}</h2>
            <span className="grow" />
            <PersonSwitch
              people={team.people}
              as={state.as}
              of={team.name}
              testId="slack-acting-as"
              onChange={(id) => session.become(team.id, id)}
            />
          </header>
          <div className="window-body" data-thread={thread !== undefined || undefined}>
            <Rail />
            <Sidebar />
            <div className="pane">
              <Notice said={state.said} onDismiss={session.quiet} />
              <div className="pane-columns">
                {row && <Conversation row={row} />}
                {row && thread && <Thread key={thread} row={row} thread={thread} />}
              </div>
            </div>
          </div>
          {state.modals.map((view, index) => (
            <Modal key={view.id} view={view} covered={index < state.modals.length - 1 || question !== null} />
          ))}
          {question && <Confirm question={question} onDone={() => setQuestion(null)} />}
        </section>
      </SlackContext>
    </LookContext>
  );
}
