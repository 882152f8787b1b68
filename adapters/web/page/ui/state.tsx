/** What stands in the place of something that is not there: it is coming, it failed, or there is none. */
import {
  Button,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  makeStyles,
  Spinner,
  tokens,
} from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { useHere } from '../here.ts';
import type { Reading } from '../use-read.ts';

/** What came of an act, or of coming here, in words; `wrong`: it was not done. */
export interface Said {
  readonly words: string;
  readonly wrong: boolean;
}

const useStyles = makeStyles({
  none: {
    margin: 0,
    padding: tokens.spacingHorizontalL,
    border: `1px dashed ${tokens.colorNeutralStroke1}`,
    borderRadius: tokens.borderRadiusLarge,
    color: tokens.colorNeutralForeground2,
  },
  spinner: { justifyContent: 'flex-start', paddingBlock: tokens.spacingVerticalM },
});

function Coming() {
  const { say } = useHere();
  return <Spinner size="small" label={say('page.loading')} className={useStyles().spinner} />;
}

export const None = ({ children }: { readonly children: ReactNode }) => <p className={useStyles().none}>{children}</p>;

export function Saying({ said, className }: { readonly said: Said; readonly className?: string }) {
  if (said.words === '') return null;
  return (
    <MessageBar intent={said.wrong ? 'error' : 'success'} layout="multiline" {...(className ? { className } : {})}>
      <MessageBarBody>{said.words}</MessageBarBody>
    </MessageBar>
  );
}

/** @param said '' for nothing, and then nothing is drawn */
export function Failure({ said, again }: { readonly said: string; readonly again?: (() => void) | undefined }) {
  const { say } = useHere();
  if (said === '') return null;
  return (
    <MessageBar intent="error" role="alert" layout="multiline">
      <MessageBarBody>{said}</MessageBarBody>
      {again && (
        <MessageBarActions>
          <Button onClick={again}>{say('page.again')}</Button>
        </MessageBarActions>
      )}
    </MessageBar>
  );
}

/** What was read, as soon as it is there. */
export function Read<T>({
  reading,
  children,
}: {
  readonly reading: Reading<T>;
  readonly children: (data: T) => ReactNode;
}) {
  return (
    <>
      <Failure said={reading.problem} again={reading.again} />
      {reading.data === null ? reading.problem === '' && <Coming /> : children(reading.data)}
    </>
  );
}
