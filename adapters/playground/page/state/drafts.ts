/** Unsent texts by composer, so that changing the conversation or the person loses nothing, and the guide can lay one ready. */
import { useSyncExternalStore } from 'react';
import { draftOf, keepDraft } from './memory.ts';
import { Store } from './store.ts';

const drafts = new Store<Record<string, string>>({});

const read = (key: string): string => drafts.get()[key] ?? draftOf(key);

export function setDraft(key: string, text: string): void {
  keepDraft(key, text);
  drafts.change((all) => ({ ...all, [key]: text }));
}

export function useDraft(key: string): [string, (text: string) => void] {
  const text = useSyncExternalStore(drafts.follow, () => read(key));
  return [text, (next) => setDraft(key, next)];
}

/** Puts the cursor into a composer, once it is drawn. */
export function focusComposer(key: string): void {
  let tries = 20;
  const look = (): void => {
    const field = document.querySelector<HTMLTextAreaElement>(`[data-draft="${CSS.escape(key)}"]`);
    if (field) {
      field.focus();
      field.setSelectionRange(field.value.length, field.value.length);
    } else if (tries-- > 0) setTimeout(look, 50);
  };
  setTimeout(look, 0);
}
