/** Checks Block Kit's elements: buttons, menus, pickers, inputs (docs.slack.dev/reference/block-kit/block-elements). */
import { isRecord, textOf } from '../ground.ts';
import { checkText, type Problems } from './blocks.ts';

const complain = (problems: Problems, what: string, where: string): void => {
  problems.push(`[ERROR] ${what} [json-pointer:${where}]`);
};
const SELECTS = /^(multi_)?(static|external|users|conversations|channels)_select$/;

/** Complaints about one element whose type is already known to be allowed here. */
export function checkElement(element: Record<string, unknown>, where: string, problems: Problems): void {
  const type = String(element.type);
  const actionId = element.action_id;
  if (actionId !== undefined) {
    const id = textOf(actionId) ?? '';
    if (id === '' || id.length > 255) complain(problems, 'must be between 1 and 255 characters', `${where}/action_id`);
  }
  if (type === 'image') {
    if (!textOf(element.image_url) && !isRecord(element.slack_file))
      complain(problems, 'missing required field: image_url', where);
    if (!textOf(element.alt_text)) complain(problems, 'missing required field: alt_text', where);
    return;
  }
  if (element.placeholder !== undefined)
    checkText(element.placeholder, `${where}/placeholder`, 150, problems, 'plain_text');
  if (element.confirm !== undefined) checkConfirm(element.confirm, `${where}/confirm`, problems);
  if (type === 'button' || type === 'workflow_button') checkButton(element, where, problems);
  else if (type === 'overflow') checkOptions(element.options, `${where}/options`, 5, problems);
  else if (type === 'checkboxes' || type === 'radio_buttons') {
    checkOptions(element.options, `${where}/options`, 10, problems);
    checkInitial(element, where, problems);
  } else if (SELECTS.test(type)) checkSelect(element, type, where, problems);
  else if (type === 'plain_text_input') checkPlainInput(element, where, problems);
  else if (type === 'datepicker' && element.initial_date !== undefined && !isDate(element.initial_date))
    complain(problems, 'must be a valid date in the format YYYY-MM-DD', `${where}/initial_date`);
  else if (type === 'number_input' && typeof element.is_decimal_allowed !== 'boolean') {
    complain(problems, 'missing required field: is_decimal_allowed', where);
  }
}

function checkButton(element: Record<string, unknown>, where: string, problems: Problems): void {
  checkText(element.text, `${where}/text`, 75, problems, 'plain_text');
  const value = textOf(element.value);
  if (value !== undefined && value.length > 2000)
    complain(problems, 'must be less than 2001 characters', `${where}/value`);
  const url = textOf(element.url);
  if (url !== undefined && (url.length > 3000 || !/^[a-z][a-z0-9+.-]*:/i.test(url)))
    complain(problems, 'must be a valid URL', `${where}/url`);
  if (element.style !== undefined && element.style !== 'primary' && element.style !== 'danger')
    complain(problems, 'value must be one of: primary, danger', `${where}/style`);
  const label = textOf(element.accessibility_label);
  if (label !== undefined && label.length > 75)
    complain(problems, 'must be less than 76 characters', `${where}/accessibility_label`);
}

function checkConfirm(value: unknown, where: string, problems: Problems): void {
  if (!isRecord(value)) return void complain(problems, 'must be an object', where);
  checkText(value.title, `${where}/title`, 100, problems, 'plain_text');
  checkText(value.text, `${where}/text`, 300, problems);
  if (value.confirm !== undefined) checkText(value.confirm, `${where}/confirm`, 30, problems, 'plain_text');
  if (value.deny !== undefined) checkText(value.deny, `${where}/deny`, 30, problems, 'plain_text');
}

function checkSelect(element: Record<string, unknown>, type: string, where: string, problems: Problems): void {
  if (!type.includes('static')) return;
  if (element.options === undefined && element.option_groups === undefined)
    complain(problems, 'missing required field: options', where);
  if (element.options !== undefined) checkOptions(element.options, `${where}/options`, 100, problems);
  if (element.option_groups !== undefined) checkGroups(element.option_groups, `${where}/option_groups`, problems);
  checkInitial(element, where, problems);
}

/** Complaints about option groups: up to 100, each with a label of up to 75 characters. */
export function checkGroups(value: unknown, where: string, problems: Problems): void {
  const groups: unknown[] = Array.isArray(value) ? value : [];
  if (groups.length < 1 || groups.length > 100) complain(problems, 'must have 1 to 100 items', where);
  for (const [index, group] of groups.entries()) {
    if (!isRecord(group)) {
      complain(problems, 'must be an object', `${where}/${index}`);
      continue;
    }
    checkText(group.label, `${where}/${index}/label`, 75, problems, 'plain_text');
    checkOptions(group.options, `${where}/${index}/options`, 100, problems);
  }
}

/** Complaints about options: 1 to `most`, text up to 75, value up to 150, description up to 75 characters. */
export function checkOptions(value: unknown, where: string, most: number, problems: Problems): void {
  const options: unknown[] = Array.isArray(value) ? value : [];
  if (options.length < 1 || options.length > most) complain(problems, `must have 1 to ${most} items`, where);
  for (const [index, option] of options.entries()) {
    const at = `${where}/${index}`;
    if (!isRecord(option)) {
      complain(problems, 'must be an object', at);
      continue;
    }
    checkText(option.text, `${at}/text`, 75, problems);
    const inner = textOf(option.value);
    if (inner === undefined || inner.length > 150)
      complain(problems, 'must be less than 151 characters', `${at}/value`);
    if (option.description !== undefined) checkText(option.description, `${at}/description`, 75, problems);
  }
}

/** An initial option must be one of the options, as it stands there. */
function checkInitial(element: Record<string, unknown>, where: string, problems: Problems): void {
  const groups: unknown[] = Array.isArray(element.option_groups) ? element.option_groups : [];
  const all: unknown[] = [
    ...listOf(element.options),
    ...groups.flatMap((group) => (isRecord(group) ? listOf(group.options) : [])),
  ];
  const values = new Set(all.map((option) => (isRecord(option) ? option.value : undefined)));
  const initial = [
    ...listOf(element.initial_options),
    ...(element.initial_option === undefined ? [] : [element.initial_option]),
  ];
  for (const option of initial) {
    if (!isRecord(option) || !values.has(option.value))
      complain(problems, 'initial option must match an option', `${where}/initial_option`);
  }
  if (Array.isArray(element.initial_options) && element.initial_options.length === 0)
    complain(problems, 'must have at least 1 item', `${where}/initial_options`);
}

const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

/** Whether something is a date that the calendar has, as Slack writes dates. */
export function isDate(value: unknown): boolean {
  const text = textOf(value) ?? '';
  const date = new Date(`${text}T00:00:00Z`);
  return /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

function checkPlainInput(element: Record<string, unknown>, where: string, problems: Problems): void {
  const initial = textOf(element.initial_value);
  if (initial !== undefined && initial.length > 3000)
    complain(problems, 'must be less than 3001 characters', `${where}/initial_value`);
  for (const name of ['min_length', 'max_length'] as const) {
    const size = element[name];
    if (size !== undefined && (typeof size !== 'number' || size < 0 || size > 3000))
      complain(problems, 'must be between 0 and 3000', `${where}/${name}`);
  }
}
