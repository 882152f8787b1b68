/** A folder of Markdown files: headings that are questions become questions with answers, any other file a note. */
import { marked, type Token, type Tokens } from 'marked';
import { parse } from 'yaml';
import { z } from '../../core/schema.ts';
import { plain, type Run, runs, type Style, type Text } from '../../core/text.ts';
import { isWeb } from '../../words/typed.ts';
import { type Draft, draftOf, folded, type Skipped, type Source, sorted } from './draft.ts';

export interface MarkdownFile {
  /** In the folder, with slashes. */
  readonly path: string;
  readonly contents: string;
}

const asWords = z.union([z.string(), z.number()]).transform(String);
const frontMatter = z.object({
  title: asWords.optional(),
  tags: z.union([z.array(asWords), asWords]).optional(),
  link: asWords.optional(),
  official: asWords.optional(),
  review: asWords.optional(),
});
type Front = z.infer<typeof frontMatter>;

export function readMarkdown(name: string, files: readonly MarkdownFile[]): Source {
  const found = files.flatMap(readFile);
  return { name, ...sorted(found), understood: [`${files.length} Markdown files`] };
}

function readFile({ path, contents }: MarkdownFile): readonly (Draft | Skipped)[] {
  const whole = contents.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n');
  const block = /^---\n([\s\S]*?)\n---[ \t]*(?:\n|$)/.exec(whole);
  const front = readFront(block?.[1] ?? '');
  if (front === null)
    return [{ at: `${path}, line 1`, why: 'what stands between the two lines of dashes cannot be read' }];
  const above = block?.[0] ?? '';
  return entriesIn(path, front, whole.slice(above.length), linesIn(above));
}

const linesIn = (words: string): number => words.split('\n').length - 1;

function readFront(yaml: string): Front | null {
  try {
    const read = frontMatter.safeParse(parse(yaml, { schema: 'failsafe', maxAliasCount: 0 }) ?? {});
    return read.success ? read.data : null;
  } catch {
    return null;
  }
}

interface Section {
  readonly title: string;
  readonly depth: number;
  readonly line: number;
  readonly tokens: Token[];
}

function entriesIn(path: string, front: Front, body: string, above: number): readonly (Draft | Skipped)[] {
  let line = above + 1;
  const start: Section = { title: '', depth: 0, line, tokens: [] };
  const sections = [start];
  const hasQuestions = marked.lexer(body).some((token) => isQuestion(token));
  for (const token of marked.lexer(body)) {
    const current = sections.at(-1) ?? start;
    const begins =
      isHeading(token) &&
      (hasQuestions
        ? isQuestion(token) || depthOf(token) <= current.depth || !current.title.endsWith('?')
        : current === start && current.tokens.every(({ type }) => type === 'space'));
    if (begins) sections.push({ title: plainOf(token), depth: token.depth, line, tokens: [] });
    else current.tokens.push(token);
    line += linesIn(token.raw);
  }
  const common = {
    ...(front.link === undefined ? {} : { link: front.link }),
    ...(front.official === undefined ? {} : { official: front.official }),
    ...(front.review === undefined ? {} : { review: front.review }),
    tags: [front.tags ?? []].flat().join(','),
  };
  if (!hasQuestions) {
    const title = front.title ?? sections.at(-1)?.title ?? '';
    const tokens = sections.flatMap((section) => section.tokens);
    const fallback = path
      .replace(/^.*\//, '')
      .replace(/\.[a-z]+$/i, '')
      .replace(/[-_]+/g, ' ');
    return [draftOf({ ...common, key: path, at: path, kind: null, title: title || fallback, text: textOf(tokens) })];
  }
  return sections.flatMap((section): readonly (Draft | Skipped)[] => {
    const text = textOf(section.tokens);
    const at = `${path}, line ${section.line}`;
    if (section.title.endsWith('?')) {
      const key = `${path}#${folded(section.title)}`;
      return [draftOf({ ...common, key, at, kind: 'faq', title: section.title, text })];
    }
    return plain(text) === '' ? [] : [{ at, why: 'it is no answer to a question: give it a file of its own' }];
  });
}

const isHeading = (token: Token): token is Tokens.Heading => token.type === 'heading';
const depthOf = (token: Tokens.Heading): number => token.depth;
const isQuestion = (token: Token): boolean => isHeading(token) && plainOf(token).endsWith('?');
const plainOf = (token: Tokens.Heading): string => plain(inline(token.tokens, {})).replace(/\s+/g, ' ').trim();

/** Blocks with an empty line between them. */
function textOf(tokens: readonly Token[]): Text {
  const blocks = tokens.map(blockOf).filter((block) => plain(block) !== '');
  return blocks.flatMap((block, at) => (at === 0 ? [...block] : [{ run: 'text', text: '\n\n' } as const, ...block]));
}

function blockOf(token: Token): readonly Run[] {
  switch (token.type) {
    case 'heading':
      return inline(token.tokens ?? [], { bold: true });
    case 'list': {
      const { ordered, items } = token as Tokens.List;
      return [{ run: 'list', ordered, items: items.map((item) => [...runs(textOf(item.tokens))]) }];
    }
    case 'blockquote':
      return [{ run: 'quote', of: [...runs(textOf(token.tokens ?? []))] }];
    case 'code':
      return [{ run: 'code', text: (token as Tokens.Code).text }];
    case 'table': {
      const { header, rows } = token as Tokens.Table;
      const rowsOf = [header, ...rows].map((row) => row.map((cell) => plain(inline(cell.tokens, {}))).join(' | '));
      return [{ run: 'text', text: rowsOf.join('\n') }];
    }
    case 'space':
    case 'hr':
    case 'def':
      return [];
    case 'paragraph':
    case 'text':
      return inline(token.tokens ?? [token], {});
    default:
      // Markup of other kinds is words here.
      return [{ run: 'text', text: token.raw.trim() }];
  }
}

function inline(tokens: readonly Token[], style: Style): readonly Run[] {
  return tokens.flatMap((token): readonly Run[] => {
    switch (token.type) {
      case 'strong':
        return inline(token.tokens ?? [], { ...style, bold: true });
      case 'em':
        return inline(token.tokens ?? [], { ...style, italic: true });
      case 'del':
        return inline(token.tokens ?? [], { ...style, strike: true });
      case 'codespan':
        return [{ run: 'text', text: token.text, style: { ...style, code: true } }];
      case 'br':
        return [said('\n', style)];
      case 'link': {
        const text = plain(inline(token.tokens ?? [], {}));
        return isWeb(token.href) ? [{ run: 'link', url: token.href, text, ...styleOf(style) }] : [said(text, style)];
      }
      case 'image':
        return [said(token.text, style)];
      case 'text':
      case 'escape':
        return 'tokens' in token && token.tokens
          ? inline(token.tokens, style)
          : [said(token.text.replaceAll('\n', ' '), style)];
      default:
        return [said(token.raw, style)];
    }
  });
}

const styleOf = (style: Style): { style?: Style } => (Object.keys(style).length > 0 ? { style } : {});
const said = (text: string, style: Style): Run => ({ run: 'text', text, ...styleOf(style) });
