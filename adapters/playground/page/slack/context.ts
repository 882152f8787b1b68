/** What everything in the Slack-like window can reach: the session, the names behind ids, and where links lead. */
import { createContext, useContext } from 'react';
import type { PersonView, SlackTeamView } from '../../api-types.ts';
import type { SlackSession } from '../state/slack-session.ts';
import type { SlackState } from '../state/slack-state.ts';
import type { Question } from '../ui/confirm.tsx';

export interface SlackWorld {
  session: SlackSession;
  state: SlackState;
  team: SlackTeamView;
  /** Asks before something happens. */
  ask(question: Question): void;
}

export const SlackContext = createContext<SlackWorld | null>(null);

export function useSlack(): SlackWorld {
  const world = useContext(SlackContext);
  if (!world) throw new Error('Drawn outside the Slack-like window');
  return world;
}

const slackbot: PersonView = {
  id: 'USLACKBOT',
  name: 'Slackbot',
  handle: 'slackbot',
  title: '',
  email: '',
  initials: 'Sb',
  colour: '#5c5560',
  bot: false,
};

/** Somebody of the workspace by id. */
export function personOf(team: SlackTeamView, id: string): PersonView | undefined {
  if (id === 'USLACKBOT') return slackbot;
  return id === team.bot.id ? team.bot : team.people.find((person) => person.id === id);
}

export const nameOf = (team: SlackTeamView, id: string): string => personOf(team, id)?.name ?? 'Somebody';
