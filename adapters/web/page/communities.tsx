/** Communities: found while one types, recommended before that, looked into, joined, created. */
import {
  Button,
  Field,
  makeStyles,
  SearchBox,
  tokens,
  useRestoreFocusTarget,
  Text as Words,
} from '@fluentui/react-components';
import { useEffect, useId, useRef, useState } from 'react';
import type { FoundCommunities } from '../../../bot/words/pages.ts';
import { useHere } from './here.ts';
import { CommunityList } from './ui/community-list.tsx';
import { Failure, None, Read } from './ui/state.tsx';
import { useRead } from './use-read.ts';

/** After the last letter. */
const PAUSE_MS = 400;
/** Two searches a second are all that there are: one follows another no sooner. */
const APART_MS = 550;
/** Where another window of theirs searches too, it is asked again by itself. */
const AGAIN_MS = 700;
const TOO_FAST = 409;

const useStyles = makeStyles({
  top: { display: 'flex', flexWrap: 'wrap', alignItems: 'flex-start', gap: tokens.spacingHorizontalL },
  field: { flex: '1 1 min(16rem, 100%)', minWidth: 0 },
  box: { maxWidth: 'none', width: '100%', minWidth: 0 },
  // Beside the field itself, where there is room: below its label.
  create: { '@media (min-width: 640px)': { marginTop: '26px' } },
  results: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalM,
    marginTop: tokens.spacingVerticalXXL,
  },
  heading: { margin: 0 },
  said: { margin: 0, minHeight: '1.4em', color: tokens.colorNeutralForeground2 },
  more: { alignSelf: 'flex-start' },
});

export function Communities() {
  const styles = useStyles();
  const { say, canPress, press } = useHere();
  const [words, setWords] = useState('');
  /** How many, where more were asked for. */
  const [most, setMost] = useState<number>();
  const found = useFound(words.trim(), most);
  const more = found.data?.more ?? undefined;
  const id = useId();
  const back = useRestoreFocusTarget();
  const create = {
    button: 'action',
    action: 'communities.create',
    value: '',
    label: say('page.create'),
    opens: true,
  } as const;
  return (
    <>
      <search className={styles.top}>
        <Field className={styles.field} label={say('page.find-label')} hint={say('page.find-hint')}>
          <SearchBox
            className={styles.box}
            value={words}
            size="large"
            autoComplete="off"
            dismiss={{ 'aria-label': say('page.clear') }}
            onChange={(_, { value }) => {
              setWords(value);
              setMost(undefined);
            }}
          />
        </Field>
        {canPress(create) && (
          <Button {...back} className={styles.create} appearance="primary" size="large" onClick={() => press(create)}>
            {create.label}
          </Button>
        )}
      </search>
      <section className={styles.results} aria-labelledby={id}>
        <Words as="h2" id={id} size={500} weight="semibold" className={styles.heading}>
          {words.trim() === '' ? say('page.recommended') : say('page.results')}
        </Words>
        {words.trim() === '' ? (
          <Recommended />
        ) : (
          <>
            <p className={styles.said} role="status">
              {found.data === null || found.looking ? say('page.searching') : found.data.said}
            </p>
            <Failure said={found.problem} />
            {found.data && <CommunityList wide communities={found.data.communities} />}
            {more !== undefined && (
              <Button className={styles.more} onClick={() => setMost(more)}>
                {say('page.more')}
              </Button>
            )}
          </>
        )}
      </section>
    </>
  );
}

function Recommended() {
  const { say } = useHere();
  const recommended = useRead<FoundCommunities>('communities.recommended');
  return (
    <Read reading={recommended}>
      {({ communities, said }) =>
        communities.length === 0 ? (
          <None>
            {said} {say('page.recommended-none')}
          </None>
        ) : (
          <CommunityList wide communities={communities} />
        )
      }
    </Read>
  );
}

interface Found {
  readonly data: FoundCommunities | null;
  readonly looking: boolean;
  readonly problem: string;
}

/** What answers to words, once they rest; what was found for the last ones stays until then. */
function useFound(words: string, most: number | undefined): Found {
  const { server, failed, round } = useHere();
  const [found, setFound] = useState<Found>({ data: null, looking: false, problem: '' });
  const last = useRef({ words: '', at: 0 });
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again with every round; what fails is told by the page as it is then
  useEffect(() => {
    if (words === '') {
      last.current.words = '';
      setFound({ data: null, looking: false, problem: '' });
      return;
    }
    let current = true;
    let timer: number | undefined;
    setFound((was) => ({ ...was, looking: true, problem: '' }));
    const ask = async (again: boolean): Promise<void> => {
      last.current.at = Date.now();
      const answer = await server.read<FoundCommunities>('communities.found', { words, most });
      if (!current) return;
      if (answer.ok) setFound({ data: answer.body, looking: false, problem: '' });
      else if (answer.status === TOO_FAST && !again) timer = window.setTimeout(() => void ask(true), AGAIN_MS);
      else setFound((was) => ({ ...was, looking: false, problem: failed(answer) }));
    };
    // The same words again, after something was done, need no pause.
    const pause = last.current.words === words ? 0 : PAUSE_MS;
    const wait = Math.max(pause, last.current.at + APART_MS - Date.now());
    timer = window.setTimeout(() => void ask(false), wait);
    last.current.words = words;
    return () => {
      current = false;
      window.clearTimeout(timer);
    };
  }, [server, words, most, round]);
  return found;
}
