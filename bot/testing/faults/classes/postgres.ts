/** The database is restarted, politely or by a crash, or every connection to it is cut. */
import type { Fault } from '../fault.ts';

/** A request of Teams waits ten seconds for the database: a busy machine's restart that takes longer is spared it. */
const TEAMS_MS = 3_000;

export const postgresRestart: Fault = {
  name: 'postgres-restart',
  needs: 'own-database',
  often: 6,
  async inject({ database, webs, count }, dice) {
    const lead = (teams: boolean) => {
      for (const { gate } of webs) gate.teams = teams;
    };
    const late = setTimeout(() => lead(false), TEAMS_MS);
    await database.restart?.(dice.chance(0.5) ? 'fast' : 'immediate');
    clearTimeout(late);
    lead(true);
    count('postgres-restart');
  },
};

export const postgresCut: Fault = {
  name: 'postgres-cut',
  often: 16,
  async inject({ database, count }) {
    await database.cut();
    count('postgres-cut');
  },
};
