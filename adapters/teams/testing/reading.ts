/** What a reader makes of an Adaptive Card in Teams, by Microsoft's rules: written apart from the renderer, to check it. */
import type { Seen } from '../../testing/harness.ts';
import { cardsOf, nodesOf } from './judges.ts';

type Json = Record<string, unknown>;
const words = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Any text in a card may hold these; they become dates. learn.microsoft.com/adaptive-cards/authoring-cards/text-features */
const DATE = /\{\{(DATE|TIME)\(/i;
/** A text block, a fact and a tick box read markdown; here anything that could begin some counts. */
const MARKDOWN = /[*_`~[\]<>#|\\{}$^&]|^\s*([-+>]|\d+[.)])|:\/\/|www\.|@|-{3}/m;

/** A body that we sent: a message with a card, a card in an answer, or words in an answer. */
export function readNative(body: unknown): Seen {
  const seen = { text: [] as string[], rings: [] as string[], links: [] as string[], marked: [] as string[] };
  const plain = (value: unknown): void => {
    if (!words(value)) return;
    seen.text.push(words(value));
    if (DATE.test(words(value))) seen.marked.push(words(value));
  };
  const cards = cardsOf(body);
  for (const card of cards) readCard(card, seen, plain);
  for (const said of saidBeside(body)) plain(said);
  return { text: seen.text.join('\n'), rings: seen.rings, links: seen.links, marked: seen.marked };
}

function readCard(
  card: Json,
  seen: { text: string[]; rings: string[]; links: string[]; marked: string[] },
  plain: (value: unknown) => void,
): void {
  const entities = ((card.msteams as Json | undefined)?.entities ?? []) as {
    text: string;
    mentioned: { id: string };
  }[];
  for (const node of nodesOf(card)) {
    // One link may be drawn in several runs side by side.
    if (typeof node.url === 'string' && seen.links.at(-1) !== node.url) seen.links.push(node.url);
    plain(node.label);
    plain(node.placeholder);
    plain(node.title);
    switch (node.type) {
      case 'RichTextBlock': {
        // Side by side the runs make one line; functions are looked for in each run alone, as the library does.
        const runs = node.inlines as Json[];
        seen.text.push(runs.map((run) => words(run.text)).join(''));
        for (const run of runs) if (DATE.test(words(run.text))) seen.marked.push(words(run.text));
        break;
      }
      case 'TextBlock': {
        const rung = entities.filter((entity) => words(node.text).includes(entity.text));
        seen.rings.push(...rung.map((entity) => entity.mentioned.id));
        const rest = rung.reduce((text, entity) => text.replaceAll(entity.text, ''), words(node.text));
        plain(words(node.text).replace(/<\/?at>/g, rung.length > 0 ? '' : '$&'));
        if (MARKDOWN.test(rest)) seen.marked.push(rest);
        break;
      }
      case 'Input.Text':
        // What stands in an input is never read.
        seen.text.push(words(node.value));
        break;
      case 'Input.ChoiceSet':
        for (const choice of node.choices as Json[]) {
          plain(choice.title);
          if (node.style === 'expanded' && MARKDOWN.test(words(choice.title))) seen.marked.push(words(choice.title));
        }
        break;
    }
  }
}

/** Words of an answer that stand outside a card. */
function saidBeside(body: unknown): string[] {
  const answer = body as Json;
  if (answer.type === 'application/vnd.microsoft.activity.message') return [words(answer.value)];
  const task = answer.task as Json | undefined;
  if (task?.type === 'message') return [words(task.value)];
  if (task?.type === 'continue') return [words((task.value as Json).title)];
  const extension = answer.composeExtension as Json | undefined;
  if (extension?.type === 'message') return [words(extension.text)];
  const hits = (extension?.attachments ?? []) as { preview: { content: Json } }[];
  const found = ((answer.value as Json | undefined)?.results ?? []) as Json[];
  return [
    ...hits.flatMap((hit) => [words(hit.preview.content.title), words(hit.preview.content.text)]),
    ...found.map((one) => words(one.title)),
  ];
}
