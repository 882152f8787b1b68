/** Before somebody is in: a link that is to be used, or how to get one. */
import { Button, makeStyles, mergeClasses, tokens, Text as Words } from '@fluentui/react-components';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { pageSentences } from '../../../bot/words/en-GB-pages.ts';
import type { PageWords } from '../../../bot/words/page-words.ts';
import type { Server } from './server.ts';
import { Brand } from './ui/brand.tsx';
import { type Said, Saying } from './ui/state.tsx';

const useStyles = makeStyles({
  place: {
    boxSizing: 'border-box',
    width: '100%',
    maxWidth: '36rem',
    margin: '0 auto',
    padding: 'min(10vh, 80px) 16px 32px',
  },
  panel: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'flex-start',
    gap: tokens.spacingVerticalL,
    boxSizing: 'border-box',
    marginTop: tokens.spacingVerticalXL,
    padding: 'clamp(20px, 5vw, 32px)',
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusXLarge,
    backgroundColor: tokens.colorNeutralBackground1,
  },
  title: { ':focus': { outlineStyle: 'none' } },
  words: { margin: 0 },
  quiet: { color: tokens.colorNeutralForeground2 },
  said: { alignSelf: 'stretch' },
  ways: {
    display: 'grid',
    gridTemplateColumns: 'auto 1fr',
    alignItems: 'baseline',
    gap: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalL}`,
    margin: 0,
  },
  value: { margin: 0 },
  code: {
    display: 'inline-block',
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalS}`,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground3,
    fontFamily: tokens.fontFamilyMonospace,
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
  if (problem !== '') return <SignedOut words={words} said={{ words: problem, wrong: true }} />;
  return (
    <Panel name={words['page.name']} title={words['page.enter-title']}>
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
          <p className={mergeClasses(styles.words, styles.quiet)}>{words['page.enter-not-you']}</p>
        </>
      )}
    </Panel>
  );
}

/** @param said why; no words where nobody came in yet */
export function SignedOut({ words, said }: { readonly words: PageWords; readonly said: Said }) {
  const styles = useStyles();
  return (
    <Panel name={words['page.name']} title={words['page.out-title']} said={said}>
      <p className={styles.words}>{words['page.out-how']}</p>
      <dl className={styles.ways}>
        <dt>Slack</dt>
        <dd className={styles.value}>
          <code className={styles.code}>{words['page.out-slack']}</code>
        </dd>
        <dt>Microsoft Teams</dt>
        <dd className={styles.value}>
          <code className={styles.code}>{words['page.out-teams']}</code>
        </dd>
      </dl>
    </Panel>
  );
}

/** The server did not answer the first time: nobody knows yet who is here, or in which language to say so. */
export function NotReached({ said, onAgain }: { readonly said: string; readonly onAgain: () => void }) {
  return (
    <Panel
      name={pageSentences['page.name']}
      title={pageSentences['page.away-title']}
      said={{ words: said, wrong: true }}
    >
      <Button appearance="primary" onClick={onAgain}>
        {pageSentences['page.again']}
      </Button>
    </Panel>
  );
}

/** One thing in the middle. Whoever is told something is begun at its head. */
function Panel({
  name,
  title,
  said,
  children,
}: {
  readonly name: string;
  readonly title: string;
  readonly said?: Said;
  readonly children: ReactNode;
}) {
  const styles = useStyles();
  const head = useRef<HTMLHeadingElement>(null);
  const isTold = said !== undefined && said.words !== '';
  useEffect(() => {
    document.title = `${title} · ${name}`;
    if (isTold) head.current?.focus();
  }, [title, name, isTold]);
  return (
    <main className={styles.place}>
      <Brand name={name} />
      <div className={styles.panel}>
        <Words
          as="h1"
          ref={head}
          tabIndex={-1}
          size={600}
          weight="semibold"
          block
          className={mergeClasses(styles.words, styles.title)}
        >
          {title}
        </Words>
        {isTold && (
          <div role={said.wrong ? 'alert' : 'status'} className={styles.said}>
            <Saying said={said} />
          </div>
        )}
        {children}
      </div>
    </main>
  );
}
