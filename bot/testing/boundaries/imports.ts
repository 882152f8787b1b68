/** Finds every way in which a source reaches another module, whatever it is written like. */
import ts from 'typescript';

export interface Import {
  /** What is named; null where it is computed. */
  readonly specifier: string | null;
  readonly line: number;
  /** Gone once types are stripped. */
  readonly types: boolean;
}

export const parse = (path: string, text: string): ts.SourceFile =>
  ts.createSourceFile(
    path,
    text,
    ts.ScriptTarget.Latest,
    true,
    path.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS,
  );

export const lineOf = (file: ts.SourceFile, node: ts.Node): number =>
  file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1;

/** import, export from, import =, import(), require(), import types, module declarations, triple slashes. */
export function importsOf(file: ts.SourceFile): readonly Import[] {
  const found: Import[] = [];
  const add = (node: ts.Node, specifier: ts.Node | undefined, types: boolean): void => {
    const name = specifier && ts.isStringLiteralLike(specifier) ? specifier.text : null;
    found.push({ specifier: name, line: lineOf(file, node), types });
  };
  for (const reference of [...file.referencedFiles, ...file.typeReferenceDirectives]) {
    const { line } = file.getLineAndCharacterOfPosition(reference.pos);
    found.push({ specifier: reference.fileName, line: line + 1, types: true });
  }
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) {
      add(node, node.moduleSpecifier, node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword);
    } else if (ts.isExportDeclaration(node) && node.moduleSpecifier) {
      add(node, node.moduleSpecifier, node.isTypeOnly);
    } else if (ts.isExternalModuleReference(node)) {
      add(node, node.expression, ts.isImportEqualsDeclaration(node.parent) && node.parent.isTypeOnly);
    } else if (ts.isImportTypeNode(node)) {
      add(node, ts.isLiteralTypeNode(node.argument) ? node.argument.literal : undefined, true);
    } else if (ts.isModuleDeclaration(node) && ts.isStringLiteral(node.name)) {
      add(node, node.name, true);
    } else if (ts.isCallExpression(node) && loads(node.expression)) {
      add(node, node.arguments[0], false);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

const LOADERS = new Set(['require', 'getBuiltinModule']);

/** Whether calling it loads a module: import(), require(), x.require(), require.resolve(), import.meta.resolve(), getBuiltinModule(). */
function loads(callee: ts.Expression): boolean {
  if (callee.kind === ts.SyntaxKind.ImportKeyword) return true;
  if (ts.isIdentifier(callee)) return LOADERS.has(callee.text);
  if (!ts.isPropertyAccessExpression(callee)) return false;
  if (LOADERS.has(callee.name.text)) return true;
  const of = callee.expression;
  return callee.name.text === 'resolve' && (ts.isMetaProperty(of) || (ts.isIdentifier(of) && of.text === 'require'));
}
