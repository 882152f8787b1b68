/** Finds sources that handle what is private and could name somebody all the same: by a transaction of the other kind, a clock, an id, a log or a job. */
import ts from 'typescript';
import { lineOf } from './imports.ts';

/** Whoever names one of these handles what is private. */
const PRIVATE = new Set(['PrivateHandler', 'PrivateTurn', 'PrivateWork']);
/** What of the core such a source may know, and of which only some names. */
const KNOWN = new Map<string, readonly string[] | 'all'>([
  ['private', 'all'],
  ['card', 'all'],
  ['ref', 'all'],
  ['reply', 'all'],
  ['text', 'all'],
  ['translate', 'all'],
  ['schema', 'all'],
  ['feature', ['Refusal', 'Feature']],
]);

export function judgePrivate(path: string, file: ts.SourceFile, say: (line: number, problem: string) => void): void {
  if (!/^bot\/[a-z-]+\//.test(path) || path.startsWith('bot/core/')) return;
  judgeInline(file, say);
  const imports = file.statements.filter(ts.isImportDeclaration);
  if (!imports.some((one) => coreOf(one) === 'private' && namesIn(one).some((name) => PRIVATE.has(name)))) return;
  for (const one of imports) {
    const of = coreOf(one);
    const known = of === null ? 'all' : KNOWN.get(of);
    if (known === 'all') continue;
    for (const name of namesIn(one))
      if (!known?.includes(name)) say(lineOf(file, one), `handles what is private and knows ${name} of core/${of}.ts`);
  }
}

/** A handler that is written where it is listed has everything about it that is there: `privately: { forms: { x: async … } }`. */
function judgeInline(file: ts.SourceFile, say: (line: number, problem: string) => void): void {
  const visit = (node: ts.Node, within: boolean): void => {
    const isHere = within || (ts.isPropertyAssignment(node) && node.name.getText(file) === 'privately');
    if (within && (ts.isFunctionLike(node) || ts.isSpreadAssignment(node)))
      say(lineOf(file, node), 'writes a private handler where others are: it belongs in a source of its own');
    else ts.forEachChild(node, (child) => visit(child, isHere));
  };
  visit(file, false);
}

/** The file of the core that an import is of, by its name without an ending. */
function coreOf({ moduleSpecifier }: ts.ImportDeclaration): string | null {
  const text = ts.isStringLiteral(moduleSpecifier) ? moduleSpecifier.text : '';
  return /(?:^|\/)core\/([\w-]+)\.ts$/.exec(text)?.[1] ?? null;
}

/** What is imported, by the names that it has there; `*` for all of it. */
function namesIn({ importClause }: ts.ImportDeclaration): readonly string[] {
  const bindings = importClause?.namedBindings;
  if (bindings && ts.isNamedImports(bindings))
    return bindings.elements.map((one) => (one.propertyName ?? one.name).text);
  return importClause ? ['*'] : [];
}
