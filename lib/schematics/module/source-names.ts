import type ts from 'typescript';

import type { Typescript } from './typescript.js';

/** What a name of a file stands for: a module's export, or something that the file declares itself. */
interface BoundName {
  /** As the import has it; undefined for what the file declares. */
  readonly from: string | undefined;
  /** As the module exports it. */
  readonly exported: string;
}

/** Every name that the top of a file imports or declares. */
export function boundNames(typescript: Typescript, source: ts.SourceFile): ReadonlyMap<string, BoundName> {
  const names = new Map<string, BoundName>();
  for (const statement of source.statements) {
    if (typescript.isImportDeclaration(statement)) {
      for (const [name, bound] of importedNames(typescript, statement)) names.set(name, bound);
    } else if (typescript.isClassDeclaration(statement) && statement.name !== undefined) {
      names.set(statement.name.text, { from: undefined, exported: statement.name.text });
    } else if (typescript.isVariableStatement(statement)) {
      for (const { name } of statement.declarationList.declarations) {
        if (typescript.isIdentifier(name)) names.set(name.text, { from: undefined, exported: name.text });
      }
    }
  }
  return names;
}

function importedNames(typescript: Typescript, statement: ts.ImportDeclaration): [string, BoundName][] {
  const clause = statement.importClause;
  const { moduleSpecifier } = statement;
  if (clause === undefined || !typescript.isStringLiteral(moduleSpecifier)) return [];
  const from = moduleSpecifier.text;
  const names: [string, BoundName][] = [];
  if (clause.name !== undefined) names.push([clause.name.text, { from, exported: 'default' }]);
  const named = clause.namedBindings;
  if (named === undefined) return names;
  if (typescript.isNamespaceImport(named)) return [...names, [named.name.text, { from, exported: '*' }]];
  return [
    ...names,
    ...named.elements.map(({ name, propertyName }): [string, BoundName] => [
      name.text,
      { from, exported: propertyName?.text ?? name.text },
    ]),
  ];
}

/** Every call in a file, in the order in which they stand there. */
export function callsIn(typescript: Typescript, source: ts.SourceFile): readonly ts.CallExpression[] {
  const calls: ts.CallExpression[] = [];
  const visit = (node: ts.Node): void => {
    if (typescript.isCallExpression(node)) calls.push(node);
    typescript.forEachChild(node, visit);
  };
  visit(source);
  return calls;
}

/** Whether something is called as `object.method(…)`, and `method` matches. */
export function isCallOf(
  typescript: Typescript,
  call: ts.CallExpression,
  object: string | undefined,
  method: RegExp,
): boolean {
  const callee = call.expression;
  if (!typescript.isPropertyAccessExpression(callee) || !method.test(callee.name.text)) return false;
  return (
    object === undefined || (typescript.isIdentifier(callee.expression) && callee.expression.text === object)
  );
}
