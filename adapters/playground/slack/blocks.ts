/** Checks Block Kit as Slack does: known types, required parts, lengths, counts; and adds the defaults that Slack adds. */
import { isRecord, textOf } from '../ground.ts';
import { randomText } from '../ids.ts';
import { checkElement } from './elements.ts';

/** One complaint, in Slack's words: `[ERROR] <what> [json-pointer:<where>]`. */
export type Problems = string[];

/** The limits of blocks that Slack documents (docs.slack.dev/reference/block-kit/blocks). */
const LIMITS = {
  message: 50,
  view: 100,
  blockId: 255,
  section: 3000,
  fields: 10,
  field: 2000,
  header: 150,
  actions: 25,
  context: 10,
  label: 2000,
  hint: 2000,
  markdown: 12000,
  imageUrl: 3000,
  alt: 2000,
  title: 2000,
};

const PLAIN_BLOCKS = new Set([
  'divider',
  'file',
  'table',
  'data_table',
  'task_card',
  'plan',
  'video',
  'alert',
  'card',
  'carousel',
  'container',
]);
const SECTION_ACCESSORIES = new Set([
  'button',
  'checkboxes',
  'datepicker',
  'image',
  'overflow',
  'radio_buttons',
  'timepicker',
  'workflow_button',
  'static_select',
  'external_select',
  'users_select',
  'conversations_select',
  'channels_select',
  'multi_static_select',
  'multi_external_select',
  'multi_users_select',
  'multi_conversations_select',
  'multi_channels_select',
]);
const ACTION_ELEMENTS = new Set([
  'button',
  'checkboxes',
  'datepicker',
  'datetimepicker',
  'overflow',
  'radio_buttons',
  'rich_text_input',
  'timepicker',
  'workflow_button',
  'static_select',
  'external_select',
  'users_select',
  'conversations_select',
  'channels_select',
  'multi_static_select',
  'multi_external_select',
  'multi_users_select',
  'multi_conversations_select',
  'multi_channels_select',
]);
const INPUT_ELEMENTS = new Set([
  'plain_text_input',
  'email_text_input',
  'url_text_input',
  'number_input',
  'rich_text_input',
  'file_input',
  'checkboxes',
  'radio_buttons',
  'datepicker',
  'datetimepicker',
  'timepicker',
  'static_select',
  'external_select',
  'users_select',
  'conversations_select',
  'channels_select',
  'multi_static_select',
  'multi_external_select',
  'multi_users_select',
  'multi_conversations_select',
  'multi_channels_select',
]);
const RICH_TEXT = new Set(['rich_text_section', 'rich_text_list', 'rich_text_quote', 'rich_text_preformatted']);

const complain = (problems: Problems, what: string, where: string) => {
  problems.push(`[ERROR] ${what} [json-pointer:${where}]`);
};

/** Checks a text object: its type (`kind` where only one is allowed) and its length from 1 to `max` characters. */
export function checkText(value: unknown, where: string, max: number, problems: Problems, kind?: 'plain_text'): void {
  if (!isRecord(value)) return void complain(problems, 'missing required field: text', where);
  if (value.type !== 'plain_text' && (kind || value.type !== 'mrkdwn'))
    return void complain(problems, 'unsupported type of text object', `${where}/type`);
  const text = textOf(value.text);
  if (text === undefined) return void complain(problems, 'missing required field: text', where);
  if (text.length === 0) complain(problems, 'must be more than 0 characters', `${where}/text`);
  if (text.length > max) complain(problems, `must be less than ${max + 1} characters`, `${where}/text`);
  if (value.type === 'plain_text' && 'verbatim' in value)
    complain(problems, 'invalid additional property: verbatim', where);
  if (value.type === 'mrkdwn' && 'emoji' in value) complain(problems, 'invalid additional property: emoji', where);
}

