/** A Slack view in front of the window: a form whose text outlives every refusal. */
import { type FormEvent, useEffect, useId, useRef, useState } from 'react';
import type { SlackViewView } from '../../api-types.ts';
import { sentenceOf } from '../api/client.ts';
import { objs, str } from '../state/json.ts';
import { WindowDialog } from '../ui/window-dialog.tsx';
import { Blocks } from './blocks/blocks.tsx';
import { missing } from './blocks/required.ts';
import { SurfaceContext } from './blocks/surface.ts';
import { plainOf } from './blocks/text.tsx';
import { useSlack } from './context.ts';
import { useSurfaceState } from './use-surface.ts';

export function Modal({ view, covered }: { view: SlackViewView; covered: boolean }) {
  const { session } = useSlack();
  const [errors, setErrors] = useState(view.errors);
  const [trouble, setTrouble] = useState('');
  const [busy, setBusy] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const formId = useId();
  const [at] = useState({ in: 'view' as const, view: view.id });
  const surface = useSurfaceState(session, at, view.values, errors);

  useEffect(() => setErrors(view.errors), [view.errors]);
  // The first field that was refused takes the focus.
  useEffect(() => {
    if (Object.keys(errors).length > 0) form.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus();
  }, [errors]);

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (busy) return;
    const absent = missing(view.blocks, surface.values);
    setErrors(absent);
    setTrouble('');
    if (Object.keys(absent).length > 0) return;
    setBusy(true);
    try {
      const answer = await session.act({ kind: 'submit', view: view.id, values: surface.values });
      if (answer?.view === 'errors') setErrors(answer.errors ?? {});
      if (!answer || answer.view === 'failed')
        setTrouble(answer?.failed || 'We could not send this. What you typed is kept: try again.');
    } catch (error) {
      setTrouble(sentenceOf(error));
    }
    setBusy(false);
  };

  const close = (): void => void session.act({ kind: 'close', view: view.id });
  const submitLabel = plainOf(view.submit);
  return (
    <WindowDialog
      title={plainOf(view.title)}
      onClose={close}
      covered={covered}
      holds={fieldsIn(view)}
      testId="slack-modal"
      foot={
        <>
          <button type="button" className="button" onClick={close}>
            {plainOf(view.close) || (submitLabel ? 'Cancel' : 'Close')}
          </button>
          {submitLabel && (
            <button
              type="submit"
              form={formId}
              className="button button-primary"
              aria-disabled={busy || view.submitDisabled}
            >
              {submitLabel}
            </button>
          )}
        </>
      }
    >
      <form ref={form} id={formId} noValidate onSubmit={(event) => void submit(event)}>
        {trouble && (
          <p className="form-trouble" role="alert">
            {trouble}
          </p>
        )}
        <SurfaceContext value={surface}>
          <Blocks blocks={view.blocks} />
        </SurfaceContext>
      </form>
    </WindowDialog>
  );
}

/** The fields of a view, by their blocks: those of a step are called otherwise in each that takes its place. */
const fieldsIn = ({ blocks }: SlackViewView): string =>
  objs(blocks)
    .flatMap(({ type, block_id }) => (type === 'input' ? [str(block_id)] : []))
    .join(' ');
