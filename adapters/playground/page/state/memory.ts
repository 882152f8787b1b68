/** What the page remembers in this browser: who was acted as, which conversation was open, and unsent drafts. */

const prefix = 'guildhall.playground.';

/** The channels that the story begins in: opened where nothing is remembered. */
export const beginsHere = /^licen/i;

/** Storage may be refused (private windows, full disks): then nothing is remembered and nothing breaks. */
function quietly<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}

export function recall(name: string): string | null {
  return quietly(() => localStorage.getItem(prefix + name)) ?? null;
}

export function remember(name: string, value: string | null): void {
  quietly(() => (value === null ? localStorage.removeItem(prefix + name) : localStorage.setItem(prefix + name, value)));
}

/** An unsent text, for as long as the tab is open. */
export function draftOf(key: string): string {
  return quietly(() => sessionStorage.getItem(`${prefix}draft.${key}`)) ?? '';
}

export function keepDraft(key: string, text: string): void {
  quietly(() =>
    text === ''
      ? sessionStorage.removeItem(`${prefix}draft.${key}`)
      : sessionStorage.setItem(`${prefix}draft.${key}`, text),
  );
}
