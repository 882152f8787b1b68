/** What every part of the page needs: the words, the server, and what may be done here. */
import { createContext, useContext } from 'react';
import type { Button } from '../../../bot/core/card.ts';
import type { Line } from '../../../bot/words/document.ts';
import type { PageKey } from '../../../bot/words/page-words.ts';
import type { Place } from '../places.ts';
import type { Hello } from '../shapes.ts';
import type { Failed, Server, Values } from './server.ts';

export interface Here {
  readonly hello: Hello;
  readonly server: Server;
  /** It is a tab of Teams: the address stays as it is, and what the browser can do besides is not sure. */
  readonly isTab: boolean;
  say(key: PageKey): string;
  /** Goes to another place of the pages. */
  go(to: Place): void;
  /** What the place is called once that is known: it takes the place of the name that it has meanwhile. */
  entitle(title: Line | null): void;
  /**
   * Presses a card's or a list's button: what comes of it is shown, and lists are read again.
   * @param values what stands in the form that has the button
   */
  press(button: Button, values?: Values): void;
  /** Whether it can be pressed here: what only chat can do is not shown. */
  canPress(button: Button): boolean;
  /** What to say of something that failed; whoever is signed out is led to the way in. */
  failed(of: Failed): string;
  /** Raised with everything that was done: what is shown is read again. */
  readonly round: number;
  /** Something is being done. */
  readonly busy: boolean;
}

export const HereContext = createContext<Here | null>(null);

export function useHere(): Here {
  const here = useContext(HereContext);
  if (!here) throw new Error('outside of the page');
  return here;
}
