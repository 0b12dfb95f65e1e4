import type { RawJsonObject } from '../../../wire/raw-json.js';
import type { SignableFields } from '../../../wire/signature.js';
import type { Sentence } from '../../../diagnosis/signature-diagnosis.js';
import { fenOfAmount } from '../../common/amount.js';
import { isBlank } from '../../../common/blank.js';
import { momentOfChinaTime } from '../../common/china-time.js';
import { MINUTE_MS } from '../../common/durations.js';
import { type ApiRules, type ApiSpec, type Condition, type CatalogueField } from '../../data/data.js';
import { Refusal } from '../../data/refusal.js';
import { brokenRuleMessages } from './broken-rule.messages.js';
import { hasFormat } from './formats.js';

/**
 * Checks a request against the catalogue and the rules of its API.
 *
 * Unknown fields pass. Blank ones count as absent.
 *
 * @param moments the times that the shop's clock may show
 * @throws Refusal 1004, which names the first wrong field, or all fields of a broken rule, and says the rule
 */
export function checkRequest(
  spec: ApiSpec,
  rules: ApiRules,
  message: RawJsonObject,
  moments: readonly Date[],
): void {
  const fields = presentFields(message.texts);
  const ignored = ignoredFields(rules, fields);
  for (const field of spec.request) {
    if (ignored.has(field.name)) continue;
    if (isBlank(fields[field.name])) {
      if (isRequired(field, rules, fields)) throw Refusal.fields([field.name]);
      continue;
    }
    const rule =
      typeRule(field, message.values[field.name]) ?? valueRule(field, spec, rules, fields, moments);
    if (rule !== undefined) throw Refusal.fields([field.name], { rule });
  }
  const broken = brokenRule(rules, fields);
  if (broken !== undefined) throw Refusal.fields(broken.fields, broken);
  const limited = rules.enumsIf?.find(
    ({ field, values, when }) => !values.includes(fields[field] ?? '') && holds(when, fields),
  );
  if (limited === undefined) return;
  const { field, values, when } = limited;
  throw Refusal.fields([field, ...Object.keys(when)], {
    rule: brokenRuleMessages.oneOfWhere(field, values, when),
  });
}

function presentFields(texts: SignableFields): SignableFields {
  return Object.fromEntries(Object.entries(texts).filter(([, value]) => !isBlank(value)));
}

function ignoredFields(rules: ApiRules, fields: SignableFields): ReadonlySet<string> {
  const groups = [...(rules.ignoredIf ?? []), ...(rules.otherEdition?.ignoredIf ?? [])];
  return new Set(groups.filter(({ when }) => holds(when, fields)).flatMap((group) => group.fields));
}

function isRequired(field: CatalogueField, rules: ApiRules, fields: SignableFields): boolean {
  const always = rules.required?.[field.name] ?? field.required;
  const sometimes = rules.requiredIf?.filter((rule) => rule.field === field.name) ?? [];
  return always || sometimes.some(({ when }) => holds(when, fields));
}

/** The rule that the kind of a value breaks. Every field is JSON text; whole numbers may be JSON numbers. */
function typeRule({ name, type }: CatalogueField, value: unknown): Sentence | undefined {
  if (typeof value === 'string') return undefined;
  if (type !== 'int') return brokenRuleMessages.text(name);
  return Number.isSafeInteger(value) ? undefined : brokenRuleMessages.textOrWhole(name);
}

/** The rule that a value breaks. */
function valueRule(
  field: CatalogueField,
  spec: ApiSpec,
  rules: ApiRules,
  fields: SignableFields,
  moments: readonly Date[],
): Sentence | undefined {
  const { name } = field;
  const value = fields[name] ?? '';
  const correction = rules.maxLength?.[name];
  const maxLength = correction === undefined ? field.maxLength : correction;
  if (typeof maxLength === 'number' && [...value].length > maxLength) {
    return brokenRuleMessages.tooLong(name, maxLength);
  }
  const fixed = rules.fixed?.[name] ?? field.fixed;
  if (fixed !== undefined && value !== fixed) return brokenRuleMessages.fixed(name, fixed);
  const allowed = allowedValues(name, rules);
  if (allowed !== undefined && !isOneOf(name, value, allowed)) return brokenRuleMessages.oneOf(name, allowed);
  const format = rules.formats?.[name] ?? (field.type === 'int' ? 'int' : undefined);
  if (format !== undefined && !hasFormat(format, value, fields, spec.id)) {
    return brokenRuleMessages.format(name, format);
  }
  const range = rules.ranges?.[name];
  if (range !== undefined && !isInRange(value, range)) return brokenRuleMessages.range(name, range);
  const window = rules.timeWindows?.[name];
  return window === undefined || isInTimeWindow(value, window.maxSkewMinutes, moments)
    ? undefined
    : brokenRuleMessages.timeWindow(name, window.maxSkewMinutes);
}

function allowedValues(name: string, rules: ApiRules): readonly string[] | undefined {
  const allowed = rules.enums?.[name];
  return allowed && [...new Set([...allowed, ...(rules.otherEdition?.enums?.[name] ?? [])])];
}

function isOneOf(name: string, value: string, allowed: readonly string[]): boolean {
  // The signature was checked with this very value, whatever its case.
  if (name === 'sign_type') return allowed.some((each) => each.toLowerCase() === value.toLowerCase());
  return allowed.includes(value);
}

function isInRange(value: string, range: readonly [string, string]): boolean {
  const [fen, least, most] = [value, ...range].map(fenOfAmount);
  return fen !== undefined && least !== undefined && most !== undefined && least <= fen && fen <= most;
}

function isInTimeWindow(value: string, maxSkewMinutes: number, moments: readonly Date[]): boolean {
  const told = momentOfChinaTime(value)?.getTime();
  const most = maxSkewMinutes * MINUTE_MS;
  return told !== undefined && moments.some((moment) => Math.abs(told - moment.getTime()) <= most);
}

/** Fields that break a rule together. */
interface BrokenRule {
  readonly fields: readonly string[];
  readonly rule: Sentence;
}

function brokenRule(rules: ApiRules, fields: SignableFields): BrokenRule | undefined {
  const present = (names: readonly string[]): number => names.filter((name) => !isBlank(fields[name])).length;
  const none = rules.oneOf?.find((names) => present(names) === 0);
  if (none !== undefined) return { fields: none, rule: brokenRuleMessages.oneNeeded(none) };
  const part = rules.together?.find((names) => present(names) !== 0 && present(names) !== names.length);
  if (part !== undefined) return { fields: part, rule: brokenRuleMessages.together(part) };
  const unequal = rules.equal?.find((names) => new Set(names.map((name) => fields[name])).size > 1);
  if (unequal !== undefined) return { fields: unequal, rule: brokenRuleMessages.equal(unequal) };
  const several = rules.exclusive?.find((names) => present(names) > 1);
  return several && { fields: several, rule: brokenRuleMessages.exclusive(several) };
}

function holds(when: Condition, fields: SignableFields): boolean {
  return Object.entries(when).every(([name, expected]) => {
    const value = fields[name];
    if (expected === null) return isBlank(value);
    return expected === true ? !isBlank(value) : value !== undefined && expected.includes(value);
  });
}
