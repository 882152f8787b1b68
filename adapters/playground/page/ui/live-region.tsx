/** Says to screen readers what arrived in a window, without moving the focus. */
import { useEffect, useRef, useState } from 'react';

interface Arrival {
  /** Which message; the same one is said once. */
  key: string;
  text: string;
  /** ISO time: what is older than the region itself is not news. */
  time: string;
}

/** Says the newest arrival, if it came after the region was drawn. */
export function LiveRegion({ newest }: { newest: Arrival | undefined }) {
  const begun = useRef(new Date().toISOString());
  const said = useRef('');
  const [text, setText] = useState('');
  useEffect(() => {
    if (!newest || newest.key === said.current || newest.time <= begun.current) return;
    said.current = newest.key;
    setText(newest.text);
  }, [newest]);
  return (
    <div className="hidden" role="log" aria-live="polite" aria-label="New messages">
      {text}
    </div>
  );
}
