/** Finds features that use another feature's store, which every transaction holds for all of them. */
import ts from 'typescript';
import { lineOf } from './imports.ts';

/** What a transaction offers to everybody. */
const SHARED = new Set(
  'now day isBefore id spend say show refresh pressed retry move keep threadOf shownBy isOurs isSending isWaiting bury isBuried lookInto fact later'.split(
    ' ',
  ),
);

export function judgeStores(path: string, file: ts.SourceFile, say: (line: number, problem: string) => void): void {
  const isTransaction = transactionsOf(file);
  const visit = (node: ts.Node): void => {
    const store = storeUsed(node, file, isTransaction);
    const isFeature = /^bot\/[a-z-]+\//.test(path);
    if (store !== null && isFeature && !path.startsWith(`bot/${store}/`) && !SHARED.has(store)) {
      say(lineOf(file, node), `uses the store of ${store}, which is ${store}’s own`);
    }
    if (ts.isInterfaceDeclaration(node) && /^(Private)?Stores$/.test(node.name.text)) {
      for (const member of node.members) {
        const name = member.name?.getText(file) ?? '';
        if (!path.startsWith(`bot/${name}/`)) {
          say(lineOf(file, member), `declares the store ${name} outside bot/${name}`);
        }
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
}

/** Whether an expression is a transaction: called w, or anything that this source declares as Work. */
function transactionsOf(file: ts.SourceFile): (node: ts.Node) => boolean {
  const names = new Set(['w']);
  const visit = (node: ts.Node): void => {
    const isTyped = ts.isParameter(node) || ts.isVariableDeclaration(node) || ts.isPropertySignature(node);
    if (isTyped && isWork(node.type, file)) names.add(node.name.getText(file));
    ts.forEachChild(node, visit);
  };
  visit(file);
  return (node) => {
    if (ts.isIdentifier(node)) return names.has(node.text);
    return ts.isPropertyAccessExpression(node) && names.has(node.name.text);
  };
}

/** A transaction, of an ordinary delivery or of a private one. */
const isWork = (type: ts.TypeNode | undefined, file: ts.SourceFile): boolean =>
  /^(Private)?Work$/.test(type?.getText(file) ?? '');

/** The store that is taken out of a transaction here: `w.x`, `w['x']`, `const { x } = w`, `{ w: { x } }`. */
function storeUsed(node: ts.Node, file: ts.SourceFile, isTransaction: (node: ts.Node) => boolean): string | null {
  if (ts.isPropertyAccessExpression(node)) return isTransaction(node.expression) ? node.name.text : null;
  if (ts.isElementAccessExpression(node) && isTransaction(node.expression)) {
    return ts.isStringLiteralLike(node.argumentExpression) ? node.argumentExpression.text : 'a computed name';
  }
  if (!ts.isBindingElement(node) || node.dotDotDotToken) return null;
  const owner = node.parent.parent;
  const name = (node.propertyName ?? node.name).getText(file);
  if (ts.isVariableDeclaration(owner) && owner.initializer && isTransaction(owner.initializer)) return name;
  if (ts.isParameter(owner) && isWork(owner.type, file)) return name;
  if (ts.isBindingElement(owner) && owner.propertyName?.getText(file) === 'w') return name;
  return null;
}
