import type { Tree } from '@angular-devkit/schematics';

import { schematicsMessages } from '../schematics.messages.js';

/** What a JSON file holds, by property. */
export type JsonObject = Readonly<Record<string, unknown>>;

/**
 * @returns undefined where there is no such file
 * @throws Error where it is not an object in JSON
 */
export function jsonFile(tree: Tree, file: string): JsonObject | undefined {
  if (!tree.exists(file)) return undefined;
  try {
    return objectOf(JSON.parse(tree.readText(file)));
  } catch (error) {
    throw new Error(schematicsMessages.notJson(file, error instanceof Error ? error.message : ''), {
      cause: error,
    });
  }
}

/** Writes it with the indentation that the file has. */
export function writeJsonFile(tree: Tree, file: string, value: JsonObject): void {
  const text = tree.readText(file);
  const indentation = /^[ \t]+/m.exec(text)?.[0] ?? '  ';
  const end = /\s*$/.exec(text)?.[0] ?? '';
  tree.overwrite(file, JSON.stringify(value, undefined, indentation) + end);
}

/** The value as an object; an empty one if it is something else. */
export function objectOf(value: unknown): JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {};
}

/** The value if it is text. */
export function jsonText(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
