/** A value that components follow, kept outside React so that the live stream can change it. */
import { useSyncExternalStore } from 'react';

export class Store<T> {
  #value: T;
  #followers = new Set<() => void>();

  constructor(value: T) {
    this.#value = value;
  }

  get = (): T => this.#value;

  set = (value: T): void => {
    if (Object.is(value, this.#value)) return;
    this.#value = value;
    for (const follower of [...this.#followers]) follower();
  };

  /** Sets what `change` makes of the present value. */
  change = (change: (was: T) => T): void => this.set(change(this.#value));

  follow = (follower: () => void): (() => void) => {
    this.#followers.add(follower);
    return () => this.#followers.delete(follower);
  };
}

/** The store's value, drawn anew when it changes. */
export const useStore = <T>(store: Store<T>): T => useSyncExternalStore(store.follow, store.get);
