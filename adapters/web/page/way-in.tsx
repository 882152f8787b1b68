/** Before somebody is in: a link that is to be used, or how to get one. */
import { Button, makeStyles, tokens, Text as Words } from '@fluentui/react-components';
import { useEffect, useState } from 'react';
import type { PageWords } from '../../../bot/words/page-words.ts';
import type { Server } from './server.ts';

const useStyles = makeStyles({
  place: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'flex-start',
    gap: tokens.spacingVerticalL,
    boxSizing: 'border-box',
    maxWidth: '34rem',
    margin: '0 auto',
    padding: `min(12vh, 96px) ${tokens.spacingHorizontalXXL} ${tokens.spacingVerticalXXL}`,
  },
  words: { margin: 0 },
  problem: { margin: 0, color: tokens.colorStatusDangerForeground1 },
  code: {
    display: 'inline-block',
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalS}`,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground3,
    fontFamily: tokens.fontFamilyMonospace,
  },
  list: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalS,
    margin: 0,
    paddingInlineStart: '1.2em',
  },
});

/** Whose link it is stands there before it is used: nobody comes in as somebody else unawares, and no program that follows links uses one up. */
export function EnterByLink({
  link,
  words,
  server,
  onEntered,
}: {
  readonly link: string;
  readonly words: PageWords;
  readonly server: Server;
  readonly onEntered: (csrf: string) => void;
}) {
  const styles = useStyles();
  const [who, setWho] = useState<{ readonly name: string; readonly organisation: string } | null>(null);
  const [problem, setProblem] = useState('');
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    let current = true;
    void server.link(link).then((answer) => {
      if (!current) return;
      if (answer.ok) setWho(answer.body);
      else setProblem(answer.said || words['page.away']);
    });
    return () => {
      current = false;
    };
  }, [server, link, words]);
  async function enter(): Promise<void> {
    setBusy(true);
    const answer = await server.enter(link);
    setBusy(false);
    if (answer.ok) onEntered(answer.body.csrf);
    else setProblem(answer.said || words['page.away']);
  }
  if (problem !== '') return <SignedOut words={words} problem={problem} />;
  return (
    <main className={styles.place}>
      <Words as="h1" size={700} weight="semibold" className={styles.words}>
        {words['page.enter-title']}
      </Words>
      {who === null ? (
        <p className={styles.words} role="status">
          {words['page.loading']}
        </p>
      ) : (
        <>
          <p className={styles.words}>
            {words['page.enter-as']} <strong>{who.name}</strong>, {who.organisation}.
          </p>
          <Button appearance="primary" size="large" disabledFocusable={busy} onClick={() => void enter()}>
            {words['page.enter']}
          </Button>
          <p className={styles.words}>{words['page.enter-not-you']}</p>
        </>
      )}
    </main>
  );
}

/** @param problem why; '' where nobody came in yet */
export function SignedOut({ words, problem }: { readonly words: PageWords; readonly problem: string }) {
  const styles = useStyles();
  return (
    <main className={styles.place}>
      <Words as="h1" size={700} weight="semibold" className={styles.words}>
        {words['page.out-title']}
      </Words>
      {problem !== '' && (
        <p className={styles.problem} role="alert">
          {problem}
        </p>
      )}
      <p className={styles.words}>{words['page.out-how']}</p>
      <ul className={styles.list}>
        <li>
          Slack: <code className={styles.code}>{words['page.out-slack']}</code>
        </li>
        <li>
          Microsoft Teams: <code className={styles.code}>{words['page.out-teams']}</code>
        </li>
      </ul>
    </main>
  );
}
