/** The page's own head: the name, that this is a playground, which windows are shown, and the live mark. */
import type { Live } from '../api/live.ts';
import { useStore } from '../state/store.ts';
import { Icon, Mark } from '../ui/icon.tsx';

export type Layout = 'both' | 'slack' | 'teams';

const layouts: readonly [Layout, string][] = [
  ['slack', 'Slack'],
  ['both', 'Both'],
  ['teams', 'Teams'],
];

const states = { live: 'Live', connecting: 'Connecting', lost: 'Reconnecting' } as const;

interface Props {
  notice: string;
  live: Live;
  layout: Layout;
  onLayout(layout: Layout): void;
  guide: boolean;
  onGuide(): void;
  wire: boolean;
  onWire(): void;
}

export function TopBar({ notice, live, layout, onLayout, guide, onGuide, wire, onWire }: Props) {
  const state = useStore(live.state);
  return (
    <header className="top">
      <div className="brand">
        <Mark />
        <h1>
          Guildhall <span>playground</span>
        </h1>
      </div>
      <p className="notice" data-testid="playground-notice">
        {notice}
      </p>
      <span className="live" data-state={state} role="status">
        <span className="live-dot" aria-hidden="true" /> {states[state]}
      </span>
      <fieldset className="layouts">
        <legend className="hidden">Windows shown</legend>
        {layouts.map(([value, label]) => (
          <label key={value}>
            <input type="radio" name="layout" checked={layout === value} onChange={() => onLayout(value)} />
            <span>{label}</span>
          </label>
        ))}
      </fieldset>
      <button type="button" className="top-button" aria-pressed={guide} onClick={onGuide}>
        Try this
      </button>
      <button
        type="button"
        className="top-button"
        aria-pressed={wire}
        onClick={onWire}
        title="What goes between the platforms and Guildhall"
      >
        <Icon name="wire" size={16} /> Wire
      </button>
    </header>
  );
}
