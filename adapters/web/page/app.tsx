/** The whole page: who is here, where they are, and what came of what they did. */
import {
  Button,
  FluentProvider,
  Link,
  makeStyles,
  mergeClasses,
  tokens,
  Text as Words,
} from '@fluentui/react-components';
import { lazy, Suspense, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { Button as CardButton, Form } from '../../../bot/core/card.ts';
import type { Reply } from '../../../bot/core/reply.ts';
import { type Line, lineText } from '../../../bot/words/document.ts';
import { pageSentences } from '../../../bot/words/en-GB-pages.ts';
import { type Place, pathOf } from '../places.ts';
import type { Hello } from '../shapes.ts';
import type { AroundTab, TeamsLook } from '../teams.ts';
import { Communities } from './communities.tsx';
import { type Here, HereContext } from './here.ts';
import { Home } from './home.tsx';
import { useLook } from './look.ts';
import { Report } from './report.tsx';
import { Reports } from './reports.tsx';
import type { Values } from './server.ts';
import { type Answer, createServer, type Failed, type Vouched } from './server.ts';
import { Brand } from './ui/brand.tsx';
import { dir, LineView } from './ui/line-view.tsx';
import { Menu } from './ui/menu.tsx';
import type { Shown } from './ui/reply-dialog.tsx';
import { type Said, Saying } from './ui/state.tsx';
import { isSentence, usable } from './usable.ts';
import { useKeptFocus } from './use-kept-focus.ts';
import { usePlace } from './use-place.ts';
import { EnterByLink, NotReached, SignedOut } from './way-in.tsx';

/** What is needed once something was pressed comes after what is seen at once. */
const loadDialog = () => import('./ui/reply-dialog.tsx');
const ReplyDialog = lazy(async () => ({ default: (await loadDialog()).ReplyDialog }));

const SIGNED_OUT = 401;

const NOTHING: Said = { words: '', wrong: false };

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', backgroundColor: tokens.colorNeutralBackground2 },
  skip: {
    position: 'absolute',
    insetInlineStart: '-9999px',
    padding: tokens.spacingHorizontalM,
    backgroundColor: tokens.colorNeutralBackground1,
    ':focus': { insetInlineStart: tokens.spacingHorizontalM, top: tokens.spacingVerticalM, zIndex: 1 },
  },
  header: { backgroundColor: tokens.colorNeutralBackground1, borderBottom: `1px solid ${tokens.colorNeutralStroke2}` },
  inner: {
    boxSizing: 'border-box',
    width: '100%',
    maxWidth: '1120px',
    margin: '0 auto',
    paddingInline: 'clamp(16px, 4vw, 32px)',
  },
  bar: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalXXL,
    minHeight: '56px',
    '@media (max-width: 400px)': { columnGap: tokens.spacingHorizontalM },
  },
  who: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalM,
    marginInlineStart: 'auto',
    paddingBlock: tokens.spacingVerticalXS,
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase200,
    '@media (max-width: 640px)': {
      width: '100%',
      justifyContent: 'space-between',
      marginInlineStart: 0,
      marginInlineEnd: '-8px',
    },
  },
  main: { flexGrow: 1, paddingBlock: 'clamp(20px, 4vw, 36px)', ':focus': { outlineStyle: 'none' } },
  title: { margin: `0 0 ${tokens.spacingVerticalXL}`, textAlign: 'start', ':focus': { outlineStyle: 'none' } },
  said: { marginBottom: tokens.spacingVerticalXL },
  waiting: { margin: 0, padding: tokens.spacingHorizontalXXL },
});

export interface AppProps {
  /** The Teams client around it; null in a browser. */
  readonly tab: AroundTab | null;
  /** It is a tab, and no Teams answers. */
  readonly lost: boolean;
  /** The secret of the link by which somebody came; null for none. */
  readonly link: string | null;
}

