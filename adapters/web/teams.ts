/** The Teams client around the tab: whose tab it is, and how it looks. The one home of Teams' own library. */
import { app, authentication } from '@microsoft/teams-js';

/** Teams' own looks; what is new looks like the light one. */
export type TeamsLook = 'light' | 'dark' | 'contrast';

export interface AroundTab {
  readonly look: TeamsLook;
  /** Tells of every change of it. */
  onLook(heard: (look: TeamsLook) => void): void;
  /** A token by which the server knows whose tab it is. @param anew the last one was refused */
  token(anew?: boolean): Promise<string>;
}

/** So long is a token taken for good: Teams keeps them itself, for far longer than this. */
const KEPT_MS = 5 * 60_000;

/** @throws where no Teams answers, or it knows nobody */
export async function meetTeams(): Promise<AroundTab> {
  await app.initialize();
  const context = await app.getContext();
  app.notifySuccess();
  let held: { readonly token: string; readonly until: number } | null = null;
  return {
    look: lookOf(context.app.theme),
    onLook: (heard) => app.registerOnThemeChangeHandler((theme) => heard(lookOf(theme))),
    async token(anew = false) {
      if (!anew && held && held.until > Date.now()) return held.token;
      const token = await authentication.getAuthToken();
      held = { token, until: Date.now() + KEPT_MS };
      return token;
    },
  };
}

function lookOf(theme: string): TeamsLook {
  return theme === 'dark' || theme === 'contrast' ? theme : 'light';
}