/** Every complaint about the blocks of a message or a view; empty when they may be shown. */
export function checkBlocks(blocks: unknown, on: 'message' | 'modal' | 'home', root = '/blocks'): Problems {
  const problems: Problems = [];
  if (!Array.isArray(blocks)) {
    complain(problems, 'must be an array', root);
    return problems;
  }
  const most = on === 'message' ? LIMITS.message : LIMITS.view;
  if (blocks.length > most) complain(problems, `no more than ${most} items allowed [${blocks.length} found]`, root);
  const ids = new Set<string>();
  for (const [index, block] of (blocks as unknown[]).entries()) {
    const where = `${root}/${index}`;
    if (!isRecord(block)) {
      complain(problems, 'must be an object', where);
      continue;
    }
    const id = textOf(block.block_id);
    if (id !== undefined) {
      if (id.length > LIMITS.blockId)
        complain(problems, `must be less than ${LIMITS.blockId + 1} characters`, `${where}/block_id`);
      if (ids.has(id)) complain(problems, `\`block_id\` already exists: ${id.length}`, `${where}/block_id`);
      ids.add(id);
    }
    checkBlock(block, where, problems);
  }
  return problems;
}

function checkBlock(block: Record<string, unknown>, where: string, problems: Problems): void {
  switch (block.type) {
    case 'section':
      checkSection(block, where, problems);
      break;
    case 'header':
      checkText(block.text, `${where}/text`, LIMITS.header, problems, 'plain_text');
      break;
    case 'actions':
      checkList(block.elements, `${where}/elements`, LIMITS.actions, ACTION_ELEMENTS, problems);
      break;
    case 'context_actions':
      checkList(block.elements, `${where}/elements`, 5, new Set(['feedback_buttons', 'icon_button']), problems);
      break;
    case 'context':
      checkContext(block.elements, `${where}/elements`, problems);
      break;
    case 'input':
      checkInput(block, where, problems);
      break;
    case 'image':
      checkImage(block, where, problems);
      break;
    case 'markdown': {
      const text = textOf(block.text) ?? '';
      if (text === '' || text.length > LIMITS.markdown)
        complain(problems, `must be between 1 and ${LIMITS.markdown} characters`, `${where}/text`);
      break;
    }
    case 'rich_text':
      checkRichText(block.elements, `${where}/elements`, problems);
      break;
    default:
      if (!PLAIN_BLOCKS.has(String(block.type)))
        complain(problems, `unsupported type: ${String(block.type)}`, `${where}/type`);
  }
}

function checkSection(block: Record<string, unknown>, where: string, problems: Problems): void {
  if (block.text === undefined && block.fields === undefined)
    complain(problems, 'missing required field: text or fields', where);
  if (block.text !== undefined) checkText(block.text, `${where}/text`, LIMITS.section, problems);
  if (block.fields !== undefined) {
    const fields: unknown[] = Array.isArray(block.fields) ? block.fields : [];
    if (fields.length < 1 || fields.length > LIMITS.fields)
      complain(problems, `must have 1 to ${LIMITS.fields} items`, `${where}/fields`);
    for (const [index, field] of fields.entries()) checkText(field, `${where}/fields/${index}`, LIMITS.field, problems);
  }
  if (block.accessory !== undefined) checkOne(block.accessory, `${where}/accessory`, SECTION_ACCESSORIES, problems);
}

function checkOne(element: unknown, where: string, allowed: ReadonlySet<string>, problems: Problems): void {
  if (!isRecord(element)) return void complain(problems, 'must be an object', where);
  if (!allowed.has(String(element.type)))
    return void complain(problems, `unsupported type: ${String(element.type)}`, `${where}/type`);
  checkElement(element, where, problems);
}