export function App({ tab, lost, link: given }: AppProps) {
  const [look, setLook] = useState<TeamsLook | null>(tab?.look ?? null);
  useEffect(() => tab?.onLook(setLook), [tab]);
  const theme = useLook(look);
  const styles = useStyles();
  const vouched = useRef<Vouched>(tab ? { by: 'teams', tab } : { by: 'session', csrf: null });
  const server = useMemo(() => createServer(() => vouched.current), []);
  const [hello, setHello] = useState<Hello | null>(null);
  const [link, setLink] = useState(given);
  const [entered, setEntered] = useState(false);
  const [out, setOut] = useState(NOTHING);

  const greet = useCallback(async () => {
    const answer = await server.hello();
    if (answer.ok) {
      if (vouched.current.by === 'session') vouched.current = { by: 'session', csrf: answer.body.csrf };
      document.documentElement.lang = answer.body.locale;
      setHello(answer.body);
    } else setOut({ words: answer.said || pageSentences['page.away'], wrong: true });
  }, [server]);
  useEffect(() => void greet(), [greet]);

  const left = useCallback((why: Said) => {
    vouched.current = { by: 'session', csrf: null };
    setHello((was) => was && { ...was, me: null, csrf: null });
    setOut(why);
  }, []);

  function inside() {
    // Before the first answer there are no words of anybody's language.
    if (!hello && out.wrong)
      return (
        <NotReached
          said={out.words}
          onAgain={() => {
            setOut(NOTHING);
            void greet();
          }}
        />
      );
    if (!hello)
      return (
        <p className={styles.waiting} role="status">
          {pageSentences['page.loading']}
        </p>
      );
    if (link !== null) {
      const enter = (csrf: string): void => {
        vouched.current = { by: 'session', csrf };
        setOut(NOTHING);
        setEntered(true);
        setLink(null);
        void greet();
      };
      return <EnterByLink link={link} words={hello.words} server={server} onEntered={enter} />;
    }
    if (lost) return <SignedOut words={hello.words} said={{ words: hello.words['page.teams-refused'], wrong: true }} />;
    if (!hello.me) return <SignedOut words={hello.words} said={out} />;
    return <Inside hello={hello} server={server} tab={tab} entered={entered} onLeft={left} />;
  }
  return (
    <FluentProvider theme={theme} className={styles.root}>
      {inside()}
    </FluentProvider>
  );
}

