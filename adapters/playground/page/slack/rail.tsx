/** The switch between workspaces. */
import { useSlack } from './context.ts';

const initials = (name: string): string =>
  name
    .split(/\s+/)
    .filter((word) => /^[A-Z]/.test(word))
    .slice(0, 2)
    .map((word) => word[0])
    .join('');

export function Rail() {
  const { session, state, team } = useSlack();
  return (
    <fieldset className="rail" aria-label="Workspaces">
      {session.teams.map((one) => (
        <button
          key={one.id}
          type="button"
          className="rail-team"
          data-testid="slack-workspace"
          aria-pressed={one.id === team.id}
          aria-label={`Workspace ${one.name}`}
          title={one.name}
          onClick={() => one.id !== state.team && session.become(one.id)}
        >
          {initials(one.name)}
        </button>
      ))}
    </fieldset>
  );
}
