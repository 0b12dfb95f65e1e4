import type { BrokenRule } from '../broken-rules.js';
import type { FieldSchema, ListSchema } from './field-schema.js';

/** The options of a merchant that a request field takes when the caller leaves it out. */
export type DefaultingOption = 'notifyUrl' | 'payoutNotifyUrl' | 'returnUrl' | 'busiPartner';

/** What the package knows of one field of a request or a response, beside its class-validator metadata. */
interface FieldSpec {
  readonly name: string;
  /** Whether LianLian requires it: of the caller, or of the caller and the options together. */
  readonly required: boolean;
  /** Whether it is required of the caller: no option stands in for it. */
  readonly requiredOfCaller: boolean;
  /** What it may be in JSON. */
  readonly schema: FieldSchema | ListSchema;
  /** The merchant option that stands in for it. */
  readonly option: DefaultingOption | undefined;
  /** The text on the wire for a value that passed the field's rule. */
  readonly encode: (value: unknown) => string;
}

/** The rule that the value breaks, told with the name of the property, or undefined. */
export type RuleCheck = (value: unknown, property: string, request: object) => BrokenRule | undefined;

/** One rule of one property. */
interface PropertyRule {
  readonly property: string;
  /** The decorator that it stands for: of two with one name, the later one counts. */
  readonly name: string;
  readonly check: RuleCheck;
}

/** A class of messages, abstract or not. */
export type MessageClass = abstract new (...args: never[]) => object;

const specsByClass = new WeakMap<object, Map<string, FieldSpec>>();
const rulesByClass = new WeakMap<object, PropertyRule[]>();

/** Both with what is inherited, gathered at the first use of a class. */
let gatheredSpecs = new WeakMap<MessageClass, ReadonlyMap<string, FieldSpec>>();
let gatheredRules = new WeakMap<MessageClass, ReadonlyMap<string, readonly PropertyRule[]>>();

/** Adds a field to the class that declares it. Called by field decorators. */
export function registerField(declaring: object, spec: FieldSpec): void {
  const own = specsByClass.get(declaring) ?? new Map<string, FieldSpec>();
  own.set(spec.name, spec);
  specsByClass.set(declaring, own);
  gatheredSpecs = new WeakMap();
}

/** Adds a rule to the class that declares its property. Called by every decorator that has one. */
export function registerRule(declaring: object, rule: PropertyRule): void {
  const own = rulesByClass.get(declaring) ?? [];
  own.push(rule);
  rulesByClass.set(declaring, own);
  gatheredRules = new WeakMap();
}

/** The fields of a class by name, inherited ones included. */
export function fieldsOf(target: MessageClass): ReadonlyMap<string, FieldSpec> {
  const known = gatheredSpecs.get(target);
  if (known !== undefined) return known;
  const fields = new Map<string, FieldSpec>();
  for (const level of levelsOf(target)) {
    for (const [name, spec] of specsByClass.get(level) ?? []) {
      if (!fields.has(name)) fields.set(name, spec);
    }
  }
  gatheredSpecs.set(target, fields);
  return fields;
}

/** A field that an option stands in for. */
type DefaultedField = FieldSpec & { readonly option: DefaultingOption };

const defaultedOf = new WeakMap<ReadonlyMap<string, FieldSpec>, readonly DefaultedField[]>();

/** The fields of a class that an option stands in for. */
export function defaultedFieldsOf(target: MessageClass): readonly DefaultedField[] {
  const fields = fieldsOf(target);
  const known = defaultedOf.get(fields);
  if (known !== undefined) return known;
  const defaulted = [...fields.values()].filter((spec): spec is DefaultedField => spec.option !== undefined);
  defaultedOf.set(fields, defaulted);
  return defaulted;
}

/**
 * The rules of a class by property. A property that the class declares itself has the rules that stand there,
 * and none of those that it would inherit: as class-validator has it.
 */
export function rulesOf(target: MessageClass): ReadonlyMap<string, readonly PropertyRule[]> {
  const known = gatheredRules.get(target);
  if (known !== undefined) return known;
  const [own = [], ...inherited] = levelsOf(target).map((level) => rulesByClass.get(level) ?? []);
  const declared = new Set(own.map(({ property }) => property));
  const rules = new Map<string, PropertyRule[]>();
  // Own rules first, then from the root downwards.
  const others = inherited.reverse().flat();
  for (const rule of [...own, ...others.filter(({ property }) => !declared.has(property))]) {
    rules.set(rule.property, [...(rules.get(rule.property) ?? []), rule]);
  }
  gatheredRules.set(target, rules);
  return rules;
}

/** The class and its bases, the class itself first. */
function levelsOf(target: MessageClass): readonly object[] {
  const levels: object[] = [];
  for (let level: unknown = target; typeof level === 'function'; level = Object.getPrototypeOf(level)) {
    levels.push(level);
  }
  return levels;
}
