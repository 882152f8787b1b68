/** Guildhall's sign and name, at the head of a page. */
import { makeStyles, tokens, Text as Words } from '@fluentui/react-components';

const SIGN = new URL('../icon.svg', import.meta.url).href;

const useStyles = makeStyles({
  brand: { display: 'inline-flex', alignItems: 'center', gap: tokens.spacingHorizontalS },
  sign: { display: 'block', width: '28px', height: '28px' },
});

export function Brand({ name }: { readonly name: string }) {
  const styles = useStyles();
  return (
    <span className={styles.brand}>
      <img src={SIGN} alt="" className={styles.sign} />
      <Words weight="semibold" size={400}>
        {name}
      </Words>
    </span>
  );
}
