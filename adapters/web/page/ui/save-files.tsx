/** A report's files: made when they are asked for, and handed to the browser to save. */
import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import type { ReportFileShown, ReportShown } from '../../../../bot/words/pages.ts';
import { useHere } from '../here.ts';
import { save } from '../save.ts';
import { type Said, Saying } from './state.tsx';

const useStyles = makeStyles({
  group: { minWidth: 0, margin: 0, padding: 0, border: 0 },
  label: { padding: `0 0 ${tokens.spacingVerticalS}`, fontWeight: tokens.fontWeightSemibold },
  files: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
  words: { margin: 0, maxWidth: '46rem', color: tokens.colorNeutralForeground2 },
  said: { marginTop: tokens.spacingVerticalM, maxWidth: '46rem' },
});

const NOTHING: Said = { words: '', wrong: false };

export function SaveFiles({ shown }: { readonly shown: ReportShown }) {
  const styles = useStyles();
  const { server, failed, say, isTab } = useHere();
  const [making, setMaking] = useState(false);
  const [said, setSaid] = useState(NOTHING);

  async function make(format: string): Promise<void> {
    if (making) return;
    setMaking(true);
    setSaid(NOTHING);
    const { session, edition } = shown;
    const answer = await server.read<ReportFileShown>('sessions.report-file', { session, edition, format });
    setMaking(false);
    if (!answer.ok) {
      setSaid({ words: failed(answer), wrong: true });
      return;
    }
    save(answer.body);
    setSaid({ words: `${say('page.report-saved')} ${answer.body.name}`, wrong: false });
  }

  return (
    <fieldset className={styles.group}>
      <legend className={styles.label}>{say('page.report-files')}</legend>
      {isTab ? (
        // In Teams' own windows a second file is not saved, and on telephones none is: nothing is offered that may do nothing.
        <p className={styles.words}>{say('page.report-in-teams')}</p>
      ) : (
        <div className={styles.files}>
          {shown.files.map(({ format, label }) => (
            <Button key={format} disabledFocusable={making} onClick={() => void make(format)}>
              {label}
            </Button>
          ))}
        </div>
      )}
      <div role="status">
        {making && <p className={styles.words}>{say('page.report-making')}</p>}
        {!said.wrong && <Saying said={said} className={styles.said} />}
      </div>
      {said.wrong && (
        <div role="alert">
          <Saying said={said} className={styles.said} />
        </div>
      )}
    </fieldset>
  );
}
