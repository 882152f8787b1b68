/** "Try this": five steps through the whole story; the chosen one says what to do and puts one there. */
import { useState } from 'react';
import type { SlackSession } from '../state/slack-session.ts';
import { type Store, useStore } from '../state/store.ts';
import type { TeamsSession } from '../state/teams-session.ts';
import { Icon } from '../ui/icon.tsx';
import { type Progress, type StepId, stepIds } from './guide-steps.ts';
import { putThere } from './put-there.ts';

interface Props {
  slack: SlackSession;
  teams: TeamsSession;
  progress: Store<Progress>;
  onClose(): void;
  /** Before one is put somewhere: both windows are shown. */
  onGo(): void;
}

interface Words {
  title: string;
  text: string;
  button: string;
}

function wordsFor(step: StepId, tenant: string, bot: string): Words {
  switch (step) {
    case 'ask':
      return {
        title: 'Ask in Teams',
        text: `Mention @${bot} in ${tenant}’s Licensing channel.`,
        button: 'Write it for me',
      };
    case 'answer':
      return {
        title: 'Answer in Slack',
        text: 'The question is in #licensing too. Reply in its thread.',
        button: 'Open the thread',
      };
    case 'step':
      return {
        title: 'See both in step',
        text: 'The reply is under the question in Teams, with name and council.',
        button: 'Show me',
      };
    case 'accept':
      return {
        title: 'Say what helped',
        text: 'As the asker, press “This answered it”: both cards change.',
        button: 'Show the card',
      };
    case 'more':
      return {
        title: 'Look further',
        text: 'Type /guild, open a message’s ⋯ menu, or withhold a team’s consent.',
        button: 'Open App Home',
      };
  }
}

export function Guide({ slack, teams, progress, onClose, onGo }: Props) {
  const { done, answer } = useStore(progress);
  const [chosen, setChosen] = useState<{ step: StepId; at: number }>();
  const tenant = teams.tenant;
  if (!tenant) return null;
  const next = stepIds.find((step) => !done.includes(step)) ?? 'more';
  // A step chosen by hand is shown until another one is done.
  const shown = chosen && chosen.at === done.length ? chosen.step : next;
  return (
    <section className="guide" aria-label="Try this" data-testid="guide">
      <ol>
        {stepIds.map((step, index) => {
          const { title, text, button } = wordsFor(step, tenant.name, tenant.bot.handle);
          const isDone = done.includes(step);
          return (
            <li key={step} data-done={isDone || undefined} data-shown={step === shown || undefined}>
              <button
                type="button"
                className="guide-step"
                aria-expanded={step === shown}
                aria-current={step === next ? 'step' : undefined}
                onClick={() => setChosen({ step, at: done.length })}
              >
                <span className="guide-number" aria-hidden="true">
                  {isDone ? <Icon name="check" size={13} /> : index + 1}
                </span>
                {title}
                {isDone && <span className="hidden"> (done)</span>}
              </button>
              {step === shown && (
                <div className="guide-more">
                  <p>{text}</p>
                  <button
                    type="button"
                    className="guide-button"
                    onClick={() => {
                      onGo();
                      putThere(step, slack, teams, answer);
                    }}
                  >
                    {button}
                  </button>
                </div>
              )}
            </li>
          );
        })}
      </ol>
      <button
        type="button"
        className="icon-button"
        aria-label="Close the guide"
        title="Close the guide"
        onClick={onClose}
      >
        <Icon name="close" size={16} />
      </button>
    </section>
  );
}
