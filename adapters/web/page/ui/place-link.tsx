/** A link to another place of the pages: followed without loading them again, and an address like any other. */
import { Link } from '@fluentui/react-components';
import type { ComponentProps, MouseEvent, ReactNode } from 'react';
import { type Place, pathOf } from '../../places.ts';
import { useHere } from '../here.ts';

export function PlaceLink({
  to,
  current,
  className,
  appearance,
  children,
}: {
  readonly to: Place;
  /** It is where one is: `true` for a part of it. */
  readonly current?: 'page' | 'true' | undefined;
  readonly className?: string;
  readonly appearance?: ComponentProps<typeof Link>['appearance'];
  readonly children: ReactNode;
}) {
  const { go } = useHere();
  const follow = (event: MouseEvent): void => {
    // Whoever wants it in a window of its own gets it there.
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    go(to);
  };
  return (
    <Link
      href={pathOf(to)}
      onClick={follow}
      aria-current={current}
      {...(className === undefined ? {} : { className })}
      {...(appearance === undefined ? {} : { appearance })}
    >
      {children}
    </Link>
  );
}
