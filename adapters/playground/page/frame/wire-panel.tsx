/** What goes over the wire between the stand-ins and Guildhall: calls, never contents. */
import { useEffect, useRef } from 'react';
import type { WireCall } from '../../api-types.ts';
import { type Store, useStore } from '../state/store.ts';
import { Icon } from '../ui/icon.tsx';

const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });

const bad = (call: WireCall): boolean => call.status === 0 || call.status >= 400 || call.error !== undefined;

function Row({ call }: { call: WireCall }) {
  const outcome = call.error ?? (call.status === 0 ? 'no answer' : String(call.status));
  return (
    <tr data-bad={bad(call) || undefined}>
      <td>{clock.format(new Date(call.time))}</td>
      <td>{call.platform === 'slack' ? 'Slack' : 'Teams'}</td>
      <td>{call.direction === 'out' ? 'to Guildhall' : 'from Guildhall'}</td>
      <td className="wire-what">
        {call.what}
        {call.attempt > 1 && <span className="quiet"> (try {call.attempt})</span>}
      </td>
      <td>{outcome}</td>
      <td className="wire-ms">{call.ms} ms</td>
    </tr>
  );
}

export function WirePanel({ calls, onClose }: { calls: Store<readonly WireCall[]>; onClose(): void }) {
  const all = useStore(calls);
  const scroller = useRef<HTMLElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: follows the newest call
  useEffect(() => {
    if (scroller.current) scroller.current.scrollTop = 0;
  }, [all]);
  return (
    <section className="wire" aria-label="On the wire" data-testid="wire">
      <header>
        <h2>On the wire</h2>
        <p>Signed deliveries and API calls, as they are between Guildhall and the real platforms. No contents.</p>
        <button type="button" className="icon-button" aria-label="Close the wire" onClick={onClose}>
          <Icon name="close" size={16} />
        </button>
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls must be reachable by keys */}
      <section className="wire-scroll" ref={scroller} tabIndex={0} aria-label="Calls">
        <table>
          <thead>
            <tr>
              <th scope="col">Time</th>
              <th scope="col">Platform</th>
              <th scope="col">Direction</th>
              <th scope="col">Call</th>
              <th scope="col">Outcome</th>
              <th scope="col">Took</th>
            </tr>
          </thead>
          <tbody>
            {all.map((call) => (
              <Row key={call.seq} call={call} />
            ))}
          </tbody>
        </table>
      </section>
    </section>
  );
}
