/** A link out of the page: only to the web or to a mail address, in a new tab, telling the other side nothing. */
import type { ReactNode } from 'react';
import { createContext, useContext } from 'react';

/** What a window does with a link that leads to one of its own messages; false when it is none. */
export const FollowContext = createContext<(url: string) => boolean>(() => false);

/** The address if it may be opened, else null. */
export function safeUrl(url: string): string | null {
  try {
    const parsed = new URL(url, location.origin);
    return ['http:', 'https:', 'mailto:'].includes(parsed.protocol) ? parsed.href : null;
  } catch {
    return null;
  }
}

export function SafeLink({ url, children, className }: { url: string; children: ReactNode; className?: string }) {
  const follow = useContext(FollowContext);
  const href = safeUrl(url);
  if (!href) return <>{children}</>;
  return (
    <a
      href={href}
      className={className}
      target="_blank"
      rel="noopener noreferrer"
      onClick={(event) => {
        if (follow(href)) event.preventDefault();
      }}
    >
      {children}
    </a>
  );
}
