import type { LianlianMessage } from '../fields/lianlian-message.js';
import { parsedJson } from '../objects/parsed-json.js';

/**
 * The entries of a response's list, each in its class. The list is taken as it stands, or as JSON text; digits that LianLian
 * wrote as numbers become text, like everywhere else.
 */
export function responseItems<Item extends LianlianMessage>(
  list: unknown,
  item: new () => Item,
): readonly Item[] {
  const entries: unknown = typeof list === 'string' ? parsedJson(list) : list;
  if (!Array.isArray(entries)) return [];
  return entries.filter(isObject).map((entry) => Object.assign(new item(), textsOf(entry)));
}

function textsOf(entry: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(entry).map(([name, value]: [string, unknown]) => [
      name,
      typeof value === 'number' ? String(value) : value,
    ]),
  );
}

function isObject(entry: unknown): entry is object {
  return typeof entry === 'object' && entry !== null;
}
