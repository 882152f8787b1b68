/** Checks of what is kept: what is heard, what waits, what was given up, what ends. */
import type { Met } from '../../../prisma/inspect.ts';
import type { lastHeard, Stored } from '../../../prisma/watch.ts';
import { daysLeft, LIMITS } from '../../operations/watched.ts';
import { ago, type Finding, ok, problem, warning } from './finding.ts';
import type { Subject } from './subjects.ts';

const PLATFORMS: Readonly<Record<string, string>> = { slack: 'Slack', teams: 'Teams' };
const platformName = (platform: string): string => PLATFORMS[platform] ?? platform;
/** Longer than a gap takes that can be mended at all. */
const MENDING_MS = 3_600_000;

export function standingFindings(watched: Stored, now: Date): readonly Finding[] {
  const { ended, doors, owed, dueSince, dead, stored } = watched;
  const isLate = (since: Date | null, ms: number): boolean => since !== null && now.getTime() - since.getTime() > ms;
  return [
    ...ended.map(({ connection }) =>
      problem({ check: 'connection', of: connection }, 'Slack said that it has ended, so what is owed there waits.', {
        todo: 'Install the app again and give its new token.',
        section: 6,
      }),
    ),
    ...doors.map(({ platform, connection, openUntil }) => {
      const what = { check: 'door', of: connection === '' ? platformName(platform) : `${connection} (by socket)` };
      return isLate(openUntil, 60_000)
        ? problem(what, `no process has had it open for ${ago(openUntil, now)}.`, {
            todo:
              connection === ''
                ? 'Start Guildhall, or its web process.'
                : `Start Guildhall, or its web process; where it runs, try: npm run connect -- check ${connection}`,
            section: 1,
          })
        : ok(what, 'open.');
    }),
    ...(owed.length === 0 ? [ok({ check: 'messages owed' }, 'none.')] : owed.map((one) => owing(one, now))),
    dueSince !== null && isLate(dueSince, LIMITS.dueMs)
      ? problem({ check: 'due' }, `work has waited for ${ago(dueSince, now)}: no worker takes it up, or too few do.`, {
          todo: 'Start a worker, or one more.',
          section: 4,
        })
      : ok({ check: 'due' }, dueSince === null ? 'nothing waits.' : 'taken up in time.'),
    stored.since !== null && isLate(stored.since, LIMITS.storedMs)
      ? problem({ check: 'events' }, `one was accepted ${ago(stored.since, now)} ago and is not acted on.`, {
          todo: 'Look for its fault in the log; npm run jobs -- failed lists what was given up.',
          section: 9,
        })
      : ok({ check: 'events' }, stored.count === 0 ? 'all are acted on.' : `${stored.count} are being acted on.`),
    dead.since !== null
      ? problem(
          { check: 'dead letters' },
          `${dead.events} events and ${dead.messages} messages were given up, the oldest from ${ago(dead.since, now)} ago.`,
          { todo: 'npm run jobs -- failed lists them.', section: 9 },
        )
      : ok({ check: 'dead letters' }, 'none.'),
  ];
}

function owing({ platform, organisation, messages, since, refused }: Stored['owed'][number], now: Date): Finding {
  const what = { check: 'messages owed', of: `${platformName(platform)} ${organisation}`.trim() };
  const says = `${messages}, the oldest for ${ago(since, now)}${refused ? `; refused with ${refused}` : ''}.`;
  if (now.getTime() - since.getTime() <= LIMITS.owedMs) return ok(what, says);
  return problem(what, says, {
    todo: refused ? 'Give it a new token or secret.' : 'See in the log why they are not sent.',
    section: refused ? (platform === 'teams' ? 7 : 6) : 8,
  });
}

/** When the secret of a connection ends. */
export function endFinding(one: Subject, now: Date): readonly Finding[] {
  // What Slack gives an app ends only where its maker says so.
  if (one.platform === 'slack' && one.endsAt === null) return [];
  const what = { check: 'secret', of: one.name };
  const advice = {
    todo: `Make a new one and run: npm run connect -- rotate ${one.name} --expires <day>`,
    section: one.platform === 'teams' ? 7 : 6,
  };
  if (one.endsAt === undefined)
    return [ok(what, 'the environment holds it, so nobody is warned before it ends: note the day.')];
  if (one.endsAt === null)
    return [warning(what, 'it is not known when it ends, so nobody is warned before.', { todo: advice.todo })];
  const days = daysLeft(one.endsAt, now);
  const day = one.endsAt.toISOString().slice(0, 10);
  if (days < 0) return [problem(what, `it ended on ${day}.`, advice)];
  const [first, , last] = LIMITS.secretDays;
  const says = `it ends in ${days} ${days === 1 ? 'day' : 'days'}, on ${day}.`;
  if (days <= last) return [problem(what, says, advice)];
  return [days <= first ? warning(what, says, advice) : ok(what, says)];
}

/** Whether events arrive. Their ids are kept for three days. */
export function heardFinding(one: Subject, heard: Awaited<ReturnType<typeof lastHeard>>, now: Date): Finding {
  const what = { check: 'heard', of: one.name };
  const last = heard.find(({ connection }) => connection === one.name);
  if (last) return ok(what, `last ${ago(last.at, now)} ago.`);
  return warning(what, 'nothing that concerns Guildhall for 3 days or more.', {
    todo:
      one.platform === 'slack'
        ? 'If people did speak to it: check the request addresses and event subscriptions of the app at api.slack.com/apps.'
        : 'If people did speak to it: check the messaging endpoint of the Azure Bot.',
    section: 1,
  });
}

export function metFindings({ deafChannels, blocks, gaps }: Met, now: Date): readonly Finding[] {
  const mending = { check: 'gaps in hearing' };
  return [
    ...deafChannels.map(({ platform, organisation, name }) =>
      warning(
        { check: 'hearing', of: `${platformName(platform)} ${organisation}, ${name}` },
        'only what mentions Guildhall is heard.',
        {
          todo:
            platform === 'teams'
              ? 'An owner of the team has to accept the app’s permissions (ChannelMessage.Read.Group); until then people press Answer.'
              : 'Invite Guildhall to the channel.',
        },
      ),
    ),
    ...blocks.map(({ platform, code, messages }) =>
      warning(
        { check: 'blocked', of: platformName(platform) },
        `${messages} messages in 30 days were refused with ${code}.`,
        {
          todo: policyOf(code),
          section: 9,
        },
      ),
    ),
    gaps.since === null
      ? ok(mending, 'none.')
      : now.getTime() - gaps.since.getTime() > MENDING_MS
        ? warning(mending, `${gaps.count} are not mended yet, the oldest for ${ago(gaps.since, now)}.`, {
            todo: 'Look for catch_up.later in the log.',
          })
        : ok(mending, `${gaps.count} are being mended.`),
  ];
}

/** learn.microsoft.com/microsoftteams/platform/bots/build-conversational-capability#status-codes-from-bot-conversational-apis */
function policyOf(code: string): string {
  switch (code) {
    case 'BotDisabledByAdmin':
      return 'An administrator blocked the app: allow it in the Teams admin centre (Manage apps, and the permission policies).';
    case 'ConversationBlockedByUser':
      return 'The person blocked the bot: nothing is to be done.';
    case 'BotNotInConversationRoster':
    case 'not_in_channel':
      return 'Guildhall is not in that place: add it there again.';
    case 'MessageWritesBlocked':
    case 'ForbiddenOperationException':
      return 'A policy of the tenant forbids writing there: ask its Teams administrator.';
    default:
      return 'The platform names this code in its reference; ask the workspace’s administrator.';
  }
}
