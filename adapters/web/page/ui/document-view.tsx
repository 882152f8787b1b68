/** A longer text, drawn: how far to trust it, what is in it, and its sections, each with an address of its own. */
import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { type ReactNode, useEffect } from 'react';
import type { Doc, Part, Section } from '../../../../bot/words/document.ts';
import { Contents, WIDE } from './contents.tsx';
import { dir, each, idOf, LineView } from './line-view.tsx';
import { WideTable } from './wide-table.tsx';

const target = { scrollMarginTop: '24px' } as const;

const useStyles = makeStyles({
  // Each line from the side from which it is read.
  document: { textAlign: 'start' },
  status: {
    marginBottom: tokens.spacingVerticalXL,
    padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalL}`,
    border: `1px solid ${tokens.colorNeutralStroke1}`,
    borderInlineStartWidth: '4px',
    borderInlineStartStyle: 'solid',
    borderInlineStartColor: tokens.colorCompoundBrandStroke,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground1,
    fontWeight: tokens.fontWeightSemibold,
  },
  statusLine: { margin: '4px 0' },
  body: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    gap: tokens.spacingVerticalXXL,
    marginTop: tokens.spacingVerticalXXL,
    [WIDE]: { gridTemplateColumns: '15rem minmax(0, 1fr)', columnGap: '48px' },
  },
  sections: { fontSize: tokens.fontSizeBase400, lineHeight: '1.55' },
  h2: {
    margin: `0 0 ${tokens.spacingVerticalM}`,
    paddingBottom: tokens.spacingVerticalXS,
    borderBottom: `2px solid ${tokens.colorCompoundBrandStroke}`,
    fontSize: tokens.fontSizeBase500,
    lineHeight: '1.35',
    fontWeight: tokens.fontWeightSemibold,
    ...target,
  },
  h3: {
    margin: `${tokens.spacingVerticalXXL} 0 ${tokens.spacingVerticalS}`,
    fontSize: tokens.fontSizeBase400,
    lineHeight: '1.4',
    fontWeight: tokens.fontWeightSemibold,
    ...target,
  },
  section: { marginBottom: '40px' },
  words: { maxWidth: '46rem', margin: '10px 0' },
  quiet: { color: tokens.colorNeutralForeground2 },
  list: { maxWidth: '46rem', margin: '10px 0', paddingInlineStart: '1.4em' },
  item: { marginBlock: '8px', ...target },
  line: { margin: '2px 0' },
  facts: { display: 'grid', maxWidth: '46rem', margin: '12px 0', rowGap: '6px' },
  fact: {
    display: 'grid',
    columnGap: tokens.spacingHorizontalXL,
    '@media (min-width: 600px)': { gridTemplateColumns: '12rem minmax(0, 1fr)' },
  },
  label: { fontWeight: tokens.fontWeightSemibold },
  value: { margin: 0 },
});

/** @param children what can be done with it: stands between how far to trust it and what it says */
export function DocumentView({ doc, children }: { readonly doc: Doc; readonly children: ReactNode }) {
  const styles = useStyles();
  useEffect(() => {
    // An address may lead to a part of it, which was not there when the page came.
    if (location.hash.startsWith(`#${idOf('')}`)) document.getElementById(location.hash.slice(1))?.focus();
  }, []);
  return (
    <div lang={doc.lang} className={styles.document}>
      <div className={styles.status}>
        {each(doc.status, (line) => (
          <p className={styles.statusLine} {...dir(line)}>
            <LineView line={line} />
          </p>
        ))}
      </div>
      {children}
      <div className={styles.body}>
        <Contents doc={doc} />
        <div className={styles.sections}>
          {doc.sections.map((one) => (
            <SectionView key={one.id} section={one} level={2} />
          ))}
        </div>
      </div>
    </div>
  );
}

function SectionView({ section, level }: { readonly section: Section; readonly level: 2 | 3 }) {
  const styles = useStyles();
  const { id, title, parts, sections = [] } = section;
  const Heading = level === 2 ? 'h2' : 'h3';
  return (
    <section className={level === 2 ? styles.section : undefined}>
      <Heading id={idOf(id)} tabIndex={-1} className={level === 2 ? styles.h2 : styles.h3} {...dir(title)}>
        <LineView line={title} />
      </Heading>
      {each(parts, (part) => (
        <PartView part={part} />
      ))}
      {sections.map((one) => (
        <SectionView key={one.id} section={one} level={3} />
      ))}
    </section>
  );
}

function PartView({ part }: { readonly part: Part }) {
  const styles = useStyles();
  switch (part.part) {
    case 'words':
      return (
        <p className={mergeClasses(styles.words, part.quiet && styles.quiet)} {...dir(part.line)}>
          <LineView line={part.line} />
        </p>
      );
    case 'list':
      return (
        <ul className={styles.list}>
          {each(part.items, ({ id, line, under = [] }) => (
            <li className={styles.item} {...(id === undefined ? {} : { id: idOf(id), tabIndex: -1 })}>
              <p className={styles.line} {...dir(line)}>
                <LineView line={line} />
              </p>
              {each(under, (one) => (
                <p className={mergeClasses(styles.line, styles.quiet)} {...dir(one)}>
                  <LineView line={one} />
                </p>
              ))}
            </li>
          ))}
        </ul>
      );
    case 'facts':
      return (
        <dl className={styles.facts}>
          {each(part.facts, ({ label, value }) => (
            <div className={styles.fact}>
              <dt className={styles.label}>{label}</dt>
              <dd className={styles.value} {...dir(value)}>
                <LineView line={value} />
              </dd>
            </div>
          ))}
        </dl>
      );
    case 'table':
      return <WideTable {...part} />;
  }
}
