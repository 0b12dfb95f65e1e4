import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';

import ts from 'typescript';
import { expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Names that may be exported by several files, each with the reason. */
const SHARED_NAMES = new Set([
  // What Nest's ConfigurableModuleBuilder gives, under the names by which users of Nest know it.
  ...['ConfigurableModuleClass', 'OPTIONS_TYPE', 'ASYNC_OPTIONS_TYPE'],
  // Behind two entry points, of which an app has one: who changes from Redis to PostgreSQL changes an import.
  ...['LianlianQueueModule', 'LianlianQueueOptions', 'MODULE_OPTIONS_TOKEN'],
  // Both say a text in Chinese and in English: on a page that is written for any reader, and in the panel, which has one.
  't',
]);

/** Where `package.json` and the bundler begin to read. */
const ENTRY_POINTS = /(^lib|\/)(index|bin)\.ts$/;

interface Import {
  /** The file without its ending, because `.js` may stand for `.ts` or `.tsx`. */
  readonly from: string;
  /** `*` is everything. */
  readonly names: readonly string[];
}

/** What a file exports under a name of its own, and what it takes from others. */
interface Names {
  readonly file: string;
  readonly declared: readonly string[];
  readonly imports: readonly Import[];
}

const lib = namesIn('lib');

const modules = lib.filter(({ file }) => /(?<!\.d)\.tsx?$/.test(file));

it('no exported name is declared in two files', () => {
  const files = new Map<string, string[]>();
  for (const { file, declared } of modules) {
    for (const name of declared) files.set(name, [...(files.get(name) ?? []), file]);
  }
  const repeated = [...files].filter(([, where]) => where.length > 1);
  const unexpected = repeated.filter(([name]) => !SHARED_NAMES.has(name));
  expect(unexpected.map(([name, where]) => `${name}: ${where.join(', ')}`)).toEqual([]);
  expect(repeated.map(([name]) => name).filter((name) => SHARED_NAMES.has(name))).toHaveLength(
    SHARED_NAMES.size,
  );
});

it('every export is imported by another file, or belongs to an entry point', () => {
  const used = new Set<string>();
  for (const { imports } of [lib, ...['test', 'bench', 'sample-app'].map(namesIn)].flat()) {
    for (const { from, names } of imports) for (const name of names) used.add(`${from} ${name}`);
  }
  const unused = modules
    .filter(({ file }) => !ENTRY_POINTS.test(file))
    .flatMap(({ file, declared }) => declared.map((name) => ({ file, name })))
    .filter(({ file, name }) => !used.has(`${bare(file)} ${name}`) && !used.has(`${bare(file)} *`));
  expect(unused.map(({ file, name }) => `${file}: ${name}`)).toEqual([]);
});

function bare(file: string): string {
  return file.replace(/\.(tsx?|js)$/, '');
}

function namesIn(folder: string): Names[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.(tsx?|js|mjs)$/.test(path) && !/(^|[\\/])(dist|node_modules)[\\/]/.test(path))
    .map((path) => posix.join(folder, path.replaceAll('\\', '/')))
    .map((file) => ({ file, ...namesOf(file, readFileSync(join(root, file), 'utf8')) }));
}

function namesOf(file: string, text: string): Omit<Names, 'file'> {
  const imports = new Map<string, Set<string>>();
  const add = (specifier: string, names: readonly string[]): void => {
    if (!specifier.startsWith('.')) return;
    const from = bare(posix.join(dirname(file), specifier));
    imports.set(from, new Set([...(imports.get(from) ?? []), ...names]));
  };
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) add(textOf(node.moduleSpecifier), importedNames(node.importClause));
    else if (ts.isExportDeclaration(node)) add(textOf(node.moduleSpecifier), exportedNames(node));
    else if (isDynamicImport(node)) add(textOf(node.arguments[0]), takenNames(node));
    else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument))
      add(textOf(node.argument.literal), [node.qualifier?.getText().split('.')[0] ?? '*']);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return {
    declared: [...new Set(source.statements.flatMap(declaredNames))],
    imports: [...imports].map(([from, names]) => ({ from, names: [...names] })),
  };
}

/** What a statement exports that stands in this file. */
function declaredNames(statement: ts.Statement): string[] {
  if (ts.isExportDeclaration(statement) && statement.moduleSpecifier === undefined) {
    return exportedNames(statement);
  }
  const modifiers = ts.canHaveModifiers(statement) ? ts.getModifiers(statement) : undefined;
  if (modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) !== true) return [];
  if (ts.isVariableStatement(statement)) {
    return statement.declarationList.declarations.flatMap(({ name }) => boundNames(name));
  }
  const { name } = statement as ts.DeclarationStatement;
  return name === undefined ? [] : [name.getText()];
}

function boundNames(name: ts.BindingName): string[] {
  if (ts.isIdentifier(name)) return [name.text];
  return name.elements.flatMap((element) => (ts.isBindingElement(element) ? boundNames(element.name) : []));
}

function importedNames(clause: ts.ImportClause | undefined): string[] {
  const bindings = clause?.namedBindings;
  if (bindings === undefined) return [];
  return ts.isNamedImports(bindings) ? bindings.elements.map(nameThere) : ['*'];
}

function exportedNames({ exportClause }: ts.ExportDeclaration): string[] {
  return exportClause !== undefined && ts.isNamedExports(exportClause)
    ? exportClause.elements.map(nameThere)
    : ['*'];
}

/** Those that `const { a, b } = await import(…)` takes. */
function takenNames(call: ts.CallExpression): string[] {
  const declaration = ts.isAwaitExpression(call.parent) ? call.parent.parent : undefined;
  if (declaration === undefined || !ts.isVariableDeclaration(declaration)) return ['*'];
  if (!ts.isObjectBindingPattern(declaration.name)) return ['*'];
  return declaration.name.elements.map(({ propertyName, name }) => (propertyName ?? name).getText());
}

/** A name in the file that it comes from, whatever it is called here. */
function nameThere({ propertyName, name }: ts.ImportOrExportSpecifier): string {
  return (propertyName ?? name).text;
}

function isDynamicImport(node: ts.Node): node is ts.CallExpression {
  return ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword;
}

function textOf(node: ts.Node | undefined): string {
  return node !== undefined && ts.isStringLiteralLike(node) ? node.text : '';
}
