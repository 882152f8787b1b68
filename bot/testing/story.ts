/** A stage with the product's story set up: one community, two councils, a Teams channel and a Slack channel. */
import { licensing } from './licensing.ts';
import { type Actor, type Place, type Stage, stage } from './stage.ts';

export interface Story {
  readonly s: Stage;
  readonly community: string;
  /** Asks, in Teams. */
  readonly asha: Actor;
  /** Facilitates, in Teams. */
  readonly fay: Actor;
  /** Answers, in Slack. */
  readonly ben: Actor;
  readonly teamsChannel: Place;
  readonly slackChannel: Place;
}

export async function story(how?: Parameters<typeof stage>[0]): Promise<Story> {
  const s = await stage(how);
  await s.workspace('teams', 'ashcombe', 'Ashcombe Council');
  await s.workspace('slack', 'brackenford', 'Brackenford Council');
  const asha = s.actor('teams', 'ashcombe', 'Asha Verma');
  const fay = s.actor('teams', 'ashcombe', 'Fay Olsen');
  const ben = s.actor('slack', 'brackenford', 'Ben Carter');
  const teamsChannel = s.channel('teams', 'ashcombe', 'Licensing');
  const slackChannel = s.channel('slack', 'brackenford', 'licensing');
  // Everybody says hello once, so that they are known.
  for (const actor of [asha, fay, ben]) await s.command(actor, s.private(actor), 'help');
  const community = await licensing(s, fay, [
    { ref: teamsChannel.ref, name: 'Licensing' },
    { ref: slackChannel.ref, name: 'licensing' },
  ]);
  await s.settle();
  for (const chat of [s.slack, s.teams]) chat.posted.length = 0;
  return { s, community, asha, fay, ben, teamsChannel, slackChannel };
}
