/** What the Teams adapter needs kept: how to reach places and people again. */

/**
 * Bodies are opaque to the store and hold ids, addresses, and a place's name: keep them encrypted.
 * Saving writes over what was there.
 */
export interface References {
  save(id: string, body: unknown): Promise<void>;
  find(id: string): Promise<unknown>;
}

/** One bot in one tenant. */
export interface Registration {
  readonly connection: string;
  readonly appId: string;
  readonly appPassword: string;
  readonly tenantId: string;
  /** Registered for several tenants, before Microsoft ended that: its tokens come from another place. */
  readonly multiTenant?: boolean;
}

/** What a deployment of several connections knows. All throw when the database does not answer. */
export interface Connections {
  /** Those besides the first that are active now. @param how.sure one was missed: what may just be changing is waited for */
  registrations(how?: { readonly sure: boolean }): Promise<readonly Registration[]>;
  /** Ids of the places where we know any of these messages from, by key. */
  places(of: {
    readonly conversations: readonly string[];
    readonly keys: readonly string[];
  }): Promise<readonly string[]>;
}
