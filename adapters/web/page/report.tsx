/** One report: which edition of it, its files, and all that it says. */
import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { useEffect, useId } from 'react';
import type { ReportShown } from '../../../bot/words/pages.ts';
import { useHere } from './here.ts';
import { DocumentView } from './ui/document-view.tsx';
import { PlaceLink } from './ui/place-link.tsx';
import { SaveFiles } from './ui/save-files.tsx';
import { Failure, Read } from './ui/state.tsx';
import { useRead } from './use-read.ts';

const useStyles = makeStyles({
  refused: { marginTop: tokens.spacingVerticalL },
  ways: { display: 'flex', flexWrap: 'wrap', gap: `${tokens.spacingVerticalL} ${tokens.spacingHorizontalXXXL}` },
  label: { margin: `0 0 ${tokens.spacingVerticalS}`, fontWeight: tokens.fontWeightSemibold },
  editions: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalL}`,
    margin: 0,
    padding: 0,
    listStyleType: 'none',
  },
  edition: { display: 'inline-block', paddingBlock: '5px', borderBottom: '2px solid transparent' },
  current: {
    color: tokens.colorNeutralForeground1,
    fontWeight: tokens.fontWeightSemibold,
    borderBottomColor: tokens.colorCompoundBrandStroke,
  },
  other: { '@media (forced-colors: active)': { borderBottomColor: 'Canvas' } },
});

/** @param edition null: the newest */
export function Report({ session, edition }: { readonly session: string; readonly edition: number | null }) {
  const styles = useStyles();
  const { say, entitle } = useHere();
  const reading = useRead<ReportShown>('sessions.report', { session, edition });
  const title = reading.refused ? null : (reading.data?.doc.title ?? null);
  useEffect(() => entitle(title), [entitle, title]);
  if (reading.refused)
    return (
      <>
        <Failure said={reading.problem} />
        <p className={styles.refused}>
          <PlaceLink to={{ at: 'reports' }}>{say('page.report-all')}</PlaceLink>
        </p>
      </>
    );
  return (
    <Read reading={reading}>
      {(shown) => (
        <DocumentView doc={shown.doc}>
          <div className={styles.ways}>
            {shown.editions.length > 1 && <Editions shown={shown} />}
            <SaveFiles shown={shown} />
          </div>
        </DocumentView>
      )}
    </Read>
  );
}

function Editions({ shown }: { readonly shown: ReportShown }) {
  const styles = useStyles();
  const { say } = useHere();
  const id = useId();
  return (
    <nav aria-labelledby={id}>
      <p id={id} className={styles.label}>
        {say('page.report-editions')}
      </p>
      <ul className={styles.editions}>
        {shown.editions.map(({ edition, label }) => {
          const isShown = edition === shown.edition;
          return (
            <li key={edition}>
              <PlaceLink
                to={{ at: 'report', session: shown.session, edition }}
                current={isShown ? 'page' : undefined}
                className={mergeClasses(styles.edition, isShown ? styles.current : styles.other)}
              >
                {label}
              </PlaceLink>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
