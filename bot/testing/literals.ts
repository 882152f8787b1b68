/** Finds words that a person would read and that do not come from the catalogue. */
import ts from 'typescript';
import { lineOf, parse } from './boundaries/imports.ts';

export interface Literal {
  readonly line: number;
  readonly text: string;
}

/** Fields of cards, forms and results that are shown as they are: even one word there is for people. */
const SHOWN = new Set([
  'label',
  'title',
  'summary',
  'text',
  'note',
  'placeholder',
  'hint',
  'intro',
  'submit',
  'cancel',
  'yes',
  'no',
]);
const LOG = /(^|\.)log\.(info|warn|error)$/;
/** A key of the catalogue, whole or in parts: what is said by it stands there. */
const KEY = /^[a-z][a-z-]*(\.[a-z0-9_…-]+)+$/;
/** Two words side by side, or one beside an inserted value. */
const WORDS = /\p{L}{2,}[,;:.!?]?\s+[\p{L}…]|…\s+\p{L}{2,}/u;

/** String and template literals in which somebody could read a sentence. Errors, log events and types are not for people. */
export function literalsIn(path: string, text: string): readonly Literal[] {
  const file = parse(path, text);
  const found: Literal[] = [];
  const visit = (node: ts.Node): void => {
    if (isElsewhere(node, file)) return;
    const words = textOf(node);
    if (
      words !== null &&
      !KEY.test(words) &&
      (WORDS.test(words) || (isShown(node) && /\p{L}{2,}/u.test(words.replaceAll('……', ''))))
    ) {
      found.push({ line: lineOf(file, node), text: words });
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

function textOf(node: ts.Node): string | null {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (!ts.isTemplateExpression(node)) return null;
  return [node.head.text, ...node.templateSpans.map((span) => span.literal.text)].join('……');
}

/** Places whose words nobody reads on a platform. */
function isElsewhere(node: ts.Node, file: ts.SourceFile): boolean {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node) || ts.isTypeNode(node)) return true;
  if (ts.isThrowStatement(node)) return isError(node.expression, file);
  if (ts.isCallExpression(node)) {
    return LOG.test(node.expression.getText(file)) || node.expression.kind === ts.SyntaxKind.SuperKeyword;
  }
  // Why a fact is refused: read by whoever reads the table of facts.
  return ts.isPropertyAssignment(node) && node.name.getText(file) === 'refuses';
}

/** `new Error(...)` and its kind; a Refusal is a card, and people read it. */
const isError = (node: ts.Node, file: ts.SourceFile): boolean =>
  ts.isNewExpression(node) && /Error$|^NotYet$/.test(node.expression.getText(file));

function isShown(node: ts.Node): boolean {
  const { parent } = node;
  return (
    ts.isPropertyAssignment(parent) &&
    parent.initializer === node &&
    ts.isIdentifier(parent.name) &&
    SHOWN.has(parent.name.text)
  );
}
