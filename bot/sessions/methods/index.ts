/** Every method that there is, by its key. */
import type { Method } from '../method.ts';
import { REVIEWS } from './review.ts';

export const METHODS: ReadonlyMap<string, Method> = new Map(REVIEWS.map((method) => [method.key, method]));

/** @throws Error where a session is of a method that is not there any more */
export function methodOf(key: string): Method {
  const method = METHODS.get(key);
  if (!method) throw new Error(`no method ${key}`);
  return method;
}