function checkList(
  elements: unknown,
  where: string,
  most: number,
  allowed: ReadonlySet<string>,
  problems: Problems,
): void {
  const list: unknown[] = Array.isArray(elements) ? elements : [];
  if (list.length < 1 || list.length > most) complain(problems, `must have 1 to ${most} items`, where);
  const seen = new Set<string>();
  list.forEach((element, index) => {
    checkOne(element, `${where}/${index}`, allowed, problems);
    const id = isRecord(element) ? textOf(element.action_id) : undefined;
    if (id === undefined) return;
    if (seen.has(id)) complain(problems, '`action_id` already exists in this block', `${where}/${index}/action_id`);
    seen.add(id);
  });
}

function checkContext(elements: unknown, where: string, problems: Problems): void {
  const list: unknown[] = Array.isArray(elements) ? elements : [];
  if (list.length < 1 || list.length > LIMITS.context)
    complain(problems, `must have 1 to ${LIMITS.context} items`, where);
  list.forEach((element, index) => {
    if (isRecord(element) && element.type === 'image') checkImage(element, `${where}/${index}`, problems);
    else checkText(element, `${where}/${index}`, LIMITS.section, problems);
  });
}

function checkInput(block: Record<string, unknown>, where: string, problems: Problems): void {
  checkText(block.label, `${where}/label`, LIMITS.label, problems, 'plain_text');
  if (block.hint !== undefined) checkText(block.hint, `${where}/hint`, LIMITS.hint, problems, 'plain_text');
  checkOne(block.element, `${where}/element`, INPUT_ELEMENTS, problems);
}

function checkImage(block: Record<string, unknown>, where: string, problems: Problems): void {
  const url = textOf(block.image_url);
  if (url === undefined && !isRecord(block.slack_file)) complain(problems, 'missing required field: image_url', where);
  if (url !== undefined && url.length > LIMITS.imageUrl)
    complain(problems, `must be less than ${LIMITS.imageUrl + 1} characters`, `${where}/image_url`);
  const alt = textOf(block.alt_text);
  if (!alt || alt.length > LIMITS.alt) complain(problems, 'missing required field: alt_text', where);
  if (block.title !== undefined) checkText(block.title, `${where}/title`, LIMITS.title, problems, 'plain_text');
}

function checkRichText(elements: unknown, where: string, problems: Problems): void {
  if (!Array.isArray(elements)) return void complain(problems, 'missing required field: elements', where);
  for (const [index, element] of (elements as unknown[]).entries()) {
    const at = `${where}/${index}`;
    if (!isRecord(element) || !RICH_TEXT.has(String(element.type)))
      complain(problems, 'unsupported type', `${at}/type`);
    else if (!Array.isArray(element.elements)) complain(problems, 'missing required field: elements', at);
    else if (element.type === 'rich_text_list') checkRichText(element.elements, `${at}/elements`, problems);
    else checkRuns(element.elements, `${at}/elements`, problems);
  }
}

function checkRuns(runs: readonly unknown[], where: string, problems: Problems): void {
  for (const [index, run] of runs.entries()) {
    const at = `${where}/${index}`;
    if (!isRecord(run) || textOf(run.type) === undefined) complain(problems, 'unsupported type', at);
    else if (run.type === 'text' && !textOf(run.text))
      complain(problems, 'must be more than 0 characters', `${at}/text`);
  }
}

/** The blocks as Slack stores them: every block has an id, plain text says `emoji`, mrkdwn says `verbatim`. */
export function storedBlocks(blocks: readonly unknown[]): Record<string, unknown>[] {
  return blocks.filter(isRecord).map((block) => {
    const defaulted = withDefaults(block);
    return { ...(isRecord(defaulted) ? defaulted : block), block_id: textOf(block.block_id) || randomText(5) };
  });
}

function withDefaults(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withDefaults);
  if (!isRecord(value)) return value;
  const out = Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withDefaults(inner)]));
  if (out.type === 'plain_text' && typeof out.text === 'string') out.emoji ??= true;
  if (out.type === 'mrkdwn' && typeof out.text === 'string') out.verbatim ??= false;
  return out;
}
