/** The whole page: fetches who is there, listens to the live stream, and shows the two windows side by side. */
import { useEffect, useMemo, useState } from 'react';
import type { LiveEvent, WireCall, WorldView } from '../api-types.ts';
import { api, sentenceOf } from './api/client.ts';
import { Live } from './api/live.ts';
import { Guide } from './frame/guide.tsx';
import { advance, begun, type Progress } from './frame/guide-steps.ts';
import { type Layout, TopBar } from './frame/top-bar.tsx';
import { WirePanel } from './frame/wire-panel.tsx';
import { SlackWindow } from './slack/slack-window.tsx';
import { follow } from './state/follow.ts';
import { recall, remember } from './state/memory.ts';
import { SlackSession } from './state/slack-session.ts';
import { Store, useStore } from './state/store.ts';
import { TeamsSession } from './state/teams-session.ts';
import { TeamsWindow } from './teams/teams-window.tsx';
import { FollowContext } from './ui/safe-link.tsx';

/** So many calls are kept for the wire. */
const kept = 200;

/** Everything of one world that lives longer than a drawing. */
function connect(world: WorldView) {
  const slack = new SlackSession(world.slack);
  const teams = new TeamsSession(world.teams);
  const progress = new Store<Progress>(begun);
  const calls = new Store<readonly WireCall[]>([]);
  const teamsBot = world.teams[0]?.bot;
  const addCall = (call: WireCall): void =>
    calls.change((was) => (was.some(({ seq }) => seq === call.seq) ? was : [call, ...was].slice(0, kept)));

  slack.acted = (act) => progress.change((was) => advance(was, { seen: 'slack', act }));
  teams.acted = (act) => progress.change((was) => advance(was, { seen: 'teams', act, bot: teamsBot?.handle ?? '' }));
  const heard = (event: LiveEvent): void => {
    if (event.type === 'wire') {
      addCall(event.call);
      return;
    }
    slack.hear(event);
    teams.hear(event);
    progress.change((was) => advance(was, { seen: 'live', event, teamsBot: teamsBot?.id ?? '' }));
  };
  const live = new Live({
    heard,
    hello: (again) => {
      slack.hello(again);
      teams.hello(again);
    },
  });
  const fetchCalls = (): void => {
    api.wire().then(
      ({ calls: all }) =>
        calls.change((was) =>
          [...new Map([...all, ...was].map((call) => [call.seq, call])).values()].sort((a, b) => b.seq - a.seq),
        ),
      () => {},
    );
  };
  return { slack, teams, live, progress, calls, fetchCalls };
}

/** A window's composer: the last text field in it. */
const lastField = (window: HTMLElement | undefined): HTMLElement | undefined =>
  [...(window?.querySelectorAll<HTMLElement>('textarea') ?? [])].findLast((field) => field.offsetParent !== null);

function World({ world }: { world: WorldView }) {
  const { slack, teams, live, progress, calls, fetchCalls } = useMemo(() => connect(world), [world]);
  const [layout, setLayout] = useState<Layout>('both');
  const [guide, setGuide] = useState(recall('guide') !== 'closed');
  const [wire, setWire] = useState(false);
  const slackState = useStore(slack.state);
  const teamsState = useStore(teams.state);

  useEffect(() => {
    live.watch(
      slackState.as ? { team: slackState.team, as: slackState.as } : null,
      teamsState.as ? { tenant: teamsState.tenant, as: teamsState.as } : null,
    );
  }, [live, slackState.team, slackState.as, teamsState.tenant, teamsState.as]);

  useEffect(() => {
    if (wire) fetchCalls();
  }, [wire, fetchCalls]);

  // F6 goes from one window to the other, as it does between the panes of a desktop program.
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== 'F6') return;
      event.preventDefault();
      const all = [...document.querySelectorAll<HTMLElement>('[data-window]')];
      const at = all.findIndex((one) => one.contains(document.activeElement));
      const next = all[(at + 1) % all.length];
      (
        next?.querySelector<HTMLElement>('[role$=dialog] :is(input,textarea,select,button)') ?? lastField(next)
      )?.focus();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);

  const toggleGuide = (): void => {
    remember('guide', guide ? 'closed' : null);
    setGuide(!guide);
  };
  const onFollow = useMemo(() => (url: string) => follow(url, slack, teams), [slack, teams]);

  return (
    <FollowContext value={onFollow}>
      <div className="frame">
        <TopBar
          notice={world.notice}
          live={live}
          layout={layout}
          onLayout={setLayout}
          guide={guide}
          onGuide={toggleGuide}
          wire={wire}
          onWire={() => setWire(!wire)}
        />
        {guide && (
          <Guide slack={slack} teams={teams} progress={progress} onClose={toggleGuide} onGo={() => setLayout('both')} />
        )}
        <main className="windows" data-layout={layout}>
          {layout !== 'teams' && <SlackWindow session={slack} />}
          {layout !== 'slack' && <TeamsWindow session={teams} />}
        </main>
        {wire && <WirePanel calls={calls} onClose={() => setWire(false)} />}
      </div>
    </FollowContext>
  );
}

export function App() {
  const [world, setWorld] = useState<WorldView | null>(null);
  const [problem, setProblem] = useState('');
  useEffect(() => {
    let current = true;
    const fetchWorld = (): void => {
      api.world().then(
        (view) => current && setWorld(view),
        (error: unknown) => {
          if (!current) return;
          setProblem(sentenceOf(error));
          setTimeout(fetchWorld, 2000);
        },
      );
    };
    fetchWorld();
    return () => {
      current = false;
    };
  }, []);
  if (world) return <World world={world} />;
  return (
    <div className="waiting" role="status">
      {problem || 'Opening the playground…'}
    </div>
  );
}
