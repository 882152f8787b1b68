/** A pool whose server answers some statements with an error: faults that a real one shows too seldom for a test. */
import type pg from 'pg';

/** What befalls a statement: an error in place of its execution, or one after it, when the answer was lost. */
export type Ailment = { readonly instead: Error } | { readonly after: Error } | undefined;

/** The pool itself, with `ails` asked about each statement first. */
export function ailing(pool: pg.Pool, ails: (text: string) => Ailment): pg.Pool {
  const query = async (text: string, values?: unknown[]) => {
    const ailment = ails(text);
    if (ailment !== undefined && 'instead' in ailment) throw ailment.instead;
    const result = await pool.query(text, values);
    if (ailment !== undefined) throw ailment.after;
    return result;
  };
  return new Proxy(pool, {
    get(target, key) {
      if (key === 'query') return query;
      const value: unknown = Reflect.get(target, key);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}

/** An error as pg makes it, with Postgres's own words. */
export function sqlError(code: string): Error {
  const words: Record<string, string> = {
    '40P01': 'deadlock detected',
    '57P01': 'terminating connection due to administrator command',
    '57P03': 'the database system is starting up',
    '42501': 'permission denied for table job',
  };
  return Object.assign(new Error(words[code]), { code });
}
