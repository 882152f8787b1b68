/** What came of a press: a card or a form to go on with, a question before it counts, or what went wrong. */
import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  MessageBar,
  MessageBarBody,
  makeStyles,
  tokens,
} from '@fluentui/react-components';
import { useEffect, useRef } from 'react';
import type { Block, Card, Button as CardButton, Form } from '../../../../bot/core/card.ts';
import { plain } from '../../../../bot/core/text.ts';
import { useHere } from '../here.ts';
import type { Values } from '../server.ts';
import { useActions } from './actions.ts';
import { Blocks } from './card-view.tsx';
import { FormView } from './form-view.tsx';
import { PressButtons } from './press-buttons.tsx';
import { Scrolled } from './scrolled.tsx';

type Confirm = NonNullable<Extract<CardButton, { button: 'action' }>['confirm']>;

export type Shown =
  | { readonly show: 'card'; readonly card: Card }
  | {
      readonly show: 'form';
      readonly form: Form;
      readonly problems: Readonly<Record<string, string>>;
      readonly version: number;
    }
  | { readonly show: 'confirm'; readonly confirm: Confirm; readonly button: CardButton };

const useStyles = makeStyles({
  surface: {
    width: 'min(600px, calc(100vw - 24px))',
    maxWidth: 'none',
    maxHeight: 'calc(100dvh - 24px)',
    boxSizing: 'border-box',
    '@media (max-width: 480px)': { padding: tokens.spacingHorizontalL },
  },
  title: { ':focus': { outlineStyle: 'none' } },
  step: {
    display: 'block',
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase200,
    fontWeight: tokens.fontWeightRegular,
    lineHeight: tokens.lineHeightBase200,
  },
  body: { maxHeight: 'calc(100dvh - 80px)' },
  problem: { marginBottom: tokens.spacingVerticalM },
});

export function ReplyDialog({
  shown,
  problem,
  onClose,
  onYes,
  onSubmit,
}: {
  readonly shown: Shown;
  /** What went wrong with the last press; '' for nothing. */
  readonly problem: string;
  readonly onClose: () => void;
  readonly onYes: (button: CardButton) => void;
  readonly onSubmit: (form: Form, values: Values) => void;
}) {
  const styles = useStyles();
  const actions = useActions();
  const { say, busy } = useHere();
  const title = useRef<HTMLHeadingElement>(null);
  const { heading, rest, last } = parts(shown);
  // Another card or form in the place of the last one is begun at its head, by eye and by ear.
  const key = shown.show === 'form' ? `${shown.form.form} ${shown.version}` : heading;
  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever something else is shown
  useEffect(() => title.current?.focus(), [key]);
  const wrong =
    problem === '' ? null : (
      <MessageBar intent="error" role="alert" layout="multiline" className={styles.problem}>
        <MessageBarBody>{problem}</MessageBarBody>
      </MessageBar>
    );
  return (
    <Dialog
      open
      onOpenChange={(_, { open }) => !open && onClose()}
      modalType={shown.show === 'card' ? 'modal' : 'alert'}
    >
      <DialogSurface className={styles.surface}>
        <DialogBody className={styles.body}>
          <DialogTitle ref={title} className={styles.title} tabIndex={-1} as="h2" action={null}>
            {heading}
            {shown.show === 'form' && shown.form.step && <span className={styles.step}> {shown.form.step.said}</span>}
          </DialogTitle>
          {shown.show === 'form' && (
            <>
              {wrong && <DialogContent>{wrong}</DialogContent>}
              <FormView
                key={key}
                form={shown.form}
                problems={shown.problems}
                busy={busy}
                onSubmit={(values) => onSubmit(shown.form, values)}
                onCancel={onClose}
              />
            </>
          )}
          {shown.show === 'card' && (
            <>
              <Scrolled key={heading} name={heading} className={actions.content}>
                {wrong}
                <Blocks blocks={rest} />
              </Scrolled>
              <DialogActions fluid className={actions.row}>
                <PressButtons buttons={last} loose />
                <Button className={actions.close} onClick={onClose}>
                  {say('page.close')}
                </Button>
              </DialogActions>
            </>
          )}
          {shown.show === 'confirm' && (
            <>
              <DialogContent className={actions.content}>
                {wrong}
                {shown.confirm.text}
              </DialogContent>
              <DialogActions fluid className={actions.row}>
                <Button appearance="primary" disabledFocusable={busy} onClick={() => onYes(shown.button)}>
                  {shown.confirm.yes}
                </Button>
                <Button onClick={onClose}>{shown.confirm.no}</Button>
              </DialogActions>
            </>
          )}
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}

interface Parts {
  readonly heading: string;
  readonly rest: readonly Block[];
  readonly last: readonly CardButton[];
}

/** A card's own first words are the dialog's heading, and its last buttons stand in the dialog's last row: each once. */
function parts(shown: Shown): Parts {
  switch (shown.show) {
    case 'form':
      return { heading: shown.form.title, rest: [], last: [] };
    case 'confirm':
      return { heading: shown.confirm.title, rest: [], last: [] };
    case 'card': {
      const { blocks, summary } = shown.card;
      const [first] = blocks;
      const end = blocks.at(-1);
      const isHead = first?.block === 'text' && (first.as === 'heading' || plain(first.text) === summary);
      return {
        heading: isHead ? plain(first.text) : summary,
        rest: blocks.slice(isHead ? 1 : 0, end?.block === 'buttons' ? -1 : blocks.length),
        last: end?.block === 'buttons' ? end.buttons : [],
      };
    }
  }
}
