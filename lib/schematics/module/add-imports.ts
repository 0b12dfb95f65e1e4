import type ts from 'typescript';

import type { ModuleOptions } from './module-options.js';
import { indented, type TextEdit } from './text-edit.js';

const UNIT = '  ';

/**
 * Adds elements to the `imports` of a `@Module()`, behind those that are there. Comments and what else stands in the
 * list stay as they are; a list on one line is written with a line for each element.
 *
 * @param elements each as code, perhaps of several lines
 */
export function addImports(
  source: ts.SourceFile,
  { call, object, imports }: ModuleOptions,
  elements: readonly string[],
): readonly TextEdit[] {
  if (imports !== undefined) return addElements(source, imports, elements);
  const property = `imports: [\n${listed(elements, UNIT)}],\n`;
  if (object === undefined) {
    const end = call.getEnd() - 1;
    return [{ start: end, end, text: `{\n${indented(property, UNIT)}}` }];
  }
  return addProperty(source, object, property);
}

/** A line for each element, and a comma behind it. */
function listed(elements: readonly string[], indentation: string): string {
  return elements.map((element) => `${indented(element, indentation)},\n`).join('');
}

function addElements(
  source: ts.SourceFile,
  array: ts.ArrayLiteralExpression,
  elements: readonly string[],
): readonly TextEdit[] {
  const base = indentationAt(source, array.getStart(source));
  const inner = base + unitOf(base);
  const [from, to] = [array.getStart(source) + 1, array.getEnd() - 1];
  const within = source.text.slice(from, to);
  const isSimple = !/[\n]|\/[/*]/.test(within);
  if (isSimple) {
    const present = array.elements.map((element) => element.getText(source));
    return [{ start: from, end: to, text: `\n${listed([...present, ...elements], inner)}${base}` }];
  }
  // Behind the comments that follow the last element, before the line of the bracket.
  const end = from + within.trimEnd().length;
  const last = array.elements.at(-1);
  const added: TextEdit = { start: end, end: to, text: `\n${listed(elements, inner)}${base}` };
  if (last === undefined || array.elements.hasTrailingComma) return [added];
  return [{ start: last.getEnd(), end: last.getEnd(), text: ',' }, added];
}

function addProperty(
  source: ts.SourceFile,
  object: ts.ObjectLiteralExpression,
  property: string,
): readonly TextEdit[] {
  const base = indentationAt(source, object.getStart(source));
  const inner = base + unitOf(base);
  const [start, close] = [object.getStart(source) + 1, object.getEnd() - 1];
  const [first] = object.properties;
  const text = `\n${indented(property, inner)}`;
  if (first === undefined) return [{ start, end: close, text: `${text}${base}` }];
  const isOnOneLine = !source.text.slice(start, close).includes('\n');
  if (!isOnOneLine) return [{ start, end: start, text: text.replace(/\n$/, '') }];
  return [
    { start, end: first.getStart(source), text: `${text}${inner}` },
    { start: close - trailingSpaces(source.text.slice(start, close)), end: close, text: `\n${base}` },
  ];
}

function trailingSpaces(text: string): number {
  return text.length - text.trimEnd().length;
}

/** What stands before the first word of the line. */
function indentationAt(source: ts.SourceFile, position: number): string {
  const line = source.text.lastIndexOf('\n', position - 1) + 1;
  return /^[ \t]*/.exec(source.text.slice(line))?.[0] ?? '';
}

/** How a file with such lines is indented by one step. */
function unitOf(indentation: string): string {
  if (indentation.startsWith('\t')) return '\t';
  return indentation === '' ? UNIT : indentation;
}
