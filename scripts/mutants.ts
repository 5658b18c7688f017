import ts from 'typescript';

/** One small change of a text. */
export interface Mutant {
  readonly line: number;
  readonly was: string;
  readonly is: string;
  readonly text: string;
}

/** Every mutant of a piece of TypeScript; types are left alone. */
export function mutantsOf(text: string): Mutant[] {
  const file = ts.createSourceFile('mutated.ts', text, ts.ScriptTarget.Latest, true);
  const found: Mutant[] = [];
  const replace = (node: ts.Node, is: string) => {
    const [start, end] = [node.getStart(file), node.getEnd()];
    const line = file.getLineAndCharacterOfPosition(start).line + 1;
    found.push({ line, was: text.slice(start, end), is, text: text.slice(0, start) + is + text.slice(end) });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isTypeNode(node) || ts.isInterfaceDeclaration(node) || ts.isImportDeclaration(node)) return;
    if (ts.isTypeAliasDeclaration(node)) return;
    for (const is of replacementsOf(node, file)) replace(node, is);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

const OPERATORS = new Map<ts.SyntaxKind, readonly string[]>([
  [ts.SyntaxKind.AmpersandAmpersandToken, ['||']],
  [ts.SyntaxKind.BarBarToken, ['&&']],
  [ts.SyntaxKind.EqualsEqualsEqualsToken, ['!==']],
  [ts.SyntaxKind.ExclamationEqualsEqualsToken, ['===']],
  [ts.SyntaxKind.GreaterThanToken, ['>=', '<', '===']],
  [ts.SyntaxKind.LessThanToken, ['<=', '>', '===']],
]);

const METHODS = new Map([
  ['some', 'every'],
  ['every', 'some'],
]);

/** What a piece of code may become: another operator, another constant, less of a list, one side of a choice. */
function replacementsOf(node: ts.Node, file: ts.SourceFile): readonly string[] {
  const textOf = (one: ts.Node) => one.getText(file);
  if (OPERATORS.has(node.kind)) return OPERATORS.get(node.kind) ?? [];
  if (node.kind === ts.SyntaxKind.TrueKeyword) return ['false'];
  if (node.kind === ts.SyntaxKind.FalseKeyword) return ['true'];
  if (ts.isStringLiteral(node)) return [`'${node.text}x'`];
  if (ts.isNumericLiteral(node)) return [`(${node.text} + 1)`];
  if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken) {
    return [textOf(node.operand)];
  }
  if (ts.isConditionalExpression(node)) return [`(${textOf(node.whenTrue)})`, `(${textOf(node.whenFalse)})`];
  if (ts.isBinaryExpression(node) && /^(?:&&|\|\|)$/u.test(textOf(node.operatorToken))) {
    return [`(${textOf(node.left)})`, `(${textOf(node.right)})`];
  }
  if (ts.isIdentifier(node) && ts.isPropertyAccessExpression(node.parent) && node.parent.name === node) {
    const other = METHODS.get(node.text);
    return other === undefined ? [] : [other];
  }
  if (ts.isArrayLiteralExpression(node) && node.elements.length > 0) return ['[]'];
  if (ts.isSpreadElement(node)) return ['...[]'];
  if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
    const { name, expression } = node.expression;
    if (['filter', 'toSorted'].includes(name.text)) return [textOf(expression)];
  }
  return [];
}
