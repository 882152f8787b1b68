/** Puts both windows where a step of the guide begins, with the question laid ready in the composer. */
import { slackDraft } from '../slack/slack-composer.tsx';
import { focusComposer, setDraft } from '../state/drafts.ts';
import { lightUp } from '../state/follow.ts';
import { beginsHere } from '../state/memory.ts';
import type { SlackSession } from '../state/slack-session.ts';
import { listKey } from '../state/slack-state.ts';
import type { TeamsSession } from '../state/teams-session.ts';
import { rowsOf } from '../state/teams-state.ts';
import { teamsDraft } from '../teams/teams-composer.tsx';
import type { StepId } from './guide-steps.ts';

const question =
  'Can a temporary event notice cover a beer garden that is on the highway, or does the applicant need a pavement licence as well?';
const answer =
  'Both, in our view: the notice covers the sale, the pavement licence covers the tables. We ask for the plan of the seats with either.';

/** Calls `then` as soon as `ready` gives something; gives up quietly after a few seconds. */
function whenReady<T>(ready: () => T | undefined, then: (value: T) => void, tries = 60): void {
  const value = ready();
  if (value !== undefined) then(value);
  else if (tries > 0) setTimeout(() => whenReady(ready, then, tries - 1), 60);
}

/** The newest message of the app in the licensing channel of the Slack-like window that has the question's words. */
function slackRoot(slack: SlackSession): { conversation: string; ts: string } | undefined {
  const { conversations, lists } = slack.state.get();
  const row = conversations.find(({ kind, name }) => kind === 'channel' && beginsHere.test(name));
  const messages = row && lists[listKey(row.id)]?.messages;
  const ofBot = messages?.filter(
    ({ user, ephemeral, thread, ts }) => user === slack.team?.bot.id && !ephemeral && (!thread || thread === ts),
  );
  const last = ofBot?.at(-1);
  return row && last ? { conversation: row.id, ts: last.ts } : undefined;
}

const licensingRow = (teams: TeamsSession) =>
  rowsOf(teams.state.get()).find(({ team, name }) => team && beginsHere.test(`${name} ${team.name}`));

/** The reply in the Teams-like window that has the answer's words; before there is one, the last post. */
function answered(words: string): HTMLElement | undefined {
  const all = [...document.querySelectorAll<HTMLElement>('[data-testid="teams-message"].tmessage-reply')];
  const reply = words === '' ? undefined : all.findLast((one) => one.textContent?.includes(words));
  return reply ?? [...document.querySelectorAll<HTMLElement>('[data-testid="teams-post"]')].at(-1);
}

/** `words`: what the Slack person answered, to find it again in Teams. */
export function putThere(step: StepId, slack: SlackSession, teams: TeamsSession, words: string): void {
  if (step === 'ask') {
    whenReady(
      () => licensingRow(teams),
      (row) => {
        teams.open(row.id);
        const key = teamsDraft(teams.eyes.as, row.id);
        setDraft(key, `@${teams.tenant?.bot.handle} ${question}`);
        focusComposer(key);
      },
    );
  } else if (step === 'answer') {
    const { conversations } = slack.state.get();
    const row = conversations.find(({ kind, name }) => kind === 'channel' && beginsHere.test(name));
    if (row) slack.open({ conversation: row.id, tab: 'messages' });
    whenReady(
      () => slackRoot(slack),
      ({ conversation, ts }) => {
        slack.open({ conversation, thread: ts, tab: 'messages' });
        const key = slackDraft(slack.eyes.team, slack.eyes.as, conversation, ts);
        setDraft(key, answer);
        focusComposer(key);
      },
    );
  } else if (step === 'more') {
    const app = slack.state.get().conversations.find(({ kind }) => kind === 'app');
    if (app) slack.open({ conversation: app.id, tab: 'home' });
  } else {
    const row = licensingRow(teams);
    if (row) teams.open(row.id);
    lightUp(() => answered(words), false);
  }
}
