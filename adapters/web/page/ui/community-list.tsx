/** Communities in a list: each with what it is for, how the reader stands to it, and what they can do about it. */
import { makeStyles, tokens, Text as Words } from '@fluentui/react-components';
import type { ListedCommunity } from '../../../../bot/words/pages.ts';
import { PressButtons } from './press-buttons.tsx';

const useStyles = makeStyles({
  list: { display: 'grid', gap: tokens.spacingVerticalM, margin: 0, padding: 0, listStyleType: 'none' },
  wide: { gridTemplateColumns: 'repeat(auto-fill, minmax(min(100%, 19rem), 1fr))' },
  one: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalS,
    boxSizing: 'border-box',
    height: '100%',
    padding: tokens.spacingHorizontalL,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusLarge,
    backgroundColor: tokens.colorNeutralBackground1,
  },
  words: { margin: 0 },
  quiet: { margin: 0, color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
  buttons: { marginTop: 'auto', paddingTop: tokens.spacingVerticalXS },
});

export function CommunityList({
  communities,
  wide = false,
}: {
  readonly communities: readonly ListedCommunity[];
  readonly wide?: boolean;
}) {
  const styles = useStyles();
  return (
    <ul className={wide ? `${styles.list} ${styles.wide}` : styles.list}>
      {communities.map((one) => (
        <li key={one.id}>
          <article className={styles.one} aria-label={one.name}>
            <Words as="h3" size={400} weight="semibold" className={styles.words}>
              {one.name}
            </Words>
            <p className={styles.words}>{one.purpose}</p>
            <p className={styles.quiet}>{[one.members, one.standing].filter(Boolean).join(' · ')}</p>
            {one.why !== '' && <p className={styles.quiet}>{one.why}</p>}
            <div className={styles.buttons}>
              <PressButtons buttons={one.buttons} of={one.name} quiet />
            </div>
          </article>
        </li>
      ))}
    </ul>
  );
}
