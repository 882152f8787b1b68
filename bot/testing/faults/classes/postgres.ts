/** The database is restarted, politely or by a crash, or every connection to it is cut. */
import type { Fault } from '../fault.ts';

export const postgresRestart: Fault = {
  name: 'postgres-restart',
  needs: 'own-database',
  often: 6,
  async inject({ database, count }, dice) {
    await database.restart?.(dice.chance(0.5) ? 'fast' : 'immediate');
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
