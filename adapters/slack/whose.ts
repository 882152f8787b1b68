/** Whose a request is: the workspaces that it may have been sent for, and the first of them where the app is installed. */
import { isShape, type Shape, shape, shapes, string } from './shape.ts';
import { type Installation, type Installations, isOrganisation } from './store.ts';

/** Slack names one authorisation; more than a handful are nobody's, and each may cost Slack a question. */
const MOST_AUTHORISATIONS = 3;

/** A workspace, with the Enterprise Grid organisation that Slack says it is of; '' where it says none. */
export interface Whose {
  readonly team: string;
  readonly enterprise: string;
}

/**
 * Workspaces that may be the one in which the app is installed, the likeliest first: for an interaction in a shared channel
 * Bolt takes the person's, while the app may be known only where the view or our message comes from. An app that is installed
 * for a whole organisation is heard where it happened, whatever the authorisation says.
 */
export function teamsIn(body: unknown, bolts: string | undefined): readonly Whose[] {
  if (!isShape(body)) return [];
  const bolt = { team: bolts ?? '', enterprise: '' };
  const all = isShape(body.event) ? inEvent(body, bolt) : [bolt, ...inInteraction(body)];
  return all.filter(({ team }) => team !== '' && !isOrganisation(team));
}

/** docs.slack.dev/apis/events-api#authorizations */
function inEvent(body: Shape, bolt: Whose): readonly Whose[] {
  const authorisations = shapes(body, 'authorizations')
    .slice(0, MOST_AUTHORISATIONS)
    .map((one) => ({ team: string(one, 'team_id'), enterprise: string(one, 'enterprise_id') }));
  const happened = [
    { team: string(body, 'context_team_id'), enterprise: string(body, 'context_enterprise_id') },
    { team: string(body, 'team_id'), enterprise: string(body, 'enterprise_id') },
  ];
  return wholeIn(body) === '' ? [bolt, ...authorisations, ...happened] : [...happened, ...authorisations];
}

function inInteraction(body: Shape): readonly Whose[] {
  const team = shape(body, 'team');
  const enterprise = string(shape(body, 'enterprise'), 'id') || string(body, 'enterprise_id');
  return [
    { team: string(shape(body, 'view'), 'app_installed_team_id'), enterprise: '' },
    { team: string(shape(body, 'message'), 'team'), enterprise: '' },
    { team: string(team, 'id'), enterprise: string(team, 'enterprise_id') || enterprise },
    { team: string(body, 'team_id') || string(shape(body, 'user'), 'team_id'), enterprise },
  ];
}

/** The organisation whose installation an event is for; '' where it is a workspace's own. */
export const wholeIn = (body: Shape): string => {
  const whole = shapes(body, 'authorizations').find((one) => one.is_enterprise_install === true);
  if (whole) return string(whole, 'enterprise_id');
  const team = string(body, 'team_id');
  if (isOrganisation(team)) return team;
  return team === '' ? string(body, 'enterprise_id') : '';
};

/** The first of these workspaces that has one. @throws when the database does not answer */
export async function firstInstallation(
  find: Installations['find'],
  teams: readonly Whose[],
): Promise<Installation | null> {
  // One that is known before one that would have to be met.
  for (const { team } of teams) {
    const found = await find(team);
    if (found) return found;
  }
  for (const { team, enterprise } of teams) {
    const found = enterprise === '' ? null : await find(team, enterprise);
    if (found) return found;
  }
  return null;
}
