/** Block Kit's button and overflow menu, with their questions before they count. */
import { useState } from 'react';
import { type Json, obj, objs, str } from '../../state/json.ts';
import { Icon } from '../../ui/icon.tsx';
import { MenuButton } from '../../ui/menu.tsx';
import { safeUrl } from '../../ui/safe-link.tsx';
import { useSlack } from '../context.ts';
import { useSurface } from './surface.ts';
import { plainOf, TextObject } from './text.tsx';

/** Runs `then` at once, or after the element's confirmation. */
export function useConfirm(): (confirm: Json | undefined, then: () => void) => void {
  const { ask } = useSlack();
  return (confirm, then) => {
    if (!confirm) then();
    else {
      ask({
        title: plainOf(confirm.title),
        text: <TextObject text={obj(confirm.text)} />,
        yes: plainOf(confirm.confirm) || 'Yes',
        no: plainOf(confirm.deny) || 'Cancel',
        danger: confirm.style === 'danger',
        run: then,
      });
    }
  };
}

const looks: Record<string, string> = { primary: 'button button-primary', danger: 'button button-danger' };

export function Button({ element, blockId }: { element: Json; blockId: string }) {
  const surface = useSurface();
  const confirm = useConfirm();
  const [busy, setBusy] = useState(false);
  const url = element.url ? safeUrl(str(element.url)) : null;

  const press = async (): Promise<void> => {
    if (url) window.open(url, '_blank', 'noopener,noreferrer');
    setBusy(true);
    await surface.press(blockId, { ...element, type: 'button', action_id: str(element.action_id) });
    setBusy(false);
  };

  return (
    <button
      type="button"
      className={looks[str(element.style)] ?? 'button'}
      aria-label={str(element.accessibility_label) || undefined}
      aria-disabled={busy}
      onClick={() => !busy && confirm(obj(element.confirm), () => void press())}
    >
      {plainOf(element.text)}
      {url && <Icon name="out" size={13} />}
    </button>
  );
}

export function Overflow({ element, blockId }: { element: Json; blockId: string }) {
  const surface = useSurface();
  const confirm = useConfirm();
  const items = objs(element.options).map((option) => ({
    label: plainOf(option.text),
    ...(obj(option.description) && { note: plainOf(option.description) }),
    run: () => {
      const url = option.url ? safeUrl(str(option.url)) : null;
      if (url) window.open(url, '_blank', 'noopener,noreferrer');
      confirm(obj(element.confirm), () => {
        void surface.press(blockId, {
          ...element,
          type: 'overflow',
          action_id: str(element.action_id),
          selected_option: option,
        });
      });
    },
  }));
  return (
    <MenuButton label="More options" items={items} className="button button-square" end>
      <Icon name="more" />
    </MenuButton>
  );
}
