/** What is read in a dialog: where it is longer than the dialog, whoever has only keys can scroll it. */
import { DialogContent } from '@fluentui/react-components';
import { type ReactNode, useEffect, useRef, useState } from 'react';

export function Scrolled({
  name,
  className,
  children,
}: {
  /** What it is called where it can be gone to. */
  readonly name: string;
  readonly className: string;
  readonly children: ReactNode;
}) {
  const place = useRef<HTMLDivElement>(null);
  const [scrolls, setScrolls] = useState(false);
  useEffect(() => {
    const content = place.current;
    if (!content) return;
    const measure = (): void => setScrolls(content.scrollHeight > content.clientHeight + 1);
    const observer = new ResizeObserver(measure);
    for (const one of [content, ...content.children]) observer.observe(one);
    return () => observer.disconnect();
  }, []);
  return (
    <DialogContent
      ref={place}
      className={className}
      {...(scrolls ? { tabIndex: 0, role: 'group', 'aria-label': name } : {})}
    >
      {children}
    </DialogContent>
  );
}
