/** The app's About tab: what it is and what it registered. */
import { useSlack } from './context.ts';

export function About() {
  const { team } = useSlack();
  return (
    <div className="home" role="tabpanel" aria-label="About">
      <div className="block-header">{team.bot.name}</div>
      <p>{team.bot.title || 'Communities of practice, across organisations.'}</p>
      <h4 className="about-title">Commands</h4>
      <dl className="about">
        {team.commands.map(({ command, description, hint }) => (
          <div key={command}>
            <dt>
              <code>
                {command} {hint}
              </code>
            </dt>
            <dd>{description}</dd>
          </div>
        ))}
      </dl>
      <h4 className="about-title">Shortcuts</h4>
      <dl className="about">
        {[...team.globalShortcuts, ...team.messageShortcuts].map(({ callbackId, name, description }) => (
          <div key={callbackId}>
            <dt>{name}</dt>
            <dd>{description}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
