/** Enterprise Grid: one installation for a whole organisation, whose workspaces are met as Slack speaks of them. */
import type { Clock } from '../../bot/core/ports.ts';
import { createCache } from './cache.ts';
import { shape, shapes, string } from './shape.ts';
import type { Installation, Installations } from './store.ts';
import type { Workspaces } from './workspaces.ts';

/** How long it is believed that a workspace is none of an organisation's, in milliseconds. */
const BELIEVED_MS = 60_000;
/** Slack lists at most so many at once, and no organisation has so many pages. */
const PAGE = 1_000;
const PAGES = 20;

/**
 * Finds the installation of a workspace, and of one that is met for the first time that of its organisation, where the
 * connection that hears of it is the organisation's: another app's signature spends nothing of its token. What an event
 * says is not enough for that: an app's own administrators could sign anything, so Slack is asked which workspaces its token is
 * for (docs.slack.dev/reference/methods/auth.teams.list). That also names them.
 */
export function createGrid(needs: {
  readonly installations: Installations;
  readonly workspaces: Pick<Workspaces, 'call'>;
  readonly clock: Clock;
}): (connection: string) => Installations['find'] {
  const { installations, workspaces, clock } = needs;
  const met = createCache<boolean>(clock, 1_000, BELIEVED_MS);

  const nameIn = async (organisation: string, team: string): Promise<string | null> => {
    let cursor = '';
    for (let page = 0; page < PAGES; page += 1) {
      const answer = await workspaces.call(organisation, 'auth.teams.list', {
        limit: PAGE,
        ...(cursor && { cursor }),
      });
      const found = shapes(answer, 'teams').find((one) => one.id === team);
      if (found) return string(found, 'name') || team;
      cursor = string(shape(answer, 'response_metadata'), 'next_cursor');
      if (cursor === '') break;
    }
    return null;
  };
  const meet = (organisation: Installation, team: string): Promise<boolean> =>
    met.get(`${organisation.teamId}/${team}`, async () => {
      const name = await nameIn(organisation.teamId, team);
      return name !== null && (await installations.meet?.(organisation, { id: team, name })) === true;
    });

  return (connection) => async (team, enterprise) => {
    const found = await installations.find(team);
    if (found || !enterprise || !installations.meet) return found;
    const organisation = await installations.find(enterprise);
    if (!organisation?.enterpriseId || organisation.connection !== connection) return null;
    if (!(await meet(organisation, team))) return null;
    return { ...organisation, teamId: team };
  };
}
