/** A form, drawn: each field with its label and hint, what is wrong beside it, and what was typed always kept. */
import {
  Button,
  Checkbox,
  DialogActions,
  DialogContent,
  Field,
  Input,
  MessageBar,
  MessageBarBody,
  makeStyles,
  Radio,
  RadioGroup,
  Select,
  Textarea,
  tokens,
} from '@fluentui/react-components';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import type { Form, Field as FormField } from '../../../../bot/core/card.ts';
import { plain } from '../../../../bot/core/text.ts';
import { useHere } from '../here.ts';
import { useActions } from './actions.ts';
import { TextView } from './text-view.tsx';

export type Values = Readonly<Record<string, string | readonly string[]>>;

const useStyles = makeStyles({
  form: { display: 'contents' },
  fields: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalL,
    paddingBlock: tokens.spacingVerticalS,
  },
  // All may be chosen: none of them is fainter than its note.
  option: { display: 'block', color: tokens.colorNeutralForeground1 },
  group: { margin: 0, padding: 0, border: 'none' },
  note: {
    display: 'block',
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
  },
  intro: {
    padding: tokens.spacingHorizontalM,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground3,
  },
});

/** With more options than this a list opens. */
const IN_VIEW = 12;

type Typed = string | readonly string[];

const begun = (form: Form): Record<string, Typed> =>
  Object.fromEntries(form.fields.map((field) => [field.name, firstOf(field)]));

/** What stands in a field at first. */
function firstOf(field: FormField): Typed {
  switch (field.field) {
    case 'line':
    case 'paragraph':
    case 'choice':
      return field.value ?? '';
    case 'choices':
      return field.value ?? [];
    case 'search':
      return field.value?.value ?? '';
    case 'people':
      return [];
  }
}

/** @param problems by field, as the server says; '' for the whole */
export function FormView({
  form,
  problems,
  busy,
  onSubmit,
  onCancel,
}: {
  readonly form: Form;
  readonly problems: Readonly<Record<string, string>>;
  readonly busy: boolean;
  readonly onSubmit: (values: Values) => void;
  readonly onCancel: () => void;
}) {
  const styles = useStyles();
  const actions = useActions();
  const { say } = useHere();
  const [values, setValues] = useState(() => begun(form));
  const [missing, setMissing] = useState<ReadonlySet<string>>(new Set());
  const place = useRef<HTMLFormElement>(null);
  const problemOf = (name: string): string => problems[name] ?? (missing.has(name) ? say('page.needed') : '');
  const first = form.fields.find(({ name }) => problemOf(name) !== '')?.name;

  // Whoever pressed the button is taken to the first field that has to be changed.
  useEffect(() => {
    if (first === undefined) return;
    const field = place.current?.querySelector<HTMLElement>(`[data-field="${CSS.escape(first)}"]`);
    field?.querySelector<HTMLElement>('input, textarea, select')?.focus();
  }, [first]);

  function submit(event: FormEvent): void {
    event.preventDefault();
    const lacking = form.fields.filter(({ name, optional }) => !optional && String(values[name] ?? '').trim() === '');
    setMissing(new Set(lacking.map(({ name }) => name)));
    if (lacking.length === 0 && !busy) onSubmit(values);
  }
  const set = (name: string, value: string | readonly string[]): void => {
    setValues((was) => ({ ...was, [name]: value }));
    setMissing((was) => new Set([...was].filter((one) => one !== name)));
  };

  return (
    <form ref={place} className={styles.form} onSubmit={submit} noValidate>
      <DialogContent className={actions.content}>
        <div className={styles.fields}>
          {form.intro !== undefined && (
            <div className={styles.intro}>
              <TextView text={form.intro} />
            </div>
          )}
          {/* Their buttons are chat's: on a page one joins by the list of communities. */}
          {(form.rows ?? []).map((row) => (
            <div key={plain(row.text)}>
              <TextView text={row.text} />
              {row.note !== undefined && <TextView text={row.note} />}
            </div>
          ))}
          {(problems[''] ?? '') !== '' && (
            <MessageBar intent="error" role="alert" layout="multiline">
              <MessageBarBody>{problems['']}</MessageBarBody>
            </MessageBar>
          )}
          {form.fields.map((field) => (
            <div key={field.name} data-field={field.name}>
              <OneField
                field={field}
                value={values[field.name] ?? ''}
                problem={problemOf(field.name)}
                onChange={(value) => set(field.name, value)}
              />
            </div>
          ))}
        </div>
      </DialogContent>
      <DialogActions fluid className={actions.row}>
        <Button type="submit" appearance="primary" disabledFocusable={busy}>
          {form.submit}
        </Button>
        <Button type="button" onClick={onCancel}>
          {form.cancel}
        </Button>
      </DialogActions>
    </form>
  );
}

function OneField({
  field,
  value,
  problem,
  onChange,
}: {
  readonly field: FormField;
  readonly value: string | readonly string[];
  readonly problem: string;
  readonly onChange: (value: string | readonly string[]) => void;
}) {
  const styles = useStyles();
  const { say } = useHere();
  const words = typeof value === 'string' ? value : '';
  const chosen = typeof value === 'string' ? [] : value;
  const hint = field.optional ? [field.hint, say('page.optional')].filter(Boolean).join(' ') : field.hint;
  const around = {
    label: field.label,
    ...(hint ? { hint } : {}),
    required: field.optional !== true,
    ...(problem ? { validationMessage: problem, validationState: 'error' as const } : {}),
  };
  switch (field.field) {
    case 'line':
      return (
        <Field {...around}>
          <Input
            value={words}
            {...(field.placeholder ? { placeholder: field.placeholder } : {})}
            autoComplete="off"
            onChange={(_, { value: typed }) => onChange(typed)}
          />
        </Field>
      );
    case 'paragraph':
      return (
        <Field {...around}>
          <Textarea
            value={words}
            rows={3}
            resize="vertical"
            {...(field.placeholder ? { placeholder: field.placeholder } : {})}
            onChange={(_, { value: typed }) => onChange(typed)}
          />
        </Field>
      );
    case 'choice':
      return field.options.length > IN_VIEW ? (
        <Field {...around}>
          <Select value={words} onChange={(_, { value: one }) => onChange(one)}>
            <option value="" />
            {field.options.map((option) => (
              <option key={option.value} value={option.value}>
                {option.label}
              </option>
            ))}
          </Select>
        </Field>
      ) : (
        <Field {...around}>
          <RadioGroup value={words} onChange={(_, { value: one }) => onChange(one)}>
            {field.options.map((option) => (
              <Radio
                key={option.value}
                value={option.value}
                label={
                  <span className={styles.option}>
                    {option.label}
                    {option.note !== undefined && <span className={styles.note}>{option.note}</span>}
                  </span>
                }
              />
            ))}
          </RadioGroup>
        </Field>
      );
    case 'choices':
      return (
        <Field {...around}>
          <fieldset className={styles.group} aria-label={field.label}>
            {field.options.map((option) => (
              <Checkbox
                key={option.value}
                label={option.label}
                checked={chosen.includes(option.value)}
                onChange={(_, { checked }) =>
                  onChange(checked === true ? [...chosen, option.value] : chosen.filter((one) => one !== option.value))
                }
              />
            ))}
          </fieldset>
        </Field>
      );
    // What only chat can offer is not opened on a page: no act that is open to pages has these.
    case 'search':
    case 'people':
      return null;
  }
}
