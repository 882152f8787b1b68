/** The places of the pages, of which one is where the reader is. */
import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import type { Place } from '../../places.ts';
import { useHere } from '../here.ts';
import { PlaceLink } from './place-link.tsx';

const useStyles = makeStyles({
  list: {
    display: 'flex',
    flexWrap: 'wrap',
    columnGap: tokens.spacingHorizontalXL,
    margin: 0,
    padding: 0,
    listStyleType: 'none',
    whiteSpace: 'nowrap',
    '@media (max-width: 400px)': { columnGap: tokens.spacingHorizontalM },
  },
  place: {
    display: 'inline-block',
    padding: '18px 2px 15px',
    borderBottom: '3px solid transparent',
    color: tokens.colorNeutralForeground1,
    ':hover': { textDecorationLine: 'none', borderBottomColor: tokens.colorNeutralStroke1 },
    // Nothing is transparent there: the line would stand under every place.
    '@media (forced-colors: active)': { borderBottomColor: 'Canvas' },
  },
  current: {
    fontWeight: tokens.fontWeightSemibold,
    borderBottomColor: tokens.colorCompoundBrandStroke,
    ':hover': { borderBottomColor: tokens.colorCompoundBrandStroke },
    '@media (forced-colors: active)': { borderBottomColor: 'Highlight' },
  },
});

const PLACES = ['home', 'communities', 'reports'] as const;

export function Menu({ place }: { readonly place: Place }) {
  const styles = useStyles();
  const { say } = useHere();
  const within = place.at === 'report' ? 'reports' : place.at;
  return (
    <nav aria-label={say('page.menu')}>
      <ul className={styles.list}>
        {PLACES.map((at) => (
          <li key={at}>
            <PlaceLink
              to={{ at }}
              appearance="subtle"
              className={mergeClasses(styles.place, within === at && styles.current)}
              current={place.at === at ? 'page' : within === at ? 'true' : undefined}
            >
              {say(`page.${at}`)}
            </PlaceLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}
