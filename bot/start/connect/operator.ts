/** The channel that alarms go to: named by its link, as people copy it, and kept as a reference. */
import { OPERATOR_CHANNEL, readSetting, writeSetting } from '../../../prisma/settings.ts';
import { StartError } from '../../core/start-error.ts';
import type { Context, Typed } from './command.ts';

/** `operator <link or platform/workspace/channel>`, `operator off`, or nothing to see it. @throws StartError */
export async function operator(context: Context, { name }: Typed): Promise<void> {
  const { prisma, say, clock } = context;
  if (name === '') {
    const now = await readSetting(prisma, OPERATOR_CHANNEL);
    return say(now === null ? 'Alarms go to the log alone.' : `Alarms go to ${now}`);
  }
  if (name === 'off') {
    await writeSetting(prisma, OPERATOR_CHANNEL, null, clock.now());
    return say('Alarms go to the log alone.');
  }
  const { platform, workspace, channel } = await channelOf(context, name);
  const owner = await prisma.workspace.findUnique({
    where: { platform_externalId: { platform, externalId: workspace } },
  });
  if (!owner?.connection)
    throw new StartError(
      `The channel’s workspace (${workspace}) is not connected: npm run connect -- list shows those that are.`,
    );
  const reference = `${platform}/${workspace}/${channel}`;
  await writeSetting(prisma, OPERATOR_CHANNEL, reference, clock.now());
  say(`Alarms go to ${reference}. Invite Guildhall to that channel, and invite nobody who should not read them.`);
}

interface Place {
  readonly platform: string;
  readonly workspace: string;
  readonly channel: string;
}

async function channelOf({ store }: Context, typed: string): Promise<Place> {
  const [, platform, workspace, channel] = /^(slack|teams)\/([^/\s]+)\/(\S+)$/.exec(typed) ?? [];
  if (platform && workspace && channel) return { platform, workspace, channel };
  const url = URL.canParse(typed) ? new URL(typed) : null;
  // slack.com/help/articles/203274767 and learn.microsoft.com/microsoftteams/platform/concepts/build-and-test/deep-link-teams
  const [, inSlack] = /^\/archives\/([A-Z0-9]+)/.exec(url?.pathname ?? '') ?? [];
  if (url && inSlack) {
    const { installations } = await store.all();
    const found = installations.find((one) => one.owns && one.url !== '' && new URL(one.url).host === url.host);
    if (!found) throw new StartError(`No connected workspace is at ${url.host}: npm run connect -- list shows all.`);
    return { platform: 'slack', workspace: found.externalId, channel: inSlack };
  }
  const [, inTeams] = /^\/l\/channel\/([^/]+)/.exec(url?.pathname ?? '') ?? [];
  const tenant = url?.searchParams.get('tenantId')?.toLowerCase();
  if (inTeams && tenant) return { platform: 'teams', workspace: tenant, channel: decodeURIComponent(inTeams) };
  throw new StartError(
    'That names no channel: copy the channel’s link in Slack or Teams (Copy link, Get link to channel), and give it in quotation marks.',
  );
}
