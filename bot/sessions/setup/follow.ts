/** What happens elsewhere and shows on sessions' cards: people who are one, other names, channels that come and go. */
import type { Feature } from '../../core/feature.ts';
import type { Work } from '../../core/work.ts';
import { type Flow, redraw } from '../flow.ts';
import { isLive } from './cards.ts';
import { showEverywhere } from './show.ts';
import { personLeft } from './succession.ts';

export const follows = (flow: Flow): NonNullable<Feature['follows']> => ({
  PersonLeft: (w, { person }) => personLeft(w, flow, person),
  AuthorChanged: (w, { person }) => redrawOf(w, person),
  // Cards of one's own are by person: whoever is another now has them anew.
  PeopleJoined: (w, { person }) => showOf(w, flow, person),
  PeopleParted: async (w, { person, other }) => {
    for (const one of [person, other]) await showOf(w, flow, one);
  },
  ChannelChanged: (w, { community }) => showIn(w, flow, community),
  OrganisationWithdrew: (w, { community }) => showIn(w, flow, community),
});

async function redrawOf(w: Work, person: string): Promise<void> {
  for (const id of await w.sessions.setup.with(person)) await redraw(w, id);
}

async function showOf(w: Work, flow: Flow, person: string): Promise<void> {
  for (const id of await w.sessions.setup.with(person)) {
    const session = await w.sessions.setup.get(id);
    if (session && isLive(session)) await showEverywhere(w, flow, session);
    await redraw(w, id);
  }
}

/** Where a channel has come, a session that goes on is shown there too; where one went, it is drawn as gone. */
async function showIn(w: Work, flow: Flow, community: string): Promise<void> {
  for (const session of await w.sessions.setup.liveIn(community)) {
    await showEverywhere(w, flow, session);
    await redraw(w, session.id);
  }
}
