// Writes lib/common/fields/field-descriptions.data.ts: what the doc comments of fields say, for OpenAPI documents. A doc
// comment is gone when the package runs, so its text is kept as data. With --check, says whether that is up to date.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import prettier from 'prettier';
import ts from 'typescript';

import { plainText } from './plain-text.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const output = `${root}lib/common/fields/field-descriptions.data.ts`;

/** Interfaces that a schema names as its `title`: parts of a field that have no class. */
const DESCRIBED_INTERFACES = ['SharingRecipient'];

/** The descriptions of every class with decorated fields, by class and field. */
function collectDescriptions() {
  const byClass = new Map();
  const files = readdirSync(`${root}lib`, { recursive: true }).filter((path) => /(?<!\.d)\.ts$/.test(path));
  for (const path of files.toSorted()) {
    const text = readFileSync(`${root}lib/${path}`, 'utf8');
    const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
    for (const declaration of source.statements) {
      const described = describedMembers(declaration);
      if (described.length === 0) continue;
      const name = declaration.name.text;
      if (byClass.has(name)) throw new Error(`Two classes are called ${name}`);
      byClass.set(name, new Map(described.map((member) => [member.name.text, descriptionOf(member)])));
    }
  }
  return [...byClass].toSorted(([one], [other]) => (one < other ? -1 : 1));
}

/** The fields of a declaration whose comments are wanted. @param {ts.Statement} declaration */
function describedMembers(declaration) {
  if (ts.isInterfaceDeclaration(declaration) && DESCRIBED_INTERFACES.includes(declaration.name.text)) {
    return [...declaration.members];
  }
  if (!ts.isClassDeclaration(declaration)) return [];
  return declaration.members.filter(
    (member) => ts.isPropertyDeclaration(member) && ts.getDecorators(member) !== undefined,
  );
}

/** The doc comment of a field as plain text, without its tags. @param {ts.TypeElement | ts.ClassElement} member */
function descriptionOf(member) {
  const comment = ts.getJSDocCommentsAndTags(member).findLast(ts.isJSDoc)?.comment;
  if (comment === undefined) {
    throw new Error(`${member.getSourceFile().fileName}: ${member.name.text} has no doc comment`);
  }
  return plainText(ts.getTextOfJSDocComment(comment));
}

/** The file, as prettier writes it. */
async function dataFile() {
  const entries = collectDescriptions().map(([name, fields]) => [name, Object.fromEntries(fields)]);
  const text = `// Written by \`npm run descriptions\` from the doc comments of the fields. Change those.

/** What the fields of a class mean, by the name of the class that declares them. */
export type FieldDescriptions = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** A function, so that nothing is made of the texts until an OpenAPI document is. */
export const fieldDescriptions = (): FieldDescriptions => (${JSON.stringify(Object.fromEntries(entries))});
`;
  return prettier.format(text, { ...(await prettier.resolveConfig(output)), parser: 'typescript' });
}

const wanted = await dataFile();
if (!process.argv.includes('--check')) {
  writeFileSync(output, wanted);
} else if (readFileSync(output, 'utf8') !== wanted) {
  console.log('The descriptions of fields are not what their doc comments say: npm run descriptions');
  process.exitCode = 1;
}
