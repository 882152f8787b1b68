/** A form, drawn: each field with its label and hint, what is wrong beside it, and what was typed always kept. */
import {
  Button,
  Checkbox,
  DialogActions,
  DialogContent,
  Field,
  FieldContextProvider,
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
import { type Form, type Field as FormField, type FormRow, isDay, TICKED } from '../../../../bot/core/card.ts';
import { plain } from '../../../../bot/core/text.ts';
import { useHere } from '../here.ts';
import type { Values } from '../server.ts';
import { useActions } from './actions.ts';
import { PressButtons } from './press-buttons.tsx';
import { TextView } from './text-view.tsx';

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
  group: { display: 'flex', flexDirection: 'column', margin: 0, padding: 0, border: 'none' },
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
  row: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'flex-start',
    justifyContent: 'space-between',
    gap: tokens.spacingHorizontalM,
  },
  rowWords: { flex: '1 1 12em' },
  // It stands below what is above it, not within.
  box: { marginInlineStart: '-8px' },
  date: { maxWidth: '14em' },
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
    case 'date':
      return isDay(field.value) ? field.value : '';
    case 'tick':
      return field.value ? TICKED : '';
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
  /** What this page finds wrong by itself, by field. */
  const [wrong, setWrong] = useState<Readonly<Record<string, string>>>({});
  const place = useRef<HTMLFormElement>(null);
  const problemOf = (name: string): string => problems[name] ?? wrong[name] ?? '';
  const first = form.fields.find(({ name }) => problemOf(name) !== '')?.name;

  // Whoever pressed the button is taken to the first field that has to be changed.
  useEffect(() => {
    if (first === undefined) return;
    controlOf(place.current, first)?.focus();
  }, [first]);

  function submit(event: FormEvent): void {
    event.preventDefault();
    const found = Object.fromEntries(
      form.fields.flatMap((field): [string, string][] => {
        const why = lack(field);
        return why === null ? [] : [[field.name, why]];
      }),
    );
    setWrong(found);
    if (Object.keys(found).length === 0 && !busy) onSubmit(values);
  }
  function lack({ field, name, optional }: FormField): string | null {
    const control = controlOf(place.current, name);
    // Half a date is nothing to the page, and not to whoever typed it.
    if (control instanceof HTMLInputElement && control.validity.badInput) return say('page.half-date');
    if (optional || String(values[name] ?? '').trim() !== '') return null;
    return say(field === 'tick' ? 'page.tick' : 'page.needed');
  }
  const set = (name: string, value: string | readonly string[]): void => {
    setValues((was) => ({ ...was, [name]: value }));
    setWrong(({ [name]: _, ...rest }) => rest);
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
          {(form.rows ?? []).map((row) => (
            <OneRow key={plain(row.text)} row={row} values={values} />
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

/** What somebody fills the field in by. */
const controlOf = (form: HTMLElement | null, name: string): HTMLElement | null =>
  form
    ?.querySelector<HTMLElement>(`[data-field="${CSS.escape(name)}"]`)
    ?.querySelector<HTMLElement>('input, textarea, select') ?? null;

/** A row above the fields. Of its buttons, those are here that are open to pages and ask nothing first: the form has the dialog. */
function OneRow({ row, values }: { readonly row: FormRow; readonly values: Values }) {
  const styles = useStyles();
  const { button } = row;
  return (
    <div className={styles.row}>
      <div className={styles.rowWords}>
        <TextView text={row.text} />
        {row.note !== undefined && (
          <div className={styles.note}>
            <TextView text={row.note} />
          </div>
        )}
      </div>
      {button && !(button.button === 'action' && button.confirm) && (
        <PressButtons buttons={[button]} values={values} of={plain(row.text)} />
      )}
    </div>
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
  const isEmptied = field.optional && field.field !== 'tick';
  const hint = isEmptied ? [field.hint, say('page.optional')].filter(Boolean).join(' ') : field.hint;
  const below = {
    ...(hint ? { hint } : {}),
    required: field.optional !== true,
    ...(problem ? { validationMessage: problem, validationState: 'error' as const } : {}),
  };
  const around = { label: field.label, ...below };
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
          {({ 'aria-labelledby': named, 'aria-describedby': described }) => (
            // Each box has its own name: what is above and below is said of them all.
            <FieldContextProvider value={undefined}>
              <fieldset className={styles.group} aria-labelledby={named} aria-describedby={described}>
                {field.options.map((option) => (
                  <Checkbox
                    key={option.value}
                    className={styles.box}
                    label={{ children: option.label, className: styles.option }}
                    aria-invalid={problem !== '' || undefined}
                    checked={chosen.includes(option.value)}
                    onChange={(_, { checked }) =>
                      onChange(
                        checked === true ? [...chosen, option.value] : chosen.filter((one) => one !== option.value),
                      )
                    }
                  />
                ))}
              </fieldset>
            </FieldContextProvider>
          )}
        </Field>
      );
    case 'date':
      return (
        <Field {...around}>
          <Input
            type="date"
            max="9999-12-31"
            value={words}
            className={styles.date}
            onChange={(_, { value: day }) => onChange(day)}
          />
        </Field>
      );
    case 'tick':
      return (
        <Field {...below}>
          <Checkbox
            className={styles.box}
            label={{ children: field.label, className: styles.option }}
            checked={words === TICKED}
            onChange={(_, { checked }) => onChange(checked === true ? TICKED : '')}
          />
        </Field>
      );
    // What only chat can offer is not opened on a page: no act that is open to pages has these.
    case 'search':
    case 'people':
      return null;
  }
}
