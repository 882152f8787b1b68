/** Reports that the reader may read, the newest first. */
import { makeStyles, tokens } from '@fluentui/react-components';
import type { ListedReports } from '../../../bot/words/pages.ts';
import { useHere } from './here.ts';
import { PlaceLink } from './ui/place-link.tsx';
import { None, Read } from './ui/state.tsx';
import { useRead } from './use-read.ts';

const useStyles = makeStyles({
  list: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalM,
    maxWidth: '46rem',
    margin: 0,
    padding: 0,
    listStyleType: 'none',
  },
  one: {
    padding: tokens.spacingHorizontalL,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusLarge,
    backgroundColor: tokens.colorNeutralBackground1,
  },
  title: {
    fontSize: tokens.fontSizeBase400,
    lineHeight: tokens.lineHeightBase400,
    fontWeight: tokens.fontWeightSemibold,
  },
  quiet: {
    margin: `${tokens.spacingVerticalXS} 0 0`,
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase200,
  },
});

export function Reports() {
  const styles = useStyles();
  const { say } = useHere();
  const reading = useRead<ListedReports>('sessions.reports');
  return (
    <Read reading={reading}>
      {({ reports }) =>
        reports.length === 0 ? (
          <None>{say('page.reports-none')}</None>
        ) : (
          <ul className={styles.list}>
            {reports.map(({ session, title, reference, state }) => (
              <li key={session} className={styles.one}>
                <PlaceLink to={{ at: 'report', session, edition: null }} className={styles.title}>
                  <bdi>{title}</bdi>
                </PlaceLink>
                <p className={styles.quiet}>{[reference, state].filter(Boolean).join(' · ')}</p>
              </li>
            ))}
          </ul>
        )
      }
    </Read>
  );
}
