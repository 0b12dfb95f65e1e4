import { both, NO_WORDS } from '../../diagnosis/signature-diagnosis.js';
import { type InputRules, inputMistakes } from '../common/input-rules.js';
import { SandboxError } from '../common/sandbox-error.js';

/**
 * Parses the JSON of a body.
 *
 * @param body undefined where it is too long or not UTF-8
 * @throws SandboxError 400
 */
export function jsonOf(body: string | undefined): unknown {
  try {
    if (body !== undefined) return JSON.parse(body);
  } catch {
    throw SandboxError.said(400, 'the body is not JSON', '请求体不是 JSON');
  }
  throw SandboxError.said(
    400,
    'the body is longer than 256 KiB, or not UTF-8',
    '请求体超过 256 KiB，或不是 UTF-8',
  );
}

/**
 * Parses a body that must be an object with known fields.
 *
 * @param required the fields that must not be missing
 * @throws SandboxError 400 with every field that is wrong
 */
export function bodyOf(
  body: string | undefined,
  rules: InputRules,
  required: readonly string[] = [],
): object {
  const value = jsonOf(body);
  const mistakes = [...inputMistakes(value, rules)];
  for (const field of required) {
    if (field in Object(value)) continue;
    const { en, zh } = rules[field]?.rule ?? NO_WORDS;
    mistakes.push({ field, rule: both(`is missing: it ${en}`, `缺失：${zh}`) });
  }
  if (mistakes.length > 0) throw SandboxError.fields(mistakes);
  return value as object;
}