function Inside({
  hello,
  server,
  tab,
  entered,
  onLeft,
}: {
  readonly hello: Hello;
  readonly server: Here['server'];
  readonly tab: AroundTab | null;
  /** They came by a button of the page before. */
  readonly entered: boolean;
  readonly onLeft: (why: Said) => void;
}) {
  const styles = useStyles();
  const { words } = hello;
  const [round, setRound] = useState(0);
  const [shown, setShown] = useState<Shown | null>(null);
  const [problem, setProblem] = useState('');
  const [said, setSaid] = useState(NOTHING);
  const [busy, setBusy] = useState(false);
  const main = useRef<HTMLElement>(null);
  const title = useRef<HTMLHeadingElement>(null);
  const moved = useRef(entered);
  const { place, go } = usePlace(tab !== null, () => {
    moved.current = true;
    setSaid(NOTHING);
  });
  const path = pathOf(place);
  const [named, setNamed] = useState<{ readonly path: string; readonly line: Line } | null>(null);
  const entitle = useCallback((line: Line | null) => setNamed(line && { path, line }), [path]);
  const own = named?.path === path ? named.line : null;
  const heading = own ? lineText(own) : words[`page.${place.at}`];

  useEffect(() => {
    document.title = `${heading} · ${words['page.name']}`;
  }, [heading, words]);
  const began = useRef('');
  const isNamed = own !== null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever there is another heading
  useEffect(() => {
    const isElsewhere = began.current !== path;
    began.current = path;
    // Whoever goes elsewhere begins at its head, and is there still once it has its own name.
    if (moved.current && (isElsewhere || document.activeElement === document.body)) title.current?.focus();
  }, [path, isNamed]);
  useEffect(() => void loadDialog(), []);
  useKeptFocus(main, title, { free: shown === null, round });

  function failed(of: Failed): string {
    if (of.status === SIGNED_OUT && tab === null) onLeft({ words: words['page.signed-out'], wrong: true });
    return of.said || words['page.away'];
  }

  /** Shows what came of an act. What was open before is over, unless the answer is about it. */
  function show(reply: Reply): void {
    switch (reply.kind) {
      case 'ask': {
        const { form } = reply;
        setShown((was) => ({ show: 'form', form, problems: {}, version: was?.show === 'form' ? was.version + 1 : 0 }));
        break;
      }
      case 'invalid':
        setShown((was) => (was?.show === 'form' ? { ...was, problems: reply.problems } : was));
        break;
      case 'tell':
      case 'replace': {
        const card = usable(reply.card, canPress);
        if (isSentence(card)) end(card.summary);
        else setShown({ show: 'card', card });
        break;
      }
      case 'nothing':
      case 'results':
        end(words['page.done']);
        break;
    }
  }
  function end(what: string, wrong = false): void {
    setSaid({ words: what, wrong });
    setShown(null);
  }

  async function act(doing: () => ReturnType<Here['server']['press']>): Promise<void> {
    setBusy(true);
    setProblem('');
    const answer: Answer<{ reply: Reply; known?: true }> = await doing();
    setBusy(false);
    if (answer.ok) {
      if (answer.body.known) end(words['page.known']);
      else show(answer.body.reply);
      setRound((was) => was + 1);
      return;
    }
    // Where something was refused, what is shown may be out of date.
    if (answer.status !== 0) setRound((was) => was + 1);
    const card = answer.reply?.kind === 'tell' ? usable(answer.reply.card, canPress) : null;
    if (card && !isSentence(card)) {
      setShown({ show: 'card', card });
      return;
    }
    const why = failed(answer);
    if (shown === null || shown.show === 'confirm') end(why, true);
    else setProblem(shown.show === 'form' && answer.status === 0 ? words['page.away-typed'] : why);
  }

  const press = (button: CardButton, values?: Values): void => {
    if (button.button === 'link' || busy) return;
    setSaid(NOTHING);
    setProblem('');
    if (button.confirm) setShown({ show: 'confirm', confirm: button.confirm, button });
    else void act(() => server.press(button.action, button.value, values));
  };
  const yes = (button: CardButton): void => {
    if (button.button === 'action') void act(() => server.press(button.action, button.value));
  };
  const submit = (form: Form, values: Values): void => {
    setShown((was) => (was?.show === 'form' ? { ...was, problems: {} } : was));
    void act(() => server.submit(form.form, form.context, values));
  };
  async function leave(): Promise<void> {
    const answer = await server.leave();
    if (answer.ok || answer.status === SIGNED_OUT) onLeft({ words: words['page.left'], wrong: false });
    else setSaid({ words: answer.said || words['page.away'], wrong: true });
  }

  const canPress = (button: CardButton): boolean => button.button === 'link' || hello.press.includes(button.action);
  const here: Here = {
    hello,
    server,
    round,
    busy,
    isTab: tab !== null,
    go,
    entitle,
    say: (key) => words[key],
    press,
    canPress,
    failed,
  };
  return (
    <HereContext value={here}>
      <Link href="#main" className={styles.skip}>
        {words['page.skip']}
      </Link>
      <header className={styles.header}>
        <div className={mergeClasses(styles.inner, styles.bar)}>
          {tab === null && <Brand name={words['page.name']} />}
          <Menu place={place} />
          {tab === null && hello.me && (
            <div className={styles.who}>
              <span>
                {hello.me.name} · {hello.me.organisation}
              </span>
              <Button size="small" appearance="subtle" onClick={() => void leave()}>
                {words['page.leave']}
              </Button>
            </div>
          )}
        </div>
      </header>
      <main id="main" ref={main} tabIndex={-1} className={mergeClasses(styles.inner, styles.main)}>
        <Words
          // What something turned out to be called is a heading of its own, and is read as one.
          key={own ? path : ''}
          as="h1"
          ref={title}
          tabIndex={-1}
          size={700}
          weight="semibold"
          block
          className={styles.title}
          {...(own ? dir(own) : {})}
        >
          {own ? <LineView line={own} /> : heading}
        </Words>
        <div role="status">
          <Saying said={said} className={styles.said} />
        </div>
        <At place={place} />
      </main>
      {shown && (
        <Suspense fallback={null}>
          <ReplyDialog
            shown={shown}
            problem={problem}
            onClose={() => {
              setShown(null);
              setProblem('');
            }}
            onYes={yes}
            onSubmit={submit}
          />
        </Suspense>
      )}
    </HereContext>
  );
}

function At({ place }: { readonly place: Place }) {
  switch (place.at) {
    case 'home':
      return <Home />;
    case 'communities':
      return <Communities />;
    case 'reports':
      return <Reports />;
    case 'report':
      // Another edition is another text: nothing of the one before stays.
      return <Report key={pathOf(place)} session={place.session} edition={place.edition} />;
  }
}
