import type { RawJsonObject } from '../../../wire/raw-json.js';
import type { SignableFields } from '../../../wire/signature.js';
import { fenOfAmount } from '../../common/amount.js';
import { isBlank } from '../../../common/blank.js';
import { momentOfChinaTime } from '../../common/china-time.js';
import { type ApiRules, type ApiSpec, type Condition, type CatalogueField } from '../../data/data.js';
import { Refusal } from '../../common/refusal.js';
import { hasFormat } from './formats.js';

const MINUTE_MS = 60_000;

/**
 * Checks a request against the catalogue and the rules of its API.
 *
 * Unknown fields pass. Blank ones count as absent.
 *
 * @param moments the times that the shop's clock may show
 * @throws Refusal 1004, which names the first wrong field, or all fields of a broken rule
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
    const isRight = isBlank(fields[field.name])
      ? !isRequired(field, rules, fields)
      : isOfType(field, message.values[field.name]) && isAllowed(field, spec, rules, fields, moments);
    if (!isRight) throw Refusal.fields([field.name]);
  }
  const broken = brokenRule(rules, fields);
  if (broken !== undefined) throw Refusal.fields(broken);
  const limited = rules.enumsIf?.find(
    ({ field, values, when }) => !values.includes(fields[field] ?? '') && holds(when, fields),
  );
  if (limited !== undefined) throw Refusal.fields([limited.field, ...Object.keys(limited.when)]);
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

/** Every field is JSON text; whole numbers may be JSON numbers. */
function isOfType(field: CatalogueField, value: unknown): boolean {
  return typeof value === 'string' || (field.type === 'int' && Number.isSafeInteger(value));
}

function isAllowed(
  field: CatalogueField,
  spec: ApiSpec,
  rules: ApiRules,
  fields: SignableFields,
  moments: readonly Date[],
): boolean {
  const value = fields[field.name] ?? '';
  const correction = rules.maxLength?.[field.name];
  const maxLength = correction === undefined ? field.maxLength : correction;
  if (typeof maxLength === 'number' && [...value].length > maxLength) return false;
  const fixed = rules.fixed?.[field.name] ?? field.fixed;
  if (fixed !== undefined && value !== fixed) return false;
  if (!isInEnum(field.name, value, rules)) return false;
  const format = rules.formats?.[field.name] ?? (field.type === 'int' ? 'int' : undefined);
  if (format !== undefined && !hasFormat(format, value, fields, spec.id)) return false;
  return isInRange(field.name, value, rules) && isInTimeWindow(field.name, value, rules, moments);
}

function isInEnum(name: string, value: string, rules: ApiRules): boolean {
  const allowed = rules.enums?.[name];
  if (allowed === undefined) return true;
  const either = [...allowed, ...(rules.otherEdition?.enums?.[name] ?? [])];
  // The signature was checked with this very value, whatever its case.
  if (name === 'sign_type') return either.some((each) => each.toLowerCase() === value.toLowerCase());
  return either.includes(value);
}

function isInRange(name: string, value: string, rules: ApiRules): boolean {
  const range = rules.ranges?.[name];
  if (range === undefined) return true;
  const [fen, least, most] = [value, ...range].map(fenOfAmount);
  return fen !== undefined && least !== undefined && most !== undefined && least <= fen && fen <= most;
}

function isInTimeWindow(name: string, value: string, rules: ApiRules, moments: readonly Date[]): boolean {
  const window = rules.timeWindows?.[name];
  if (window === undefined) return true;
  const told = momentOfChinaTime(value)?.getTime();
  const most = window.maxSkewMinutes * MINUTE_MS;
  return told !== undefined && moments.some((moment) => Math.abs(told - moment.getTime()) <= most);
}

function brokenRule(rules: ApiRules, fields: SignableFields): readonly string[] | undefined {
  const present = (names: readonly string[]): number => names.filter((name) => !isBlank(fields[name])).length;
  return (
    rules.oneOf?.find((names) => present(names) === 0) ??
    rules.together?.find((names) => present(names) !== 0 && present(names) !== names.length) ??
    rules.exclusive?.find((names) => present(names) > 1)
  );
}

function holds(when: Condition, fields: SignableFields): boolean {
  return Object.entries(when).every(([name, expected]) => {
    const value = fields[name];
    if (expected === null) return isBlank(value);
    return expected === true ? !isBlank(value) : value !== undefined && expected.includes(value);
  });
}
