/** Ways into the world for the seed and for tests: act as anyone, put history in, make things go wrong, look. */
import type {
  SlackAct,
  SlackActAnswer,
  SlackMessageView,
  TeamsAct,
  TeamsActAnswer,
  TeamsPostView,
  WireCall,
} from './api-types.ts';
import type { Chaos, Ground } from './ground.ts';
import { Refusal } from './ground.ts';
import { teamsAct } from './microsoft/acts.ts';
import type { ConnectorFault } from './microsoft/connector.ts';
import type { Microsoft } from './microsoft/index.ts';
import * as teamsPost from './microsoft/post.ts';
import * as teamsView from './microsoft/snapshot.ts';
import * as slackPost from './slack/acts.ts';
import { slackAct } from './slack/acts.ts';
import type { Slack } from './slack/index.ts';
import * as slackView from './slack/snapshot.ts';
import type { SlackFault } from './slack/web-api.ts';

export interface Hooks {
  /** Acts as a person, as the page would; resolves when it is stored. Throws `Refusal`. */
  slackAct(team: string, as: string, act: SlackAct): Promise<SlackActAnswer>;
  /** Acts as a person, as the page would; resolves when it is stored. Throws `Refusal`. */
  teamsAct(as: string, act: TeamsAct): Promise<TeamsActAnswer>;
  /** Puts a message into the past. The bot is not told. Returns its ts. */
  slackHistory(team: string, as: string, said: { channel: string; thread?: string; text: string; at: Date }): string;
  /** Puts a message into the past. The bot is not told. Returns its id. */
  teamsHistory(as: string, said: { conversation: string; root?: string; text: string; at: Date }): string;
  /** What a person sees: the top level, or one thread. */
  slackMessages(team: string, as: string, channel: string, thread?: string): SlackMessageView[];
  teamsPosts(as: string, conversation: string): TeamsPostView[];
  /** The next calls of the bot go wrong in this way. */
  slackFault(fault: SlackFault): void;
  teamsFault(fault: ConnectorFault): void;
  /** What Slack's administrators do; the bot is told. */
  renameChannel(team: string, channel: string, name: string): void;
  archiveChannel(team: string, channel: string, archived: boolean): void;
  /** A change of a profile in Slack's own form, such as `{ deleted: true }`; the bot is told. */
  changeUser(team: string, user: string, change: Record<string, unknown>): void;
  setChaos(chaos: Chaos | null): void;
  /** Whether the bot has answered everything and nothing is owed to it. */
  idle(): boolean;
  wire(): WireCall[];
}

export function createHooks(ground: Ground, slack: Slack, microsoft: Microsoft): Hooks {
  const tenant = microsoft.world.cast.tenant.tenantId;
  const channelOf = (teamId: string, id: string) => {
    const team = slack.world.team(teamId);
    const channel = team && slack.world.channel(teamId, id);
    if (!team || !channel) throw new Refusal(404, 'channel_not_found', 'There is no such channel.');
    return { team, channel };
  };
  const stored = async <T>(doing: Promise<T>): Promise<T> => {
    const done = await doing;
    await ground.keep.settled();
    return done;
  };
  return {
    slackAct: (team, as, act) => stored(slackAct(slack.actor(team, as), act)),
    teamsAct: (as, act) => stored(teamsAct(microsoft.actor(tenant, as), act)),
    slackHistory: (team, as, said) => slackPost.post(slack.actor(team, as), said, said.at).ts,
    teamsHistory: (as, said) => teamsPost.post(microsoft.actor(tenant, as), said, said.at).id,
    slackMessages(teamId, as, id, thread) {
      const { team, channel } = channelOf(teamId, id);
      return slackView.messagesView(slack.world, team, channel, as, { ...(thread ? { thread } : {}), limit: 10_000 })
        .messages;
    },
    teamsPosts(as, conversation) {
      const actor = microsoft.actor(tenant, as);
      return teamsView.messagesView(microsoft.world, teamsPost.placeOf(actor, conversation), actor.person.id, {
        limit: 10_000,
      }).posts;
    },
    slackFault: (fault) => void slack.api.faults.push(fault),
    teamsFault: (fault) => void microsoft.connector.faults.push(fault),
    renameChannel(teamId, id, name) {
      const { team, channel } = channelOf(teamId, id);
      slack.events.renamed(team, slack.world.putChannel({ ...channel, name }));
    },
    archiveChannel(teamId, id, archived) {
      const { team, channel } = channelOf(teamId, id);
      slack.events.archived(team, slack.world.putChannel({ ...channel, archived }), channel.creator);
    },
    changeUser(teamId, user, change) {
      const { team } = slack.actor(teamId, user);
      ground.keep.put('slack.user', user, { ...slack.world.profile(user), ...change });
      slack.events.person(team, user, 'user_change');
    },
    setChaos(chaos) {
      ground.chaos = chaos;
    },
    idle: () => slack.delivery.idle() && microsoft.delivery.idle(),
    wire: () => ground.wire.calls(),
  };
}
