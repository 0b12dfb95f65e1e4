import { isBlank } from '../../common/blank.js';
import type { Sentence } from '../../diagnosis/signature-diagnosis.js';
import { missingFieldMessages } from './explain-missing.messages.js';
import { sentInstead, unknownNames } from './sent-instead.js';

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
  const unknown = unknownNames(apiId, texts);
  for (const field of missing) {
    const sent = sentInstead(field, unknown);
    if (sent !== undefined) return missingFieldMessages.otherName(field, sent);
  }
  const [only, ...others] = missing;
  return only !== undefined && others.length === 0 ? missingFieldMessages.missing(only) : undefined;
}
