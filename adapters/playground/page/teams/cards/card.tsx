/** An Adaptive Card, drawn by Microsoft's own library. */
import { type Action, AdaptiveCard, ExecuteAction, GlobalSettings, OpenUrlAction, SubmitAction } from 'adaptivecards';
import { useContext, useEffect, useRef, useState } from 'react';
import { FollowContext, safeUrl } from '../../ui/safe-link.tsx';
import { answerWith, SearchedChoices, type Typeahead, teachChoices } from './choice-set.tsx';
import { teachMarkdown } from './draw-markdown.ts';
import { hostConfig } from './host-config.ts';

teachMarkdown();
teachChoices();
// A card is no stop for Tab; what is in it is.
GlobalSettings.setTabIndexAtCardRoot = false;

/** What was pressed in a card. */
export interface Pressed {
  kind: 'execute' | 'submit';
  /** The action's own data, without the inputs. */
  data: unknown;
  inputs: Record<string, string>;
  verb?: string;
  title?: string;
  id?: string;
}

interface Props {
  content: unknown;
  label: string;
  onPressed(pressed: Pressed): Promise<void>;
  typeahead: Typeahead;
}

/** The inputs by id, as Teams sends them: those with a value, as text. */
function inputsOf(card: AdaptiveCard, action: SubmitAction | ExecuteAction): Record<string, string> {
  const out: Record<string, string> = {};
  if (action.associatedInputs === 'none') return out;
  for (const input of card.getAllInputs()) {
    if (input.id && input.isSet()) out[input.id] = String(input.value ?? '');
  }
  return out;
}

/** What the action's JSON holds: the library mixes the inputs into `data` before it tells us. */
function jsonOf(action: Action): { data?: unknown; verb?: string; title?: string; id?: string } {
  const { data, verb, title, id } = action.toJSON() as Record<string, unknown>;
  return {
    ...(data !== undefined && { data }),
    ...(typeof verb === 'string' && { verb }),
    ...(typeof title === 'string' && { title }),
    ...(typeof id === 'string' && { id }),
  };
}

export function Card({ content, label, onPressed, typeahead }: Props) {
  const place = useRef<HTMLElement>(null);
  const latest = useRef({ onPressed, typeahead, follow: (_: string): boolean => false });
  latest.current = { onPressed, typeahead, follow: useContext(FollowContext) };
  const [busy, setBusy] = useState(false);
  const json = JSON.stringify(content);

  useEffect(() => {
    const box = place.current;
    if (!box) return;
    const card = new AdaptiveCard();
    card.hostConfig = hostConfig;
    card.onExecuteAction = (action) => {
      if (action instanceof OpenUrlAction) {
        const url = safeUrl(action.url ?? '');
        if (url && !latest.current.follow(url)) window.open(url, '_blank', 'noopener,noreferrer');
      } else if (action instanceof SubmitAction || action instanceof ExecuteAction) {
        const kind = action instanceof ExecuteAction ? 'execute' : 'submit';
        setBusy(true);
        latest.current
          .onPressed({ kind, data: undefined, ...jsonOf(action), inputs: inputsOf(card, action) })
          .finally(() => setBusy(false));
      }
    };
    card.onAnchorClicked = (_element, anchor) => latest.current.follow(anchor.href);
    answerWith((dataset, query) => latest.current.typeahead(dataset, query));
    card.parse(JSON.parse(json));
    const drawn = card.render();
    box.replaceChildren(...(drawn ? [drawn] : []));
    card.updateLayout();
    // The library listens on the whole document for lists that are not drawn by it here.
    document.onclick = null;
    return () => {
      for (const input of card.getAllInputs()) if (input instanceof SearchedChoices) input.leave();
    };
  }, [json]);

  return <article ref={place} className="card" aria-label={label} aria-busy={busy} data-testid="adaptive-card" />;
}
