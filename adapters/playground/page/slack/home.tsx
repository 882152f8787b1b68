/** The app's Home tab, as the bot published it for this person. */
import type { SlackViewView } from '../../api-types.ts';
import { Blocks } from './blocks/blocks.tsx';
import { SurfaceContext } from './blocks/surface.ts';
import { useSlack } from './context.ts';
import { useSurfaceState } from './use-surface.ts';

const noErrors = {};

function HomeView({ view }: { view: SlackViewView }) {
  const { session } = useSlack();
  const surface = useSurfaceState(session, { in: 'view', view: view.id }, view.values, noErrors);
  return (
    <SurfaceContext value={surface}>
      <Blocks blocks={view.blocks} />
    </SurfaceContext>
  );
}

export function Home() {
  const { state } = useSlack();
  return (
    <div className="home" data-testid="slack-home" role="tabpanel" aria-label="Home">
      {state.home ? (
        <HomeView key={state.home.id} view={state.home} />
      ) : (
        <p className="empty">Nothing has been published here yet.</p>
      )}
    </div>
  );
}
