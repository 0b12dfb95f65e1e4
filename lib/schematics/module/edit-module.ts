import type ts from 'typescript';

import { schematicsMessages } from '../schematics.messages.js';
import { addImports } from './add-imports.js';
import { optionsOfModule } from './module-options.js';
import { NotUnderstood } from './not-understood.js';
import { boundNames } from './source-names.js';
import { edited, type TextEdit, withLineEndsOf } from './text-edit.js';
import type { Typescript } from './typescript.js';
import { declarationOf, type WantedImport } from './wanted-imports.js';

/**
 * The text of a root module with more among its `imports`.
 *
 * @throws NotUnderstood where it cannot be changed safely
 */
export function withModules(
  typescript: Typescript,
  source: ts.SourceFile,
  className: string,
  wanted: readonly WantedImport[],
): string {
  const missing = wanted.map((each) => missingNames(typescript, source, each));
  const options = optionsOfModule(typescript, source, className);
  const edits = [
    ...addDeclarations(
      typescript,
      source,
      missing.filter(({ names }) => names.length > 0),
    ),
    ...addImports(
      source,
      options,
      wanted.map(({ element }) => element),
    ),
  ];
  return edited(
    source.text,
    edits.map((edit) => ({ ...edit, text: withLineEndsOf(source.text, edit.text) })),
  );
}

/** What of the names the file does not import yet. */
function missingNames(typescript: Typescript, source: ts.SourceFile, wanted: WantedImport): WantedImport {
  const bound = boundNames(typescript, source);
  const names = wanted.names.filter((name) => {
    const present = bound.get(name);
    if (present !== undefined && present.from !== wanted.from)
      throw new NotUnderstood(schematicsMessages.nameTaken(name));
    return present === undefined;
  });
  return { ...wanted, names };
}

function addDeclarations(
  typescript: Typescript,
  source: ts.SourceFile,
  wanted: readonly WantedImport[],
): readonly TextEdit[] {
  if (wanted.length === 0) return [];
  const present = source.statements.filter((statement) => typescript.isImportDeclaration(statement));
  const last = present.at(-1);
  const quote = last?.moduleSpecifier.getText(source).charAt(0);
  const lines = wanted.map((each) => declarationOf(each, quote));
  if (last === undefined) return [{ start: 0, end: 0, text: `${lines.join('\n')}\n\n` }];
  return [{ start: last.getEnd(), end: last.getEnd(), text: `\n${lines.join('\n')}` }];
}
