/** Who may install a connection's Slack app by OAuth: workspaces, and whole Enterprise Grid organisations, by their ids. */
import { isOrganisation } from '../../../adapters/slack/index.ts';
import { StartError } from '../../core/start-error.ts';
import { FIRST_SLACK } from '../registry.ts';
import { installAddress, organisationOf } from './add.ts';
import { known } from './change.ts';
import type { Context, Typed } from './command.ts';

const ID = /^[TE][A-Z0-9]{2,20}$/;

/** `allow <connection> <T… or E…> [--organisation "..."] [--remove]` @throws StartError */
export async function allow(context: Context, { name, id, options }: Typed): Promise<void> {
  const { store, say, first } = context;
  if (!ID.test(id))
    throw new StartError(
      'Give the id of a workspace (T…) or of an Enterprise Grid organisation (E…): the address of Slack in a browser has it, https://app.slack.com/client/T….',
    );
  const isFirst = name === FIRST_SLACK && first.slack !== null;
  const hasClient = isFirst ? first.slack?.client : (await known(context, name)).connection.client;
  if (!hasClient) throw new StartError(`“${name}” has a token for its one workspace: nobody installs it by OAuth.`);
  if (options.remove !== undefined) {
    if (!(await store.disallow(name, id))) throw new StartError(`${id} was not allowed to install “${name}”.`);
    return say(
      `${id} may not install “${name}” any more. Where it is installed, it stays until it is removed in Slack.`,
    );
  }
  const organisation = organisationOf({ options });
  await store.allow({ connection: name, externalId: id, organisation });
  const what = isOrganisation(id) ? 'The organisation and each of its workspaces' : 'The workspace';
  say(
    `${what} ${id} may install “${name}”${organisation === null ? '' : `, and what it installs is ${organisation}’s`}.`,
  );
  say(`Its administrator opens ${installAddress(context, name)}`);
}
