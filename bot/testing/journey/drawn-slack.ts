/** Reads Block Kit as a person would. */
import { Collector, type Drawn, type Json, list, marked, record, string } from './drawn.ts';

export function drawnBlocks(blocks: unknown): Drawn {
  const into = new Collector();
  for (const block of list(blocks)) readBlock(block, into);
  return into.done();
}

function readBlock(block: Json, into: Collector): void {
  const id = string(block.block_id);
  switch (block.type) {
    case 'rich_text':
      for (const element of list(block.elements)) richBlock(element, into);
      break;
    case 'header':
      into.line(`# ${string(record(block.text).text)}`);
      break;
    case 'section':
      into.line(textObject(block.text));
      for (const field of list(block.fields)) into.line(textObject(field));
      if (block.accessory) element(record(block.accessory), id, into);
      break;
    case 'context':
      into.line(list(block.elements).map(textObject).join(' '));
      break;
    case 'actions':
      for (const one of list(block.elements)) element(one, id, into);
      break;
    case 'input':
      input(block, id, into);
      break;
    case 'divider':
      break;
    default:
      into.line(`[${string(block.type)}]`);
  }
}

/** Links of mrkdwn as those of rich text are read. */
const textObject = (value: unknown): string =>
  string(record(value).text).replace(/<(https?:[^|<>]+)\|([^<>]+)>/g, '[$2]($1)');

function element(native: Json, block: string, into: Collector): void {
  if (native.type === 'button') into.buttons.push({ label: textObject(native.text), native, block });
  else into.line(`[${string(native.type)}]`);
}

function input(block: Json, id: string, into: Collector): void {
  const native = record(block.element);
  const options = list(native.options).map((option) => ({
    label: textObject(option.text),
    value: string(option.value),
  }));
  const [ticked] = list(native.initial_options);
  const chosen = native.type === 'checkboxes' ? ticked : record(native.initial_option);
  const value = string(native.initial_value) || string(native.initial_date) || string(chosen?.value);
  into.fields.push({ label: textObject(block.label), id, native, value, options });
}

function richBlock(element: Json, into: Collector): void {
  switch (element.type) {
    case 'rich_text_list':
      list(element.elements).forEach((item, at) => {
        const mark = element.style === 'ordered' ? `${at + 1}.` : '-';
        into.line(`${'  '.repeat(Number(element.indent ?? 0))}${mark} ${inline(item)}`);
      });
      break;
    case 'rich_text_quote':
      into.line(`> ${inline(element)}`);
      break;
    case 'rich_text_preformatted':
      into.line(`\`\`\`${inline(element)}\`\`\``);
      break;
    default:
      into.line(inline(element));
  }
}

const inline = (holder: Json): string => list(holder.elements).map(inlineElement).join('');

function inlineElement(one: Json): string {
  const marks = record(one.style);
  switch (one.type) {
    case 'text':
      return marked(string(one.text), marks);
    case 'link':
      return marked(string(one.text) || string(one.url), marks, string(one.url));
    case 'emoji':
      return `:${string(one.name)}:`;
    case 'user':
      return `<user ${string(one.user_id)}>`;
    case 'broadcast':
      return `<broadcast ${string(one.range)}>`;
    default:
      return `<${string(one.type)}>`;
  }
}
