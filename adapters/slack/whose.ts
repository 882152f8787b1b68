/** Whose a request is: the workspaces that it may have been sent for, and the first of them where the app is installed. */
import { isShape, shape, shapes, string } from './shape.ts';
import type { Installation, Installations } from './store.ts';

/**
 * Workspaces that may be the one in which the app is installed, after the one that Bolt takes: for an interaction in a shared
 * channel that is the person's, while the app may be known only where the view or our message comes from.
 */
export function teamsIn(body: unknown): string[] {
  if (!isShape(body)) return [];
  const found = isShape(body.event)
    ? [
        ...shapes(body, 'authorizations').map((one) => string(one, 'team_id')),
        string(body, 'context_team_id'),
        string(body, 'team_id'),
      ]
    : [string(shape(body, 'view'), 'app_installed_team_id'), string(shape(body, 'message'), 'team')];
  return found.filter((team) => team !== '');
}

/** The first of these workspaces that has one. @throws when the database does not answer */
export async function firstInstallation(
  find: Installations['find'],
  teams: readonly (string | undefined)[],
): Promise<Installation | null> {
  for (const team of new Set(teams)) {
    const found = team ? await find(team) : null;
    if (found) return found;
  }
  return null;
}
