/** What everything in the Teams-like window can reach: the session, the names behind ids, and the question box. */
import { createContext, useContext } from 'react';
import type { PersonView, SearchResultView, TabView, TenantView } from '../../api-types.ts';
import type { TeamsSession } from '../state/teams-session.ts';
import type { TeamsState } from '../state/teams-state.ts';
import type { Question } from '../ui/confirm.tsx';

export interface TeamsWorld {
  session: TeamsSession;
  state: TeamsState;
  tenant: TenantView;
  /** The app's tab that is open in place of a conversation. */
  tab: TabView | null;
  openTab(tab: TabView | null): void;
  /** Asks before something happens. */
  ask(question: Question): void;
  /** Opens the search of a message extension; what is picked is handed to `onPick`. */
  search(
    commandId: string,
    conversation: string,
    root: string | undefined,
    onPick: (result: SearchResultView) => void,
  ): void;
}

export const TeamsContext = createContext<TeamsWorld | null>(null);

export function useTeams(): TeamsWorld {
  const world = useContext(TeamsContext);
  if (!world) throw new Error('Drawn outside the Teams-like window');
  return world;
}

/** Somebody of the tenant by id. */
export const personOf = (tenant: TenantView, id: string): PersonView | undefined =>
  id === tenant.bot.id ? tenant.bot : tenant.people.find((person) => person.id === id);

export const nameOf = (tenant: TenantView, id: string): string => personOf(tenant, id)?.name ?? 'Somebody';
