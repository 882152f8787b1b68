/** What the Teams adapter needs kept: how to reach places and people again. */

/**
 * Bodies are opaque to the store and hold ids, addresses, and a place's name: keep them encrypted.
 * Saving writes over what was there.
 */
export interface References {
  save(id: string, body: unknown): Promise<void>;
  find(id: string): Promise<unknown>;
}
