import { isBlank } from '../../common/blank.js';
import { nearestName } from '../../common/options/nearest-name.js';
import { apiSpec } from '../data/data.js';

/** How many unknown names are compared, and how long they may be: anybody can send thousands. */
const MOST_NAMES = 100;
const LONGEST_NAME = 40;

/** What a field is called by other APIs, where the two names are not alike. */
const OTHER_NAMES: Readonly<Record<string, readonly string[] | undefined>> = {
  api_version: ['version', 'query_version'],
  version: ['api_version'],
};

/** The names of a request that its API has no field for. */
export function unknownNames(apiId: string, texts: Readonly<Record<string, string>>): readonly string[] {
  const known = new Set(apiSpec(apiId).request.map(({ name }) => name));
  return Object.keys(texts)
    .filter((name) => !known.has(name) && name.length <= LONGEST_NAME && !isBlank(texts[name]))
    .slice(0, MOST_NAMES);
}

/** Which of the unknown names was probably meant for a field that is missing. */
export function sentInstead(field: string, unknown: readonly string[]): string | undefined {
  return nearestName(field, unknown) ?? OTHER_NAMES[field]?.find((name) => unknown.includes(name));
}
