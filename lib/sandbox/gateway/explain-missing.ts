import { isBlank } from '../../common/blank.js';
import { nearestName } from '../../common/nearest-name.js';
import type { Sentence } from '../../diagnosis/signature-diagnosis.js';
import { apiSpec } from '../data/data.js';
import { missingFieldMessages } from './explain-missing.messages.js';

/** How many unknown names are compared, and how long they may be: anybody can send thousands. */
const MOST_NAMES = 100;
const LONGEST_NAME = 40;

/**
 * What was sent in place of a field that is missing. Undefined where none of the fields is missing, and where several are
 * and none has a similar name.
 *
 * @param fields those that a refusal names
 */
export function explainMissing(
  apiId: string,
  texts: Readonly<Record<string, string>>,
  fields: readonly string[],
): Sentence | undefined {
  const missing = fields.filter((field) => isBlank(texts[field]));
  const known = new Set(apiSpec(apiId).request.map(({ name }) => name));
  const unknown = Object.keys(texts)
    .filter((name) => !known.has(name) && name.length <= LONGEST_NAME && !isBlank(texts[name]))
    .slice(0, MOST_NAMES);
  for (const field of missing) {
    const sent = nearestName(field, unknown);
    if (sent !== undefined) return missingFieldMessages.otherName(field, sent);
  }
  const [only, ...others] = missing;
  return only !== undefined && others.length === 0 ? missingFieldMessages.missing(only) : undefined;
}
