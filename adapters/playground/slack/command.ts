/** Slash commands: the form that Slack posts, and what the app's immediate answer becomes. */
import type { SlackActAnswer } from '../api-types.ts';
import { isRecord, Refusal } from '../ground.ts';
import { parseJson } from '../web.ts';
import type { Actor } from './interact.ts';
import { SlackError } from './method.ts';
import type { SlackChannel } from './records.ts';
import { respond } from './respond.ts';
import { wireText } from './text.ts';

/** Sends a command. A command that the app did not register is refused by Slack itself. */
export async function slashCommand(
  actor: Actor,
  channel: SlackChannel,
  command: string,
  typed: string,
): Promise<SlackActAnswer> {
  const { world, team, person } = actor;
  const known = world.surfaces.commands.some((one) => one.command === command);
  if (!known) throw new Refusal(400, 'unknown_command', `${command} is not a valid command.`);
  // Commands get text with entities and no formatting; mentions arrive as typed unless the app asks to escape them.
  const text = wireText(typed, { people: [], channels: [] })
    .replace(/<(https?:[^>|]+)>/g, '$1')
    .trim();
  const answer = await actor.delivery.form(`command ${command}`, {
    token: world.secrets.verificationToken,
    team_id: team.teamId,
    team_domain: team.domain,
    channel_id: channel.id,
    channel_name: channel.kind === 'im' ? 'directmessage' : channel.kind === 'private' ? 'privategroup' : channel.name,
    user_id: person.id,
    user_name: person.account,
    command,
    text,
    api_app_id: world.cast.slackApp.appId,
    is_enterprise_install: 'false',
    response_url: world.responseUrl({ team: team.teamId, user: person.id, channel: channel.id }),
    trigger_id: world.trigger(team.teamId, person.id),
  });
  if (answer.reason === 'http_timeout')
    return { ok: true, failed: `${command} failed with the error "operation_timeout"` };
  if (answer.status === 0) return { ok: true, failed: `${command} failed with the error "dispatch_failed"` };
  if (answer.status < 200 || answer.status > 299)
    return { ok: true, failed: `${command} failed with the error "dispatch_failed"` };
  return immediate(actor, channel, command, answer.body);
}

function immediate(actor: Actor, channel: SlackChannel, command: string, body: string): SlackActAnswer {
  if (body.trim() === '') return { ok: true };
  const parsed = parseJson(body);
  const args = isRecord(parsed) ? parsed : { text: typeof parsed === 'string' ? parsed : body };
  try {
    respond(actor, { team: actor.team, channel, user: actor.person.id }, args);
    return { ok: true };
  } catch (error) {
    if (error instanceof SlackError) return { ok: true, failed: `${command} failed with the error "${error.message}"` };
    throw error;
  }
}
