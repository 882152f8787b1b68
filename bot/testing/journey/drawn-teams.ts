/** Reads Adaptive Cards as a person would. */
import { Collector, type Drawn, type Json, list, marked, record, string } from './drawn.ts';

export function drawnCard(card: unknown): Drawn {
  const into = new Collector();
  const { body, actions } = record(card);
  for (const element of list(body)) readElement(element, into, '');
  for (const action of list(actions)) button(action, into);
  return into.done();
}

/** Several cards, or a text and its cards, as one. */
export function together(...all: readonly Drawn[]): Drawn {
  return {
    text: all
      .map((one) => one.text)
      .filter(Boolean)
      .join('\n'),
    buttons: all.flatMap((one) => one.buttons),
    fields: all.flatMap((one) => one.fields),
  };
}

function readElement(element: Json, into: Collector, before: string): void {
  switch (element.type) {
    case 'TextBlock':
      into.line(`${before}${element.style === 'heading' ? '# ' : ''}${string(element.text)}`);
      break;
    case 'RichTextBlock':
      into.line(before + list(element.inlines).map(run).join(''));
      break;
    case 'Container':
      for (const item of list(element.items)) readElement(item, into, element.style === 'emphasis' ? '> ' : before);
      break;
    case 'ColumnSet':
      for (const column of list(element.columns)) {
        for (const item of list(column.items)) readElement(item, into, before);
      }
      break;
    case 'ActionSet':
      for (const action of list(element.actions)) button(action, into);
      break;
    case 'Input.Text':
    case 'Input.Date':
    case 'Input.Toggle':
    case 'Input.ChoiceSet': {
      const options = list(element.choices).map((one) => ({ label: string(one.title), value: string(one.value) }));
      // Without what marks it as one that is needed, or was refused.
      const label = string(element.label).replace(/( \*)?( \(needs changing\))?$/, '');
      into.fields.push({ label, id: string(element.id), native: element, value: string(element.value), options });
      break;
    }
    default:
      into.line(`[${string(element.type)}]`);
  }
}

function run(one: Json): string {
  const marks = {
    bold: one.weight === 'Bolder',
    italic: one.italic === true,
    strike: one.strikethrough === true,
    code: one.fontType === 'Monospace',
  };
  return marked(string(one.text), marks, string(record(one.selectAction).url));
}

function button(action: Json, into: Collector): void {
  into.buttons.push({ label: string(action.title), native: action, block: '' });
}
