/** Finds every message that the bot starts in its sources: what it is about, whom it goes to, and of what class it is. */
import ts from 'typescript';
import { lineOf, parse } from './boundaries/imports.ts';

export interface Message {
  /** `bot/questions/answer.ts notice`: the source, and what the message is about or what caused it, without its id. */
  readonly message: string;
  readonly line: number;
  /** A class; `place` for what stands in a channel, `home` for a home page; otherwise the words that say so elsewhere. */
  readonly attention: string;
}

/** Calls of `w.say` and `w.show`, whatever the transaction is called. */
export function messagesIn(path: string, text: string): readonly Message[] {
  const file = parse(path, text);
  const found: Message[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
      const { name, expression: owner } = node.expression;
      const [subject, at, what] = node.arguments;
      const isTransaction = /(^|\.)w$/.test(owner.getText(file));
      if (isTransaction && ['say', 'show'].includes(name.text) && subject && at && what)
        found.push({
          message: `${path} ${kindOf(subject, file)}`,
          line: lineOf(file, node),
          attention: attentionOf(at, file),
        });
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

function kindOf(subject: ts.Expression, file: ts.SourceFile): string {
  if (ts.isTemplateExpression(subject)) return subject.head.text.replace(/:.*$/s, '');
  if (ts.isStringLiteralLike(subject)) return subject.text.replace(/:.*$/s, '');
  if (ts.isCallExpression(subject)) return subject.expression.getText(file);
  return subject.getText(file);
}

function attentionOf(at: ts.Expression, file: ts.SourceFile): string {
  if (!ts.isObjectLiteralExpression(at)) return at.getText(file);
  for (const property of at.properties) {
    const name = property.name?.getText(file);
    if (name === 'home') return 'home';
    if (name !== 'attention') continue;
    if (!ts.isPropertyAssignment(property)) return name;
    const said = property.initializer;
    const maker = (ts.isCallExpression(said) ? said.expression : said).getText(file);
    return { yours: 'yours', duty: 'duty', dutyBy: 'duty', askBy: 'ask' }[maker] ?? maker;
  }
  return 'place';
}
