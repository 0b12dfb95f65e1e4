import type ts from 'typescript';

import { schematicsMessages } from '../schematics.messages.js';
import { NotUnderstood } from './not-understood.js';
import type { Typescript } from './typescript.js';

/** The `@Module()` of a class: its call, and what it was given. */
export interface ModuleOptions {
  readonly call: ts.CallExpression;
  /** Undefined for `@Module()`. */
  readonly object: ts.ObjectLiteralExpression | undefined;
  /** Undefined where the options have no `imports`. */
  readonly imports: ts.ArrayLiteralExpression | undefined;
}

/**
 * Finds `@Module()` of a class, or of the only class in the file that has it.
 *
 * @throws NotUnderstood where imports cannot be added to it safely
 */
export function optionsOfModule(
  typescript: Typescript,
  source: ts.SourceFile,
  className: string,
): ModuleOptions {
  const modules = source.statements.flatMap((statement) => {
    if (!typescript.isClassDeclaration(statement)) return [];
    const call = (typescript.getDecorators(statement) ?? [])
      .map(({ expression }) => expression)
      .find((expression) => isModuleCall(typescript, expression));
    return call === undefined ? [] : [{ name: statement.name?.text, call }];
  });
  const { call } =
    modules.find(({ name }) => name === className) ?? (modules.length === 1 ? modules[0] : undefined) ?? {};
  if (call === undefined) throw new NotUnderstood(schematicsMessages.noModuleClass(className));
  const [object] = call.arguments;
  if (object === undefined) return { call, object: undefined, imports: undefined };
  if (!typescript.isObjectLiteralExpression(object))
    throw new NotUnderstood(schematicsMessages.unreadOptions());
  return { call, object, imports: importsOf(typescript, object) };
}

function isModuleCall(typescript: Typescript, expression: ts.Expression): expression is ts.CallExpression {
  if (!typescript.isCallExpression(expression)) return false;
  const callee = expression.expression;
  const name = typescript.isPropertyAccessExpression(callee) ? callee.name : callee;
  return typescript.isIdentifier(name) && name.text === 'Module';
}

function importsOf(
  typescript: Typescript,
  object: ts.ObjectLiteralExpression,
): ts.ArrayLiteralExpression | undefined {
  const property = object.properties.find(
    ({ name }) =>
      name !== undefined &&
      (typescript.isIdentifier(name) || typescript.isStringLiteral(name)) &&
      name.text === 'imports',
  );
  if (property === undefined) {
    // What is spread into the options may have imports, which those that are added would replace.
    if (object.properties.some((each) => typescript.isSpreadAssignment(each)))
      throw new NotUnderstood(schematicsMessages.unreadOptions());
    return undefined;
  }
  if (typescript.isPropertyAssignment(property) && typescript.isArrayLiteralExpression(property.initializer))
    return property.initializer;
  throw new NotUnderstood(schematicsMessages.unreadImports());
}
