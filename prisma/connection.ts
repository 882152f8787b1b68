/** How a Postgres is reached, and why it could not be, in words for the person who gave the address. */
import pg from 'pg';
import { StartError } from '../bot/core/start-error.ts';
import { codeOf, wordsOf } from './errors.ts';

/** How long reaching the database may take, in milliseconds. */
export const connectTimeoutMs = 10_000;

/** How long a database that is still starting up is waited for, in milliseconds. */
const startingUpMs = 20_000;

const shape = 'postgresql://user:password@host:5432/database';

/** @throws StartError where this is no address of a Postgres; the address itself is not repeated, it holds a password */
export function checkUrl(url: string): URL {
  let parsed: URL;
  try {
    parsed = new URL(url);
    decodeURIComponent(parsed.username + parsed.password + parsed.pathname);
  } catch {
    throw new StartError(
      `DATABASE_URL is not an address: write ${shape}, with @ as %40, / as %2F and % as %25 inside the password.`,
    );
  }
  if (parsed.protocol !== 'postgresql:' && parsed.protocol !== 'postgres:') {
    throw new StartError(`DATABASE_URL is not the address of a Postgres: write ${shape}.`);
  }
  if (parsed.pathname.length < 2) {
    throw new StartError(`DATABASE_URL names no database: write ${shape}.`);
  }
  return parsed;
}

/**
 * One connection for a short piece of work.
 * @throws StartError where the database cannot be reached
 */
export async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = await reach(url, async () => {
    const opened = new pg.Client({ connectionString: url, connectionTimeoutMillis: connectTimeoutMs });
    // A connection that dies rejects what is asked of it; without a listener it would end the process as well.
    opened.on('error', () => undefined);
    try {
      await opened.connect();
    } catch (error) {
      // Where the driver itself gave up, for want of a password, the server would wait a minute for the rest,
      // and dropping any database would wait for that.
      opened.end().catch(() => undefined);
      throw error;
    }
    return opened;
  });
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/**
 * Tries until the database answers, as long as it says that it is only starting up.
 * @throws StartError
 */
async function reach<T>(url: string, attempt: () => Promise<T>): Promise<T> {
  const parsed = checkUrl(url);
  const deadline = performance.now() + startingUpMs;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (codeOf(error) !== '57P03' || performance.now() > deadline) throw explain(error, parsed);
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
  }
}

const certificate =
  /^(SELF_SIGNED_CERT_IN_CHAIN|DEPTH_ZERO_SELF_SIGNED_CERT|UNABLE_TO_\w+|ERR_TLS_\w+|CERT_\w+|HOSTNAME_MISMATCH)$/;

/** Turns what a driver threw while connecting into one sentence. */
export function explain(error: unknown, url: URL): StartError {
  if (error instanceof StartError) return error;
  const code = codeOf(error);
  const words = wordsOf(error);
  const host = url.hostname === '' ? (url.searchParams.get('host') ?? 'localhost') : url.hostname;
  const at = `${host}:${url.port === '' ? '5432' : url.port}`;
  const user = decodeURIComponent(url.username);
  const database = decodeURIComponent(url.pathname.slice(1));
  if (code === 'ECONNREFUSED' || code === 'ENOENT') {
    return new StartError(`No Postgres answers at ${at}: start it, or correct the host and port in DATABASE_URL.`);
  }
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') {
    return new StartError(`The host ${host} is not known: correct it in DATABASE_URL.`);
  }
  if (/^(ETIMEDOUT|EHOSTUNREACH|ENETUNREACH)$/.test(code) || /timeout/i.test(words)) {
    return new StartError(
      `Postgres at ${at} did not answer within ${connectTimeoutMs / 1000} seconds: check the address in DATABASE_URL and the firewall.`,
    );
  }
  if (code === '28P01') {
    return new StartError(`Postgres at ${at} refuses user ${user} with this password: correct DATABASE_URL.`);
  }
  if (/password must be a string/.test(words)) {
    return new StartError(`Postgres at ${at} asks for a password: add it to DATABASE_URL as user:password@host.`);
  }
  if (code === '28000' && /no encryption|SSL off/i.test(words)) {
    return new StartError(`Postgres at ${at} insists on encryption: add ?sslmode=require to DATABASE_URL.`);
  }
  if (code === '28000') {
    return new StartError(
      `Postgres at ${at} does not let user ${user} into database ${database}: correct DATABASE_URL, or allow it there.`,
    );
  }
  if (code === '3D000') {
    return new StartError(
      `There is no database ${database} at ${at}: have an administrator run CREATE DATABASE "${database}" OWNER "${user}", or correct DATABASE_URL.`,
    );
  }
  if (/does not support SSL/i.test(words)) {
    return new StartError(`Postgres at ${at} offers no encryption: take sslmode out of DATABASE_URL, or turn TLS on.`);
  }
  if (certificate.test(code) || /certificate/i.test(words)) {
    return new StartError(
      `The certificate of Postgres at ${at} cannot be verified (${code || words}): add &sslrootcert=/path/to/its-authority.pem to DATABASE_URL, or sslmode=no-verify if you accept any.`,
    );
  }
  if (code === '53300') {
    return new StartError(`Postgres at ${at} has no connection left: raise its max_connections or stop other clients.`);
  }
  if (code === '57P03') {
    return new StartError(`Postgres at ${at} is still starting up: start Guildhall again when it is ready.`);
  }
  if (/terminated unexpectedly|ECONNRESET|EPIPE/i.test(`${code} ${words}`)) {
    return new StartError(
      `What answers at ${at} hung up and may not be a Postgres: correct the host and port in DATABASE_URL.`,
    );
  }
  return new StartError(`The database at ${at} cannot be used (${code || words}): check DATABASE_URL.`);
}
