/** The search of a message extension: type, choose a result, and its card goes into the message. */
import { useEffect, useRef, useState } from 'react';
import type { SearchResultView, TenantView } from '../../api-types.ts';
import { obj, objs, str } from '../state/json.ts';
import { WindowDialog } from '../ui/window-dialog.tsx';
import { useTeams } from './context.ts';

export interface Searching {
  command: TenantView['searches'][number];
  conversation: string;
  root: string | undefined;
  onPick(result: SearchResultView): void;
}

/** The words of a preview: a thumbnail's title and text, or the first texts of an Adaptive Card. */
function wordsOf(result: SearchResultView): { title: string; text: string } {
  const content = obj(result.preview.content) ?? {};
  if (str(content.title)) return { title: str(content.title), text: str(content.text) || str(content.subtitle) };
  const [title = '', text = ''] = objs(content.body)
    .map((block) => str(block.text))
    .filter(Boolean);
  return { title: title || 'Result', text };
}

export function Search({ searching, onDone }: { searching: Searching; onDone(): void }) {
  const { session } = useTeams();
  const { command, conversation, root } = searching;
  const [query, setQuery] = useState('');
  const [found, setFound] = useState<SearchResultView[] | null>(null);
  const [message, setMessage] = useState('');
  const list = useRef<HTMLUListElement>(null);

  useEffect(() => {
    let current = true;
    const timer = setTimeout(
      async () => {
        const answer = await session.act({
          kind: 'search',
          conversation,
          commandId: command.commandId,
          parameter: command.parameter,
          query,
          ...(root && { root }),
        });
        if (!current) return;
        setFound(answer?.results ?? []);
        setMessage(answer?.message ?? answer?.failed ?? '');
      },
      query === '' ? 0 : 300,
    );
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [session, conversation, root, command, query]);

  const pick = async (result: SearchResultView): Promise<void> => {
    let picked = result;
    if (result.tap !== undefined) {
      const answer = await session.act({ kind: 'select', conversation, tap: result.tap });
      picked = answer?.results?.[0] ?? result;
    }
    searching.onPick(picked);
    onDone();
  };

  const rows = (): HTMLElement[] => [...(list.current?.querySelectorAll('button') ?? [])];
  return (
    <WindowDialog title={command.title} onClose={onDone} testId="teams-search">
      <label className="field">
        <span className="field-label">{command.parameterTitle || command.title}</span>
        <input
          className="field-input"
          type="search"
          data-autofocus
          value={query}
          placeholder={command.description}
          onChange={(event) => setQuery(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== 'ArrowDown') return;
            event.preventDefault();
            rows()[0]?.focus();
          }}
        />
      </label>
      <p className="field-hint" role="status">
        {found === null ? 'Searching…' : message || (found.length === 0 ? 'Nothing found' : `${found.length} found`)}
      </p>
      <ul className="search-results" ref={list} aria-label="Results">
        {found?.map((result, index) => {
          const { title, text } = wordsOf(result);
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: results have no other name
            <li key={index}>
              <button
                type="button"
                onClick={() => void pick(result)}
                onKeyDown={(event) => {
                  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
                  if (step === 0) return;
                  event.preventDefault();
                  rows()[index + step]?.focus();
                }}
              >
                <strong>{title}</strong>
                {text && <span>{text}</span>}
              </button>
            </li>
          );
        })}
      </ul>
    </WindowDialog>
  );
}
