/** What the Slack-like composers offer: people, channels and slash commands. */
import type { PersonView, SlackConversationView, SlackTeamView } from '../../api-types.ts';
import type { Offers, Suggestion } from '../composer/suggest.ts';

export const personSuggestion = (person: PersonView): Suggestion => ({
  key: person.id,
  label: person.name,
  note: person.bot ? 'App' : person.title,
  insert: `@${person.handle} `,
  initials: person.initials,
  colour: person.colour,
  bot: person.bot,
});

export function slackOffers(
  team: SlackTeamView,
  conversations: readonly SlackConversationView[],
  inThread: boolean,
): Offers {
  const channels = conversations.filter(({ kind }) => kind === 'channel');
  return {
    people: [team.bot, ...team.people].map(personSuggestion),
    channels: channels.map(({ id, name, topic }) => ({ key: id, label: `#${name}`, note: topic, insert: `#${name} ` })),
    // As in Slack, a command typed in a thread is words.
    ...(!inThread && {
      commands: team.commands.map(({ command, description, hint }) => ({
        key: command,
        label: command,
        note: `${hint} · ${description}`.replace(/^ · | · $/g, ''),
        insert: `${command} `,
      })),
    }),
  };
}
