/** Buttons that a card or a list brings: those that can be pressed here, and links. */
import { Button, makeStyles, mergeClasses, tokens, useRestoreFocusTarget } from '@fluentui/react-components';
import type { Button as CardButton } from '../../../../bot/core/card.ts';
import { useHere } from '../here.ts';
import type { Values } from '../server.ts';

const useStyles = makeStyles({
  row: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
  loose: { display: 'contents' },
  button: { minHeight: '32px', maxWidth: '100%' },
  quiet: { minWidth: '0' },
});

/**
 * @param values what stands in the form that they are in: it goes with the press
 * @param of what the buttons are about: read after each one's label, for who hears them one by one
 * @param loose they stand in a row that has others
 * @param quiet of several, the first alone stands out
 */
export function PressButtons({
  buttons,
  values,
  of,
  loose = false,
  quiet = false,
}: {
  readonly buttons: readonly CardButton[];
  readonly values?: Values;
  readonly of?: string;
  readonly loose?: boolean;
  readonly quiet?: boolean;
}) {
  const styles = useStyles();
  const here = useHere();
  // Whoever closes what this opens is back here.
  const back = useRestoreFocusTarget();
  const shown = buttons.filter((one) => one.button === 'link' || here.canPress(one));
  if (shown.length === 0) return null;
  return (
    <div className={loose ? styles.loose : styles.row}>
      {shown.map((one, at) => {
        const isQuiet = quiet && at > 0;
        return one.button === 'link' ? (
          <Button
            key={one.url}
            as="a"
            href={/^https?:\/\//i.test(one.url) ? one.url : undefined}
            target="_blank"
            rel="noopener noreferrer"
            title={here.say('page.new-window')}
            className={styles.button}
          >
            {one.label}
          </Button>
        ) : (
          <Button
            {...back}
            key={`${one.action} ${one.value}`}
            appearance={one.style === 'primary' ? 'primary' : isQuiet ? 'subtle' : 'secondary'}
            className={mergeClasses(styles.button, isQuiet && styles.quiet)}
            disabledFocusable={here.busy}
            {...(of === undefined ? {} : { 'aria-label': `${one.label}: ${of}` })}
            onClick={() => here.press(one, values)}
          >
            {one.label}
          </Button>
        );
      })}
    </div>
  );
}
