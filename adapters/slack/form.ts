/** Forms as Slack's modals, the page that says it is done, and a modal with what is wrong in it. */
import type { InputBlock, InputBlockElement, KnownBlock, ModalView, PlainTextOption } from '@slack/types';
import { type Card, type Field, type Form, isDay, type Option, TICKED } from '../../bot/core/card.ts';
import { cut, LIMITS } from './limits.ts';
import { isBlank, plainText, unescapeMarkup } from './literal.ts';
import { readUser } from './refs.ts';
import { cardBlocks, VIEW } from './render.ts';
import { richText } from './rich.ts';

/** Before the name of the search that answers a typeahead; other fields' elements are called 'value', a lone box 'tick'. */
const SEARCH = 'search:';
/** The element of a field that is one box: what else is ticked comes back as a list. */
export const TICK = 'tick';
/** The block that says what is wrong with the whole form. */
export const PROBLEM_BLOCK = 'guildhall.problem';

/** The search that a typeahead belongs to, from its element's id. */
export const searchOf = (actionId: string): string | null =>
  actionId.startsWith(SEARCH) ? actionId.slice(SEARCH.length) : null;

/** Behind a field's name in its block's id, and before what tells this showing of a step from others. */
const SHOWING = '@';
/** The field that a block holds, from the block's id. */
export const fieldOf = (blockId: string): string => blockId.split(SHOWING, 1)[0] ?? '';

export interface FormWords {
  /** Beside a lone box, whose label stands above it: 'Yes' */
  readonly yes: string;
}

/**
 * A form as a modal.
 * @param metadata what must come back with it, sealed
 * @param words what a form does not bring
 * @param showing what no other showing of a step in this modal has: Slack keeps what was typed where a block and its element have
 * the ids of the view before, whatever stands in the new one (github.com/slackapi/bolt-js/issues/290). Not heeded in other forms:
 * of them, what was typed stays.
 * @throws where the metadata is longer than Slack carries
 */
export function formView(form: Form, metadata: string, words: FormWords, showing = ''): ModalView {
  if (metadata.length > LIMITS.viewMetadata) throw new Error('a form whose context is too long to travel');
  const { rows = [], step } = form;
  const of: KnownBlock[] = step?.said.trim()
    ? [{ type: 'context', elements: [plainText(step.said, LIMITS.context)] }]
    : [];
  const intro = form.intro && !isBlank(form.intro) ? richText(form.intro) : [];
  const pressed = rows.length > 0 ? cardBlocks({ summary: form.title, blocks: rows }, VIEW) : [];
  const behind = step && showing !== '' ? `${SHOWING}${showing}` : '';
  const fields = form.fields.map((one) => field(one, `${one.name}${behind}`, words));
  const blocks: KnownBlock[] = [...of, ...intro, ...pressed, ...fields];
  return {
    type: 'modal',
    callback_id: form.form,
    private_metadata: metadata,
    title: plainText(form.title, LIMITS.viewTitle),
    submit: plainText(form.submit, LIMITS.viewButton),
    close: plainText(form.cancel, LIMITS.viewButton),
    blocks: blocks.length > 0 ? blocks : richText(form.title),
  };
}

/** A card in a modal with nothing left to do. */
export const doneView = (card: Card, words: { title: string; close: string }): ModalView => ({
  type: 'modal',
  title: plainText(words.title, LIMITS.viewTitle),
  close: plainText(words.close, LIMITS.viewButton),
  blocks: cardBlocks(card, VIEW),
});

function field(one: Field, blockId: string, words: FormWords): KnownBlock {
  const native = element(one, words);
  if (!native) return { type: 'section', text: plainText(`${one.label}: –`, LIMITS.section) };
  const input: InputBlock = {
    type: 'input',
    block_id: blockId,
    label: plainText(one.label, LIMITS.inputLabel),
    element: native,
    ...(one.hint?.trim() && { hint: plainText(one.hint, LIMITS.inputHint) }),
    ...(one.optional && { optional: true }),
  };
  return input;
}

