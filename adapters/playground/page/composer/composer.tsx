/** Where people type: grows with the text, offers names and commands, sends with Enter, and keeps what could not be sent. */
import { type KeyboardEvent, type ReactNode, useId, useLayoutEffect, useRef, useState } from 'react';
import { setDraft, useDraft } from '../state/drafts.ts';
import { Icon } from '../ui/icon.tsx';
import { type Offers, offer, type Suggestion } from './suggest.ts';
import { SuggestionList } from './suggestion-list.tsx';

interface Props {
  label: string;
  /** Under which the unsent text is kept. */
  draftKey: string;
  offers: Offers;
  /** Sends it; false keeps the text. */
  onSend(text: string): Promise<boolean>;
  onEscape?(): void;
  /** Buttons at the foot. */
  tools?: ReactNode;
  /** What goes along with the text: files, a card. */
  attached?: ReactNode;
  /** Whether something may be sent with no text. */
  canBeEmpty?: boolean;
  sendLabel?: string;
  /** For an edit: words on the buttons in place of the arrow. */
  foot?: ReactNode;
  /** How bold and italic are typed. */
  marks: { bold: string; italic: string };
}

export function Composer({
  label,
  draftKey,
  offers,
  onSend,
  onEscape,
  tools,
  attached,
  canBeEmpty = false,
  sendLabel = 'Send',
  foot,
  marks,
}: Props) {
  const [text, setText] = useDraft(draftKey);
  const [caret, setCaret] = useState(text.length);
  const [active, setActive] = useState(0);
  const [dismissed, setDismissed] = useState('');
  const [busy, setBusy] = useState(false);
  const [focused, setFocused] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  const list = useId();

  const offered = offer(text, caret, offers);
  const open = focused && offered.found.length > 0 && dismissed !== text;
  /** Where Enter still sends, nothing is chosen until the first arrow key. */
  const base = offered.eager ? 0 : 1;
  const cursor = Math.min(active, offered.found.length - 1 + base) - base;

  // biome-ignore lint/correctness/useExhaustiveDependencies: the height follows the text
  useLayoutEffect(() => {
    const element = field.current;
    if (!element) return;
    element.style.height = '0';
    element.style.height = `${Math.min(element.scrollHeight, 168)}px`;
  }, [text]);

  const change = (next: string, at: number): void => {
    setText(next);
    setCaret(at);
    setActive(0);
    requestAnimationFrame(() => field.current?.setSelectionRange(at, at));
  };

  const take = (suggestion: Suggestion): void => {
    const next = text.slice(0, offered.start) + suggestion.insert + text.slice(caret);
    change(next, offered.start + suggestion.insert.length);
    setDismissed('');
    field.current?.focus();
  };

  const send = async (): Promise<void> => {
    if (busy || (text.trim() === '' && !canBeEmpty)) return;
    setBusy(true);
    const sent = await onSend(text.trim());
    setBusy(false);
    if (sent) {
      setDraft(draftKey, '');
      setCaret(0);
    }
    field.current?.focus();
  };

  const wrap = (mark: string): void => {
    const { selectionStart: from = 0, selectionEnd: to = 0 } = field.current ?? {};
    const next = text.slice(0, from) + mark + text.slice(from, to) + mark + text.slice(to);
    change(next, to + mark.length + (from === to ? 0 : mark.length));
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    const chosen = open ? offered.found[cursor] : undefined;
    const first = open ? (chosen ?? offered.found[0]) : undefined;
    if (open && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
      const count = offered.found.length + base;
      const step = event.key === 'ArrowDown' ? 1 : -1;
      setActive((was) => (was + step + count) % count);
    } else if (first && event.key === 'Tab' && !event.shiftKey) take(first);
    else if (chosen && event.key === 'Enter' && !event.shiftKey) take(chosen);
    else if (open && event.key === 'Escape') {
      setDismissed(text);
      event.stopPropagation();
    } else if (event.key === 'Escape' && onEscape) {
      onEscape();
      event.stopPropagation();
    } else if (event.key === 'Enter' && !event.shiftKey) void send();
    else if ((event.ctrlKey || event.metaKey) && event.key === 'b') wrap(marks.bold);
    else if ((event.ctrlKey || event.metaKey) && event.key === 'i') wrap(marks.italic);
    else return;
    event.preventDefault();
  };

  return (
    <div className="composer" data-busy={busy || undefined}>
      {open && (
        <SuggestionList
          id={list}
          found={offered.found}
          active={cursor}
          onPick={take}
          onPoint={(at) => setActive(at + base)}
        />
      )}
      {attached}
      <div className="composer-row">
        <textarea
          ref={field}
          rows={1}
          data-draft={draftKey}
          aria-label={label}
          placeholder={label}
          aria-autocomplete="list"
          aria-controls={open ? list : undefined}
          aria-activedescendant={open && cursor >= 0 ? `${list}-${cursor}` : undefined}
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            setCaret(event.target.selectionStart);
            setActive(0);
          }}
          onSelect={(event) => setCaret(event.currentTarget.selectionStart)}
          onFocus={() => setFocused(true)}
          onBlur={() => setFocused(false)}
          onKeyDown={onKeyDown}
        />
        <div className="composer-foot">
          <div className="composer-tools">{tools}</div>
          {foot}
          <button
            type="button"
            className={foot ? 'button button-primary' : 'composer-send'}
            aria-label={foot ? undefined : sendLabel}
            title={foot ? undefined : sendLabel}
            aria-disabled={busy || (text.trim() === '' && !canBeEmpty)}
            onClick={() => void send()}
          >
            {foot ? sendLabel : <Icon name="send" size={16} />}
          </button>
        </div>
      </div>
      <span className="hidden" role="status">
        {open ? `${offered.found.length} suggestions; arrow keys to choose` : ''}
      </span>
    </div>
  );
}
