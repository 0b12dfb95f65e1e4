/** The options of a merchant that a request field takes when the caller leaves it out. */
export type DefaultingOption = 'notifyUrl' | 'returnUrl' | 'busiPartner';

/** What the package knows of one field of a request or an answer, beside its class-validator metadata. */
export interface FieldSpec {
  readonly name: string;
  /** Whether LianLian requires it: of the caller, or of the caller and the options together. */
  readonly required: boolean;
  /** The merchant option that stands in for it. */
  readonly option: DefaultingOption | undefined;
  /** The text on the wire for a value that passed the field's rule. */
  readonly encode: (value: unknown) => string;
}

type Class = abstract new (...args: never[]) => object;

const specsByClass = new WeakMap<object, Map<string, FieldSpec>>();

/** Adds a field to the class that declares it. Called by field decorators. */
export function registerField(declaring: object, spec: FieldSpec): void {
  const own = specsByClass.get(declaring) ?? new Map<string, FieldSpec>();
  own.set(spec.name, spec);
  specsByClass.set(declaring, own);
}

/** The fields of a class by name, inherited ones included. */
export function fieldsOf(target: Class): ReadonlyMap<string, FieldSpec> {
  const fields = new Map<string, FieldSpec>();
  for (let level: unknown = target; typeof level === 'function'; level = Object.getPrototypeOf(level)) {
    for (const [name, spec] of specsByClass.get(level) ?? []) {
      if (!fields.has(name)) fields.set(name, spec);
    }
  }
  return fields;
}
