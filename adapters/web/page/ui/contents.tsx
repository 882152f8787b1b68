/** What is in a document: beside it where there is room, folded above it where there is little. */
import { Link, makeStyles, tokens } from '@fluentui/react-components';
import { type ReactNode, useEffect, useState } from 'react';
import type { Doc } from '../../../../bot/words/document.ts';
import { idOf, LineView } from './line-view.tsx';

const ROOM = '(min-width: 960px)';
/** Where the list stands beside the text. */
export const WIDE = `@media ${ROOM}`;

const useStyles = makeStyles({
  // In sight all the way down, and scrolled where it is longer than the window. With room for the line around what has the focus.
  beside: {
    position: 'sticky',
    top: '16px',
    alignSelf: 'start',
    boxSizing: 'border-box',
    maxHeight: 'calc(100vh - 32px)',
    margin: '-4px',
    padding: '4px',
    overflowY: 'auto',
  },
  title: { margin: `0 0 ${tokens.spacingVerticalS}`, fontWeight: tokens.fontWeightSemibold },
  folded: {
    border: `1px solid ${tokens.colorNeutralStroke1}`,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground1,
  },
  fold: {
    padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalL}`,
    fontWeight: tokens.fontWeightSemibold,
    cursor: 'pointer',
  },
  inside: { padding: `0 ${tokens.spacingHorizontalL} ${tokens.spacingVerticalM}` },
  list: {
    margin: 0,
    padding: 0,
    listStyleType: 'none',
    '@media (min-width: 481px) and (max-width: 959px)': { columns: 2, columnGap: '32px' },
  },
  link: { display: 'inline-block', padding: '4px 0', lineHeight: '1.35' },
});

export function Contents({ doc }: { readonly doc: Doc }) {
  const styles = useStyles();
  const title = idOf('contents');
  const list = (
    <ul className={styles.list}>
      {doc.sections.map(({ id, title: named }) => (
        <li key={id}>
          <Link href={`#${idOf(id)}`} className={styles.link}>
            <LineView line={named} />
          </Link>
        </li>
      ))}
    </ul>
  );
  const way = (className: string | undefined, children: ReactNode) => (
    <nav aria-labelledby={title} className={className}>
      {children}
    </nav>
  );
  if (useRoom())
    return way(
      styles.beside,
      <>
        <p id={title} className={styles.title}>
          {doc.contents}
        </p>
        {list}
      </>,
    );
  return way(
    undefined,
    <details className={styles.folded}>
      <summary id={title} className={styles.fold}>
        {doc.contents}
      </summary>
      <div className={styles.inside}>{list}</div>
    </details>,
  );
}

function useRoom(): boolean {
  const [room, setRoom] = useState(() => matchMedia(ROOM).matches);
  useEffect(() => {
    const query = matchMedia(ROOM);
    const heard = (): void => setRoom(query.matches);
    query.addEventListener('change', heard);
    return () => query.removeEventListener('change', heard);
  }, []);
  return room;
}
