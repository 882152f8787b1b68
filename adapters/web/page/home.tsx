/** Home: what waits for the reader, their questions, their communities. */
import { Button, makeStyles, mergeClasses, tokens, Text as Words } from '@fluentui/react-components';
import { type ReactNode, useId } from 'react';
import type { MyCommunities, MyQuestion, Waiting } from '../../../bot/words/pages.ts';
import { useHere } from './here.ts';
import { Blocks } from './ui/card-view.tsx';
import { CommunityList } from './ui/community-list.tsx';
import { None, Read } from './ui/state.tsx';
import { SafeLink } from './ui/text-view.tsx';
import { useRead } from './use-read.ts';

const useStyles = makeStyles({
  columns: {
    display: 'grid',
    gap: tokens.spacingVerticalXXXL,
    gridTemplateColumns: 'minmax(0, 1fr)',
    '@media (min-width: 900px)': { gridTemplateColumns: 'minmax(0, 3fr) minmax(0, 2fr)', columnGap: '40px' },
  },
  column: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXXXL },
  section: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM, alignItems: 'stretch' },
  heading: { margin: 0 },
  list: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalM,
    margin: 0,
    padding: 0,
    listStyleType: 'none',
  },
  box: {
    padding: tokens.spacingHorizontalL,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusLarge,
    backgroundColor: tokens.colorNeutralBackground1,
  },
  waits: {
    borderInlineStartWidth: '4px',
    borderInlineStartStyle: 'solid',
    borderInlineStartColor: tokens.colorCompoundBrandStroke,
  },
  words: { margin: 0 },
  quiet: {
    margin: `${tokens.spacingVerticalXS} 0 0`,
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase200,
  },
  button: { alignSelf: 'flex-start' },
});

export function Home() {
  const styles = useStyles();
  const { say, go } = useHere();
  const mine = useRead<MyCommunities>('communities.mine');
  return (
    <div className={styles.columns}>
      <div className={styles.column}>
        <WaitingForMe />
        <MyQuestions />
      </div>
      <Section title={say('page.mine')}>
        <Read reading={mine}>
          {({ communities, more }) => (
            <>
              {communities.length === 0 ? (
                <None>{say('page.mine-none')}</None>
              ) : (
                <CommunityList communities={communities} />
              )}
              {more !== '' && <None>{more}</None>}
              <Button className={styles.button} onClick={() => go({ at: 'communities' })}>
                {say('page.go-find')}
              </Button>
            </>
          )}
        </Read>
      </Section>
    </div>
  );
}

function WaitingForMe() {
  const styles = useStyles();
  const { say } = useHere();
  const asked = useRead<{ waiting: readonly Waiting[] }>('communities.waiting');
  const answered = useRead<{ waiting: readonly Waiting[] }>('questions.waiting');
  return (
    <Section title={say('page.waiting')}>
      <Read reading={asked}>
        {({ waiting: one }) => (
          <Read reading={answered}>
            {({ waiting: other }) =>
              one.length + other.length === 0 ? (
                <None>{say('page.waiting-none')}</None>
              ) : (
                <ul className={styles.list}>
                  {[...one, ...other].map(({ id, card }) => (
                    <li key={id} className={mergeClasses(styles.box, styles.waits)}>
                      <Blocks blocks={card.blocks} />
                    </li>
                  ))}
                </ul>
              )
            }
          </Read>
        )}
      </Read>
    </Section>
  );
}

function MyQuestions() {
  const styles = useStyles();
  const { say } = useHere();
  const mine = useRead<{ questions: readonly MyQuestion[] }>('questions.mine');
  return (
    <Section title={say('page.questions')}>
      <Read reading={mine}>
        {({ questions }) =>
          questions.length === 0 ? (
            <None>{say('page.questions-none')}</None>
          ) : (
            <ul className={styles.list}>
              {questions.map(({ id, text, state, link }) => (
                <li key={id} className={styles.box}>
                  <p className={styles.words}>
                    {link === null ? (
                      text
                    ) : (
                      <SafeLink url={link} aside={say('page.open-thread')}>
                        {text}
                      </SafeLink>
                    )}
                  </p>
                  <p className={styles.quiet}>{state}</p>
                </li>
              ))}
            </ul>
          )
        }
      </Read>
    </Section>
  );
}

function Section({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  const styles = useStyles();
  const id = useId();
  return (
    <section className={styles.section} aria-labelledby={id}>
      <Words as="h2" id={id} size={500} weight="semibold" className={styles.heading}>
        {title}
      </Words>
      {children}
    </section>
  );
}
