/** The Postgres that a test may stop: what it acknowledged is there after every kind of stop, at the same address. */
import { expect, test } from 'vitest';
import { withClient } from '../connection.ts';
import { startOwnServer } from './own-server.ts';

test('it comes back where it was, with all that it acknowledged', async () => {
  const server = await startOwnServer();
  try {
    const ask = (sql: string) => withClient(server.url, (client) => client.query(sql));
    await ask('CREATE TABLE kept (number int)');
    for (const [number, how] of (['immediate', 'fast'] as const).entries()) {
      await ask(`INSERT INTO kept VALUES (${number})`);
      await server.restart(how);
      expect((await ask('SELECT count(*)::int AS count FROM kept')).rows).toEqual([{ count: number + 1 }]);
    }
  } finally {
    await server.stop();
  }
}, 60_000);
