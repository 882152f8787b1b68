/** Every web process is away for 20 minutes of the clock: Slack gives up bringing what is said meanwhile, and Teams loses it. */
import type { Fault } from '../fault.ts';

const AWAY_MS = 20 * 60_000;

export const webAway: Fault = {
  name: 'web-away',
  often: 1,
  async inject({ webs, standIns, people, wait, count }, dice) {
    await people.hush();
    await Promise.all(webs.map(({ gate }) => standIns.gates.leadTeamsAway(gate)));
    standIns.gates.teamsWaits = false;
    people.nobodyHears();
    await Promise.all(webs.map(({ part }) => part.kill()));
    count('web-away');
    await wait(AWAY_MS * (0.3 + dice.next() / 3));
    await people.speakUnheard();
    await wait(AWAY_MS * 0.6);
    await Promise.all(webs.map(({ part }) => part.start()));
    for (const { gate } of webs) gate.teams = true;
    standIns.gates.teamsWaits = true;
    people.resume();
  },
};
