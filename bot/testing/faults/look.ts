/** Looking at the stand-ins as a person does: what stands in a channel, in its threads and in a private chat, and acting there. */
import type { SlackMessageView, TeamsMessageView } from '../../../adapters/playground/api-types.ts';
import { teamsPersonalId } from '../../../adapters/playground/ids.ts';
import type { Playground } from '../../../adapters/playground/index.ts';
import { drawnBlocks } from '../journey/drawn-slack.ts';
import { drawnCard } from '../journey/drawn-teams.ts';
import type { Channel, Person } from './town.ts';

/** A message that is there to be seen. */
export interface Seen {
  readonly id: string;
  /** The message whose thread it is in; null for one that starts a thread. */
  readonly root: string | null;
  readonly byBot: boolean;
  readonly words: string;
  /** In the stand-ins' time. */
  readonly at: number;
}

export interface Looking {
  /** What starts a thread in a channel, and nothing of the threads. */
  tops(channel: Channel): Seen[];
  /** All that stands in a channel and its threads. */
  all(channel: Channel): Seen[];
  /** The private chat between a person and the bot. */
  privately(person: Person): Promise<Seen[]>;
  /** Writes. @returns the message's id */
  write(person: Person, channel: Channel, text: string, root?: string): Promise<string>;
  edit(person: Person, channel: Channel, id: string, text: string): Promise<void>;
  remove(person: Person, channel: Channel, id: string): Promise<void>;
}

export function lookAt({ cast, hooks }: Playground): Looking {
  const bots = new Set([...cast.slackTeams.map((team) => team.botUserId), `28:${cast.tenant.appId}`]);
  const eyes = ({ people }: Channel): string => people[0]?.id ?? '';

  const slackSeen = (view: SlackMessageView): Seen[] =>
    view.tombstone
      ? []
      : [
          {
            id: view.ts,
            root: view.thread ?? null,
            byBot: bots.has(view.user),
            words: bots.has(view.user) ? drawnBlocks(view.blocks).text : view.text,
            at: Number(view.ts) * 1000,
          },
        ];
  const teamsSeen = (view: TeamsMessageView): Seen[] =>
    view.deleted
      ? []
      : [
          {
            id: view.id,
            root: view.root ?? null,
            byBot: bots.has(view.from),
            words: bots.has(view.from)
              ? view.attachments.map((one) => drawnCard(one.content).text).join('\n')
              : view.text,
            at: Date.parse(view.time),
          },
        ];

  return {
    tops(channel) {
      if (channel.platform === 'slack')
        return hooks.slackMessages(channel.home, eyes(channel), channel.id).flatMap(slackSeen);
      return hooks.teamsPosts(eyes(channel), channel.id).flatMap((post) => teamsSeen(post.message));
    },
    all(channel) {
      const as = eyes(channel);
      if (channel.platform === 'teams') {
        const posts = hooks.teamsPosts(as, channel.id);
        return posts.flatMap((post) => [post.message, ...post.replies].flatMap(teamsSeen));
      }
      return hooks
        .slackMessages(channel.home, as, channel.id)
        .flatMap((top) => hooks.slackMessages(channel.home, as, channel.id, top.ts))
        .flatMap(slackSeen);
    },
    async privately(person) {
      if (person.platform === 'teams') {
        const chat = teamsPersonalId(person.id, cast.tenant.appId);
        return hooks.teamsPosts(person.id, chat).flatMap((post) => teamsSeen(post.message));
      }
      const bot = cast.slackTeams.find((team) => team.teamId === person.home)?.botUserId ?? '';
      const { channel = '' } = await hooks.slackAct(person.home, person.id, { kind: 'openIm', user: bot });
      return hooks
        .slackMessages(person.home, person.id, channel)
        .flatMap((top) => hooks.slackMessages(person.home, person.id, channel, top.ts))
        .flatMap(slackSeen);
    },
    async write({ id: as }, { platform, home, id: channel }, text, root) {
      if (platform === 'slack') {
        const act = { kind: 'post', channel, text, ...(root && { thread: root }) } as const;
        return (await hooks.slackAct(home, as, act)).ts ?? '';
      }
      const act = { kind: 'post', conversation: channel, text, ...(root && { root }) } as const;
      return (await hooks.teamsAct(as, act)).id ?? '';
    },
    async edit({ id: as }, { platform, home, id: channel }, id, text) {
      if (platform === 'slack') await hooks.slackAct(home, as, { kind: 'edit', channel, ts: id, text });
      else await hooks.teamsAct(as, { kind: 'edit', conversation: channel, id, text });
    },
    async remove({ id: as }, { platform, home, id: channel }, id) {
      if (platform === 'slack') await hooks.slackAct(home, as, { kind: 'delete', channel, ts: id });
      else await hooks.teamsAct(as, { kind: 'delete', conversation: channel, id });
    },
  };
}
