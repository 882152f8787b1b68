/** One Postgres for a whole test run: started before the first test, gone after the last, however the run ends. */
import type { TestProject } from 'vitest/node';
import { withClient } from '../connection.ts';
import { silentLog, startTemporary } from '../embedded/temporary.ts';
import { migrate } from '../migrate.ts';
import { onDatabase, prefixOf, toldName } from './address.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of a Postgres whose user may create databases. */
    databaseAdmin: string;
    /** The name of a migrated, empty database there, to copy. */
    databaseTemplate: string;
  }
}

/**
 * Starts the bundled Postgres, or takes the one at TEST_DATABASE_URL (an administrator's address, Postgres 15 or newer),
 * and migrates a template.
 * @returns what takes it all down again
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env.TEST_DATABASE_URL;
  const bundled = given === undefined || given === '' ? await startTemporary() : undefined;
  const admin = bundled?.url ?? given ?? '';
  const template = `guildhall_template_${crypto.randomUUID().replaceAll('-', '').slice(0, 12)}`;
  try {
    await withClient(admin, (client) => client.query(`CREATE DATABASE ${template}`));
    await migrate(onDatabase(admin, template), { log: silentLog });
  } catch (error) {
    await bundled?.stop();
    throw error;
  }
  project.provide('databaseAdmin', admin);
  project.provide('databaseTemplate', template);
  return async () => {
    if (bundled === undefined) {
      for (const name of [template, toldName(template), ...(await madeOf(admin, template))])
        await withClient(admin, (client) => client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`));
    }
    await bundled?.stop();
  };
}

/** Databases that the run's tests made and that are still there. */
const madeOf = (admin: string, template: string): Promise<readonly string[]> =>
  withClient(admin, async (client) => {
    const like = 'SELECT datname FROM pg_database WHERE starts_with(datname, $1)';
    return (await client.query<{ datname: string }>(like, [prefixOf(template)])).rows.map(({ datname }) => datname);
  });
