/** A table of a document. Where it is wider than its place it scrolls, by keys too. */
import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { type RefObject, useEffect, useId, useRef, useState } from 'react';
import type { Line, Part } from '../../../../bot/words/document.ts';
import { dir, each, idOf, LineView } from './line-view.tsx';

const useStyles = makeStyles({
  wide: {
    overflowX: 'auto',
    margin: `${tokens.spacingVerticalL} 0`,
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
  table: {
    width: '100%',
    minWidth: '26rem',
    borderCollapse: 'collapse',
    fontSize: tokens.fontSizeBase300,
    lineHeight: tokens.lineHeightBase300,
    overflowWrap: 'break-word',
    backgroundColor: tokens.colorNeutralBackground1,
  },
  many: { minWidth: '36rem' },
  caption: { textAlign: 'start' },
  // What the table is stays in sight while it is scrolled.
  name: {
    position: 'sticky',
    insetInlineStart: 0,
    boxSizing: 'border-box',
    maxWidth: 'calc(100vw - 48px)',
    paddingBottom: tokens.spacingVerticalS,
    fontWeight: tokens.fontWeightSemibold,
  },
  cell: {
    padding: '8px 10px',
    border: `1px solid ${tokens.colorNeutralStroke1}`,
    textAlign: 'start',
    verticalAlign: 'top',
    fontWeight: tokens.fontWeightRegular,
  },
  head: { backgroundColor: tokens.colorNeutralBackground3, fontWeight: tokens.fontWeightSemibold },
  first: { width: '40%' },
  line: { margin: '0 0 4px', ':last-child': { marginBottom: 0 } },
  row: { scrollMarginTop: '24px' },
});

export function WideTable({ caption, head, rows }: Extract<Part, { part: 'table' }>) {
  const styles = useStyles();
  const id = useId();
  const place = useRef<HTMLDivElement>(null);
  const scrolls = useScrolls(place);
  return (
    <div
      ref={place}
      className={styles.wide}
      {...(scrolls ? { role: 'region', tabIndex: 0, 'aria-labelledby': id } : {})}
    >
      <table className={mergeClasses(styles.table, head.length > 3 && styles.many)}>
        <caption id={id} className={styles.caption}>
          <div className={styles.name}>{caption}</div>
        </caption>
        <thead>
          <tr>
            {head.map((one) => (
              <th key={one} scope="col" className={mergeClasses(styles.cell, styles.head)}>
                {one}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {each(rows, ({ id: known, cells }) => (
            <tr className={styles.row} {...(known === undefined ? {} : { id: idOf(known), tabIndex: -1 })}>
              {each(cells, (cell, at) =>
                at === 0 ? (
                  <th scope="row" className={mergeClasses(styles.cell, styles.first)}>
                    <Lines of={cell} />
                  </th>
                ) : (
                  <td className={styles.cell}>
                    <Lines of={cell} />
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Lines({ of }: { readonly of: readonly Line[] }) {
  const styles = useStyles();
  return each(of, (line) => (
    <p className={styles.line} {...dir(line)}>
      <LineView line={line} />
    </p>
  ));
}

/** Whether something is wider than its place: only then does anybody need to stop at it. */
function useScrolls(place: RefObject<HTMLElement | null>): boolean {
  const [scrolls, setScrolls] = useState(false);
  useEffect(() => {
    const one = place.current;
    if (!one) return;
    const observer = new ResizeObserver(() => setScrolls(one.scrollWidth > one.clientWidth + 1));
    for (const watched of [one, ...one.children]) observer.observe(watched);
    return () => observer.disconnect();
  }, [place]);
  return scrolls;
}