/** The element of a field; null for a choice of nothing, which Slack does not take. */
function element(one: Field, words: FormWords): InputBlockElement | null {
  const id = 'value';
  switch (one.field) {
    case 'line':
    case 'paragraph': {
      const max = Math.min(one.max ?? LIMITS.inputText, LIMITS.inputText);
      const value = one.field === 'line' ? one.value?.replace(/\s*\n\s*/g, ' ') : one.value;
      return {
        type: 'plain_text_input',
        action_id: id,
        multiline: one.field === 'paragraph',
        max_length: max,
        ...(value && { initial_value: cut(value, max) }),
        ...placeholder(one.placeholder),
      };
    }
    case 'choice': {
      if (one.options.length === 0) return null;
      const chosen = one.options.find((candidate) => candidate.value === one.value);
      return {
        type: 'static_select',
        action_id: id,
        ...menu(one.options),
        ...(chosen && { initial_option: option(chosen) }),
      };
    }
    case 'choices': {
      if (one.options.length === 0) return null;
      const chosen = one.options.filter((candidate) => one.value?.includes(candidate.value)).map(option);
      const initial = chosen.length > 0 ? { initial_options: chosen } : {};
      if (one.options.length <= LIMITS.checkboxes)
        return { type: 'checkboxes', action_id: id, options: one.options.map(option), ...initial };
      return { type: 'multi_static_select', action_id: id, ...menu(one.options), ...initial };
    }
    case 'search':
      return {
        type: 'external_select',
        action_id: `${SEARCH}${one.search}`,
        min_query_length: 1,
        ...(one.value && { initial_option: option(one.value) }),
        ...placeholder(one.placeholder),
      };
    case 'people': {
      const users = one.value?.map((who) => readUser(who).user) ?? [];
      return {
        type: 'multi_users_select',
        action_id: id,
        ...(users.length > 0 && { initial_users: users }),
        ...(one.max && { max_selected_items: one.max }),
      };
    }
    case 'date':
      return { type: 'datepicker', action_id: id, ...(isDay(one.value) && { initial_date: one.value }) };
    case 'tick': {
      // An option takes 75 characters, and a label more: what is agreed to stands above the box.
      const box = option({ value: TICKED, label: words.yes });
      return { type: 'checkboxes', action_id: TICK, options: [box], ...(one.value && { initial_options: [box] }) };
    }
  }
}

const placeholder = (text: string | undefined) =>
  text?.trim() ? { placeholder: plainText(text, LIMITS.placeholder) } : {};

/** An option of a list. @throws where its value is longer than Slack carries: it could not come back. */
export function option(one: Option): PlainTextOption {
  if (one.value === '' || one.value.length > LIMITS.optionValue)
    throw new Error('an option whose value could not come back');
  return {
    value: one.value,
    text: plainText(one.label, LIMITS.optionText),
    ...(one.note?.trim() && { description: plainText(one.note, LIMITS.optionText) }),
  };
}

/** All options; more than one list takes are grouped by their place in it. */
function menu(
  options: readonly Option[],
):
  | { options: PlainTextOption[] }
  | { option_groups: { label: ReturnType<typeof plainText>; options: PlainTextOption[] }[] } {
  if (options.length <= LIMITS.options) return { options: options.map(option) };
  const groups = Array.from({ length: Math.ceil(options.length / LIMITS.options) }, (_, at) => {
    const some = options.slice(at * LIMITS.options, (at + 1) * LIMITS.options);
    const first = at * LIMITS.options + 1;
    return { label: plainText(`${first}–${first + some.length - 1}`, LIMITS.optionText), options: some.map(option) };
  });
  return { option_groups: groups };
}

/**
 * What is wrong, as Slack's answer to a submission: beside the fields, and what concerns the whole form beside the first.
 * Slack then leaves everything as it was typed. Only a form without fields is drawn again, with the problem at its top.
 */
export function refusal(view: SentView, problems: Readonly<Record<string, string>>): RefusalAnswer {
  const ids = view.blocks.flatMap((block) => (block.type === 'input' && block.block_id ? [block.block_id] : []));
  const names = ids.map(fieldOf);
  const here = names.filter((name) => problems[name] !== undefined);
  const whole = Object.keys(problems).filter((name) => !names.includes(name));
  const said = (keys: readonly string[]): string => keys.map((key) => problems[key]).join(' ') || '…';
  const first = here[0] ?? names[0];
  if (first !== undefined) {
    const errors = here.map((name) => [name, said([name])] as const);
    const all = [
      ...errors.filter(([name]) => name !== first),
      [first, said(here.includes(first) ? [first, ...whole] : whole)] as const,
    ];
    return {
      response_action: 'errors',
      errors: Object.fromEntries(
        all.map(([name, text]) => [ids[names.indexOf(name)] ?? name, cut(text, LIMITS.errorText)]),
      ),
    };
  }
  const blocks = view.blocks
    .filter((block) => block.block_id !== PROBLEM_BLOCK)
    .map(({ block_id: _, ...block }) => unescaped(block) as KnownBlock);
  const problem = richText(said(whole)).map(
    (block, at): KnownBlock => (at === 0 ? { ...block, block_id: PROBLEM_BLOCK } : block),
  );
  return {
    response_action: 'update',
    view: {
      type: 'modal',
      callback_id: view.callback_id,
      private_metadata: view.private_metadata,
      title: view.title,
      ...(view.submit && { submit: view.submit }),
      ...(view.close && { close: view.close }),
      blocks: [...problem, ...blocks],
    },
  };
}

/** Blocks as they were sent: what Slack hands back has its three special characters escaped. */
function unescaped(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(unescaped);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      key === 'text' && typeof inner === 'string' ? unescapeMarkup(inner) : unescaped(inner),
    ]),
  );
}

type RefusalAnswer =
  | { response_action: 'errors'; errors: Record<string, string> }
  | { response_action: 'update'; view: ModalView };

/** A view as Slack sends it back. */
export interface SentView extends Pick<ModalView, 'title' | 'submit' | 'close'> {
  readonly blocks: readonly { readonly type: string; readonly block_id?: string }[];
  readonly callback_id: string;
  readonly private_metadata: string;
}
