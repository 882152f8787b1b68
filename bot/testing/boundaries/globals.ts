/** Finds what a source reaches without an import: the environment, the network, the machine's clock, module mocks. */
import ts from 'typescript';
import { lineOf } from './imports.ts';
import { isTest } from './sources.ts';
import { globals } from './table.ts';

/** Last words of what the table forbids; everything else is left alone without a closer look. */
const LAST_WORDS = new Set(
  'env fetch WebSocket EventSource XMLHttpRequest now random randomUUID mock doMock hoisted stubGlobal'.split(' '),
);

/** Tests may do all of it but mock modules. */
export function judgeGlobals(path: string, file: ts.SourceFile, say: (line: number, problem: string) => void): void {
  const visit = (node: ts.Node): void => {
    for (const word of wordsOf(node, file)) {
      const row = globals.find((one) => one.what.test(word));
      if (row && !row.in.test(path) && (!isTest(path) || word.startsWith('vi.'))) {
        say(lineOf(file, node), `uses ${word}: ${row.why}`);
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
}

/** What a node may reach, written as in the table: `process.env`, `fetch`, `new Date()`. */
function wordsOf(node: ts.Node, file: ts.SourceFile): readonly string[] {
  if (ts.isNewExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === 'Date') {
    return node.arguments?.length ? [] : ['new Date()'];
  }
  if (ts.isPropertyAccessExpression(node)) {
    return LAST_WORDS.has(node.name.text) ? [`${ownerOf(node.expression, file)}.${node.name.text}`] : [];
  }
  if (ts.isElementAccessExpression(node) && ts.isStringLiteralLike(node.argumentExpression)) {
    return [`${ownerOf(node.expression, file)}.${node.argumentExpression.text}`];
  }
  if (ts.isVariableDeclaration(node) && ts.isObjectBindingPattern(node.name) && node.initializer) {
    const owner = ownerOf(node.initializer, file);
    return node.name.elements.map((one) => `${owner}.${(one.propertyName ?? one.name).getText(file)}`);
  }
  if (ts.isImportSpecifier(node)) {
    const { moduleSpecifier } = node.parent.parent.parent;
    const isProcess = ts.isStringLiteral(moduleSpecifier) && /^(node:)?process$/.test(moduleSpecifier.text);
    return isProcess ? [`process.${(node.propertyName ?? node.name).text}`] : [];
  }
  return ts.isIdentifier(node) && LAST_WORDS.has(node.text) && isReference(node) ? [node.text] : [];
}

/** `globalThis.process` is `process`, and `process?.env` is `process.env`. */
const ownerOf = (node: ts.Node, file: ts.SourceFile): string =>
  node
    .getText(file)
    .replaceAll('?.', '.')
    .replace(/^globalThis\.(?=.)/, '');

/** Whether a name stands for what it names, and is not the name of a field, a parameter or a type's member. */
function isReference(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  if (ts.isShorthandPropertyAssignment(parent)) return true;
  const named = 'name' in parent ? parent.name : undefined;
  const isProperty = ts.isBindingElement(parent) && parent.propertyName === node;
  return named !== node && !isProperty && !ts.isTypeQueryNode(parent) && !ts.isTypeReferenceNode(parent);
}
