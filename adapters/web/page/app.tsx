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
import { lazy, type MouseEvent, Suspense, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { Button as CardButton, Form } from '../../../bot/core/card.ts';
import type { Reply } from '../../../bot/core/reply.ts';
import type { Hello } from '../shapes.ts';
import type { AroundTab, TeamsLook } from '../teams.ts';
import { Communities } from './communities.tsx';
import { type Here, HereContext } from './here.ts';
import { Home } from './home.tsx';
import { useLook } from './look.ts';
import { type Answer, createServer, type Failed, type Vouched } from './server.ts';
import type { Values } from './ui/form-view.tsx';
import type { Shown } from './ui/reply-dialog.tsx';
import { EnterByLink, SignedOut } from './way-in.tsx';

/** What is needed once something was pressed comes after what is seen at once. */
const loadDialog = () => import('./ui/reply-dialog.tsx');
const ReplyDialog = lazy(async () => ({ default: (await loadDialog()).ReplyDialog }));

type Where = 'home' | 'communities';
const PATHS: Readonly<Record<Where, string>> = { home: '/pages', communities: '/pages/communities' };
const SIGNED_OUT = 401;
const SAID_FOR_MS = 12_000;

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
  },
  nav: { display: 'flex', gap: tokens.spacingHorizontalXL, margin: 0, padding: 0, listStyleType: 'none' },
  place: {
    display: 'inline-block',
    padding: `16px 2px 13px`,
    borderBottom: '3px solid transparent',
    color: tokens.colorNeutralForeground1,
    ':hover': { textDecorationLine: 'none', borderBottomColor: tokens.colorNeutralStroke1 },
  },
  current: { fontWeight: tokens.fontWeightSemibold, borderBottomColor: tokens.colorCompoundBrandStroke },
  who: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalM,
    marginInlineStart: 'auto',
    paddingBlock: tokens.spacingVerticalXS,
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase200,
  },
  main: { flexGrow: 1, paddingBlock: 'clamp(20px, 4vw, 36px)', ':focus': { outlineStyle: 'none' } },
  title: { margin: `0 0 ${tokens.spacingVerticalXL}`, ':focus': { outlineStyle: 'none' } },
  said: { minHeight: 0 },
  saidBox: {
    marginBottom: tokens.spacingVerticalL,
    padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalL}`,
    borderRadius: tokens.borderRadiusMedium,
    borderInlineStartWidth: '4px',
    borderInlineStartStyle: 'solid',
    borderInlineStartColor: tokens.colorCompoundBrandStroke,
    backgroundColor: tokens.colorNeutralBackground1,
    boxShadow: tokens.shadow4,
  },
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
  const [out, setOut] = useState('');

  const greet = useCallback(async () => {
    const answer = await server.hello();
    if (answer.ok) {
      if (vouched.current.by === 'session') vouched.current = { by: 'session', csrf: answer.body.csrf };
      document.documentElement.lang = answer.body.locale;
      setHello(answer.body);
    } else setOut(answer.said || AWAY);
  }, [server]);
  useEffect(() => void greet(), [greet]);

  const left = useCallback((why: string) => {
    vouched.current = { by: 'session', csrf: null };
    setHello((was) => was && { ...was, me: null, csrf: null });
    setOut(why);
  }, []);

  function inside() {
    if (!hello)
      return (
        <p className={styles.waiting} role={out ? 'alert' : 'status'}>
          {out || STARTING}
        </p>
      );
    if (link !== null) {
      const entered = (csrf: string): void => {
        vouched.current = { by: 'session', csrf };
        setOut('');
        setLink(null);
        void greet();
      };
      return <EnterByLink link={link} words={hello.words} server={server} onEntered={entered} />;
    }
    if (lost) return <SignedOut words={hello.words} problem={hello.words['page.teams-refused']} />;
    if (!hello.me) return <SignedOut words={hello.words} problem={out} />;
    return <Inside hello={hello} server={server} tab={tab} onLeft={left} />;
  }
  return (
    <FluentProvider theme={theme} className={styles.root}>
      {inside()}
    </FluentProvider>
  );
}

/** Before the first answer there are no words of anybody's language. */
const STARTING = '…';
const AWAY = 'Guildhall cannot be reached just now.';

function Inside({
  hello,
  server,
  tab,
  onLeft,
}: {
  readonly hello: Hello;
  readonly server: Here['server'];
  readonly tab: AroundTab | null;
  readonly onLeft: (why: string) => void;
}) {
  const styles = useStyles();
  const { words } = hello;
  const [where, setWhere] = useState<Where>(() =>
    tab === null && location.pathname === PATHS.communities ? 'communities' : 'home',
  );
  const [round, setRound] = useState(0);
  const [shown, setShown] = useState<Shown | null>(null);
  const [problem, setProblem] = useState('');
  const [said, setSaid] = useState('');
  const [busy, setBusy] = useState(false);
  const title = useRef<HTMLHeadingElement>(null);
  const moved = useRef(false);
  const heading = words[where === 'home' ? 'page.home' : 'page.communities'];

  useEffect(() => {
    document.title = `${heading} · ${words['page.name']}`;
    // Whoever goes elsewhere begins at its head.
    if (moved.current) title.current?.focus();
  }, [heading, words]);
  useEffect(() => {
    const back = (): void => setWhere(location.pathname === PATHS.communities ? 'communities' : 'home');
    addEventListener('popstate', back);
    return () => removeEventListener('popstate', back);
  }, []);
  useEffect(() => void loadDialog(), []);
  // What was pressed may be gone by now: then it goes on from the head of the page.
  useEffect(() => {
    if (shown !== null || round === 0) return;
    const timer = setTimeout(() => document.activeElement === document.body && title.current?.focus(), 150);
    return () => clearTimeout(timer);
  }, [shown, round]);
  useEffect(() => {
    if (said === '') return;
    const timer = setTimeout(() => setSaid(''), SAID_FOR_MS);
    return () => clearTimeout(timer);
  }, [said]);

  function go(to: Where): void {
    moved.current = true;
    setSaid('');
    setWhere(to);
    if (tab === null && location.pathname !== PATHS[to]) history.pushState(null, '', PATHS[to]);
  }
  const follow = (to: Where) => (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    go(to);
  };

  function failed(of: Failed): string {
    if (of.status === SIGNED_OUT && tab === null) onLeft(words['page.signed-out']);
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
      case 'replace':
        if (reply.card.blocks.length > 1) setShown({ show: 'card', card: reply.card });
        else end(reply.card.summary);
        break;
      case 'nothing':
      case 'results':
        end(words['page.done']);
        break;
    }
  }
  function end(what: string): void {
    setSaid(what);
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
    const { reply } = answer;
    const isCard = reply?.kind === 'tell' && reply.card.blocks.length > 1;
    if (isCard) {
      setShown({ show: 'card', card: reply.card });
      return;
    }
    const why = failed(answer);
    setProblem(why);
    if (shown === null || shown.show === 'confirm') end(why);
  }

  const press = (button: CardButton): void => {
    if (button.button === 'link' || busy) return;
    setSaid('');
    if (button.confirm) setShown({ show: 'confirm', confirm: button.confirm, button });
    else void act(() => server.press(button.action, button.value));
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
    onLeft(answer.ok || answer.status === SIGNED_OUT ? words['page.left'] : answer.said || words['page.away']);
  }

  const here: Here = {
    hello,
    server,
    round,
    busy,
    say: (key) => words[key],
    press,
    canPress: (button) => button.button === 'link' || hello.press.includes(button.action),
    failed,
  };
  const link = (to: Where, label: string) => (
    <li>
      <Link
        href={PATHS[to]}
        appearance="subtle"
        className={mergeClasses(styles.place, where === to && styles.current)}
        aria-current={where === to ? 'page' : undefined}
        onClick={follow(to)}
      >
        {label}
      </Link>
    </li>
  );
  return (
    <HereContext value={here}>
      <Link href="#main" className={styles.skip}>
        {words['page.skip']}
      </Link>
      <header className={styles.header}>
        <div className={mergeClasses(styles.inner, styles.bar)}>
          {tab === null && (
            <Words weight="semibold" size={400}>
              {words['page.name']}
            </Words>
          )}
          <nav aria-label={words['page.menu']}>
            <ul className={styles.nav}>
              {link('home', words['page.home'])}
              {link('communities', words['page.communities'])}
            </ul>
          </nav>
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
      <main id="main" tabIndex={-1} className={mergeClasses(styles.inner, styles.main)}>
        <Words as="h1" ref={title} tabIndex={-1} size={700} weight="semibold" block className={styles.title}>
          {heading}
        </Words>
        <div role="status" className={styles.said}>
          {said !== '' && <div className={styles.saidBox}>{said}</div>}
        </div>
        {where === 'home' ? <Home onFind={() => go('communities')} /> : <Communities />}
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
