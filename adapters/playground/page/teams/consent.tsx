/** The switch for what the bot may hear in a team or a group chat: everything, or its mentions alone. */
import type { TeamsRow } from '../state/teams-state.ts';
import { useTeams } from './context.ts';

export function Consent({ row }: { row: TeamsRow }) {
  const { session, tenant } = useTeams();
  const of = row.team ?? (row.chat?.kind === 'group' ? row.chat : undefined);
  if (!of) return null;
  if (!of.installed)
    return (
      <span className="consent-note">
        {tenant.bot.name} is not in this {row.team ? 'team' : 'chat'}
      </span>
    );
  const label = `This ${row.team ? 'team' : 'chat'} has not consented`;
  const title = of.consented
    ? `${tenant.bot.name} hears every message here. Switch on to see what happens without the owner's consent.`
    : `${tenant.bot.name} hears only messages that mention it here.`;
  return (
    <button
      type="button"
      role="switch"
      aria-checked={!of.consented}
      aria-label={label}
      title={title}
      className="switch"
      data-testid="teams-consent"
      onClick={() => void session.act({ kind: 'consent', of: of.id, granted: !of.consented })}
    >
      <span className="switch-track" aria-hidden="true">
        <span className="switch-thumb" />
      </span>
      <span className="switch-label">Not consented</span>
    </button>
  );
}
