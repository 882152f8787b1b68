/** Puts names to the people mentioned in a message, without holding up the acknowledgement. */
import type { Inbound, Said } from '../../bot/core/inbound.ts';
import { named, nameless } from './read.ts';
import { readConversation } from './refs.ts';
import { WAITING, type Workspaces } from './workspaces.ts';

/** How long names may take; who has none by then is `someone`. */
const NAMES_MS = 800;

const saidIn = (event: Inbound): Said | undefined =>
  'said' in event ? event.said : event.kind === 'shortcut' ? event.on : undefined;

/** Whether names are to be had for it. */
export function lacksNames(event: Inbound): boolean {
  const said = saidIn(event);
  return said !== undefined && nameless(said.text).length > 0;
}

/** The event with the names of those who are mentioned in it, as far as they can be had at once. */
export async function withNames(
  event: Inbound,
  workspaces: Workspaces,
  someone: string,
  withinMs = NAMES_MS,
): Promise<Inbound> {
  const said = saidIn(event);
  const who = said ? nameless(said.text) : [];
  if (!said || who.length === 0) return event;
  const { team } = readConversation(event.in);
  const names = new Map<string, string>();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise((resolve) => {
    timer = setTimeout(resolve, withinMs);
  });
  const asked = who.map(async (user) => names.set(user, await workspaces.nameOf(team, user, WAITING)));
  await Promise.race([Promise.all(asked), late]);
  clearTimeout(timer);
  const text = named(said.text, new Map(names), someone);
  return 'said' in event
    ? { ...event, said: { ...event.said, text } }
    : ({ ...event, on: { ...said, text } } as Inbound);
}
