/** A card, drawn: every kind of block that a chat would show. */
import { Divider, makeStyles, mergeClasses, tokens, Text as Words } from '@fluentui/react-components';
import type { Block } from '../../../../bot/core/card.ts';
import { plain } from '../../../../bot/core/text.ts';
import { PressButtons } from './press-buttons.tsx';
import { TextView } from './text-view.tsx';

const useStyles = makeStyles({
  card: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
  note: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
  words: { display: 'block', margin: 0, maxWidth: '44rem' },
  quote: {
    paddingInlineStart: tokens.spacingHorizontalM,
    borderInlineStartWidth: '3px',
    borderInlineStartStyle: 'solid',
    borderInlineStartColor: tokens.colorNeutralStroke1,
  },
  facts: { display: 'grid', gap: tokens.spacingVerticalS, margin: 0 },
  fact: {
    display: 'grid',
    columnGap: tokens.spacingHorizontalM,
    '@media (min-width: 481px)': { gridTemplateColumns: '8em minmax(0, 1fr)' },
  },
  label: { color: tokens.colorNeutralForeground2 },
  value: { margin: 0 },
  row: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'flex-start',
    justifyContent: 'space-between',
    gap: tokens.spacingHorizontalM,
  },
  rowWords: { flex: '1 1 12em' },
});

/** Its headings stand below that of the section or the dialog that it is in. */
export function Blocks({ blocks }: { readonly blocks: readonly Block[] }) {
  const styles = useStyles();
  return (
    <div className={styles.card}>
      {blocks.map((block, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: blocks have no ids, and are drawn anew as a whole
        <OneBlock key={at} block={block} />
      ))}
    </div>
  );
}

function OneBlock({ block }: { readonly block: Block }) {
  const styles = useStyles();
  switch (block.block) {
    case 'text':
      switch (block.as) {
        case 'heading':
          return (
            <Words as="h3" weight="semibold" size={400} className={styles.words}>
              <TextView text={block.text} />
            </Words>
          );
        case 'body':
          return (
            <div className={styles.words}>
              <TextView text={block.text} />
            </div>
          );
        case 'note':
          return (
            <div className={mergeClasses(styles.words, styles.note)}>
              <TextView text={block.text} />
            </div>
          );
        case 'quote':
          return (
            <blockquote className={mergeClasses(styles.words, styles.quote)}>
              <TextView text={block.text} />
            </blockquote>
          );
      }
      break;
    case 'facts':
      return (
        <dl className={styles.facts}>
          {block.facts.map(({ label, value }) => (
            <div key={label} className={styles.fact}>
              <dt className={styles.label}>{label}</dt>
              <dd className={styles.value}>
                <TextView text={value} />
              </dd>
            </div>
          ))}
        </dl>
      );
    case 'row':
      return (
        <div className={styles.row}>
          <div className={styles.rowWords}>
            <div>
              <TextView text={block.text} />
            </div>
            {block.note !== undefined && (
              <div className={styles.note}>
                <TextView text={block.note} />
              </div>
            )}
          </div>
          {block.button && <PressButtons buttons={[block.button]} of={plain(block.text)} />}
        </div>
      );
    case 'buttons':
      return <PressButtons buttons={block.buttons} />;
    case 'divider':
      return <Divider />;
  }
}
