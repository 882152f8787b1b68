/** Where the community Licensing is: the channels of three organisations, and somebody who looks into each. */
import type { Journey } from './journey.ts';
import type { SlackSeen } from './slack-person.ts';
import type { TeamsSeen } from './teams-person.ts';

/** One question's card in each of the community's channels. */
export interface Everywhere {
  /** Brackenford's #licensing, as Asha sees it. */
  readonly brackenford: SlackSeen;
  /** Harbourside's #hmo-licensing, as Marcus sees it. */
  readonly harbourside: SlackSeen;
  /** Ashcombe's Licensing, as Priya sees it. */
  readonly ashcombe: TeamsSeen;
}

/** The channels that look at a question from outside the thread in which it was asked. */
type Where = keyof Everywhere;

/**
 * Waits for the card of a question in every channel of Licensing.
 * @param asked where it was asked by a message, and that message: there the card is in its thread
 */
export async function everywhere(
  { slack, teams }: Journey,
  words: string,
  asked?: { in: Where; id: string },
): Promise<Everywhere> {
  const thread = (where: Where): string | undefined => (asked?.in === where ? asked.id : undefined);
  const shown = (where: Where): string => (asked?.in === where ? 'I have posted this question' : words);
  const [brackenford, harbourside, ashcombe] = await Promise.all([
    slack('asha.verma').finds('licensing', shown('brackenford'), thread('brackenford')),
    slack('marcus.bell').finds('hmo-licensing', shown('harbourside'), thread('harbourside')),
    teams('priya.nair').finds('Licensing', shown('ashcombe'), thread('ashcombe')),
  ]);
  return { brackenford, harbourside, ashcombe };
}
