/** Rules of Block Kit that Slack's types do not say: sizes of lists and texts, things that must not be empty, ids that must differ. */
import type { Native } from '../../testing/harness.ts';
import { isShape, type Shape } from '../shape.ts';

/** docs.slack.dev/reference/block-kit: largest numbers of characters, by kind of object and key. */
const TEXTS: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  header: { text: 150 },
  section: { text: 3000 },
  button: { text: 75 },
  input: { label: 2000, hint: 2000 },
  modal: { title: 24, submit: 24, close: 24 },
};

/** What Slack would refuse. */
export function rules(native: Native): string[] {
  const body = isShape(native.body) ? native.body : {};
  const view = isShape(body.view) ? body.view : null;
  const problems: string[] = [];
  if (view) problems.push(...viewRules(view));
  if (Array.isArray(body.blocks)) problems.push(...blockRules(body.blocks, 50, 'message'));
  if (
    ['chat.postMessage', 'chat.postEphemeral', 'chat.update', 'respond'].includes(native.what) &&
    (typeof body.text !== 'string' || body.text.trim() === '')
  ) {
    problems.push('a message without text');
  }
  if (native.what === 'chat.postMessage' && textSize(body.blocks) > 11_000) problems.push('msg_blocks_too_long');
  if (body.response_action === 'errors' && (!isShape(body.errors) || Object.keys(body.errors).length === 0))
    problems.push('errors without any');
  if (native.what === 'answer' && Array.isArray(body.options) && body.options.length > 100)
    problems.push('more than 100 options');
  walk(native.body, (one) => problems.push(...objectRules(one)));
  return problems;
}

function viewRules(view: Shape): string[] {
  const blocks = Array.isArray(view.blocks) ? view.blocks : [];
  const problems = blockRules(blocks, 100, 'view');
  const inputs = blocks.filter(isShape).some((block) => block.type === 'input');
  if (inputs && !isShape(view.submit)) problems.push('inputs without submit');
  if (inputs && view.type === 'home') problems.push('inputs in a home');
  if (String(view.private_metadata ?? '').length > 3000) problems.push('private_metadata too long');
  if (String(view.callback_id ?? '').length > 255) problems.push('callback_id too long');
  return problems;
}

function blockRules(blocks: readonly unknown[], max: number, where: 'message' | 'view'): string[] {
  const problems: string[] = [];
  if (blocks.length === 0 || blocks.length > max) problems.push(`${blocks.length} blocks in a ${where}`);
  const ids = blocks.filter(isShape).flatMap((block) => (typeof block.block_id === 'string' ? [block.block_id] : []));
  if (new Set(ids).size < ids.length) problems.push('duplicate block ids');
  for (const block of blocks.filter(isShape)) {
    if (where === 'message' && block.type === 'input') problems.push('an input in a message');
    if (block.type === 'section' && !block.text && !block.fields)
      problems.push('a section with neither text nor fields');
    const actions: string[] = [];
    walk(block, (one) => typeof one.action_id === 'string' && actions.push(one.action_id));
    if (new Set(actions).size < actions.length) problems.push('duplicate action ids');
  }
  return problems;
}

/** The rules of one object, wherever it stands. */
function objectRules(one: Shape): string[] {
  const problems: string[] = [];
  const type = String(one.type ?? '');
  const list = (key: string, min: number, max: number): void => {
    const value = one[key];
    if (value !== undefined && (!Array.isArray(value) || value.length < min || value.length > max))
      problems.push(`${type}: ${key} of a wrong length`);
  };
  if (
    (type === 'plain_text' || type === 'mrkdwn') &&
    (typeof one.text !== 'string' || one.text.trim() === '' || one.text.length > 3000)
  )
    problems.push('a text object that is empty or too long');
  if (type === 'text' && one.text === '') problems.push('an empty text in rich text');
  for (const [key, max] of Object.entries(TEXTS[type] ?? {})) {
    const text = one[key];
    if (isShape(text) && String(text.text).length > max) problems.push(`${type}: ${key} is longer than ${max}`);
  }
  if (type.startsWith('rich_text')) list('elements', 1, 1_000);
  if (type === 'context') list('elements', 1, 10);
  if (type === 'actions') list('elements', 1, 25);
  if (type === 'section') list('fields', 1, 10);
  if (type === 'checkboxes') list('options', 1, 10);
  if (type === 'static_select' || type === 'multi_static_select') {
    list('options', 1, 100);
    list('option_groups', 1, 100);
    if (!one.options === !one.option_groups) problems.push('a menu needs options or groups, not both');
  }
  if (one.type === undefined && Array.isArray(one.options) && isShape(one.label)) list('options', 1, 100);
  if (type === 'button' && (one.value === '' || String(one.value ?? '').length > 2000))
    problems.push('button: value empty or too long');
  if (type === 'button' && String(one.action_id ?? '').length > 255) problems.push('button: action_id too long');
  if (type === 'plain_text_input' && String(one.initial_value ?? '').length > Number(one.max_length ?? 3000))
    problems.push('initial_value longer than max_length');
  // docs.slack.dev/reference/block-kit/block-elements/date-picker-element: YYYY-MM-DD
  if ('initial_date' in one && !isDate(one.initial_date)) problems.push('initial_date is no date');
  if (type === 'plain_text_input' && Number(one.max_length ?? 1) > 3000) problems.push('max_length above 3000');
  if (isShape(one.placeholder) && String(one.placeholder.text).length > 150) problems.push('placeholder too long');
  if (isShape(one.confirm)) {
    const { title, text, confirm, deny } = one.confirm;
    const long = (value: unknown, max: number): boolean => isShape(value) && String(value.text).length > max;
    if (long(title, 100) || long(text, 300) || long(confirm, 30) || long(deny, 30)) problems.push('confirm: too long');
  }
  if (
    typeof one.value === 'string' &&
    isShape(one.text) &&
    type === '' &&
    (one.value === '' || one.value.length > 75 || String(one.text.text).length > 75)
  )
    problems.push('option: empty or too long');
  return problems;
}

function isDate(value: unknown): boolean {
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(String(value)) ?? [];
  const last = new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate();
  return Number(month) >= 1 && Number(month) <= 12 && Number(day) >= 1 && Number(day) <= last;
}

function walk(value: unknown, visit: (one: Shape) => unknown): void {
  if (Array.isArray(value)) for (const one of value) walk(one, visit);
  if (!isShape(value)) return;
  visit(value);
  for (const inner of Object.values(value)) walk(inner, visit);
}

function textSize(value: unknown): number {
  let size = 0;
  walk(value, (one) => {
    if (typeof one.text === 'string') size += one.text.length;
  });
  return size;
}
