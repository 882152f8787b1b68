/**
 * A web process dies as by `kill -9` while Slack speaks to it: Slack tries again, and is left to it. Teams does not, and what
 * it was saying then is a loss that README tells of: so it is led away before.
 */
import { setTimeout as pause } from 'node:timers/promises';
import type { Fault } from '../fault.ts';

export const killWeb: Fault = {
  name: 'kill-web',
  often: 12,
  async inject({ webs, standIns, count }, dice) {
    const { part, gate } = dice.pick(webs);
    await standIns.gates.leadTeamsAway(gate);
    await part.kill();
    count('kill-web');
    // A load balancer takes a moment to notice.
    await pause(dice.between(0, 300));
    gate.open = false;
    await part.start();
    gate.open = true;
    gate.teams = true;
  },
};
