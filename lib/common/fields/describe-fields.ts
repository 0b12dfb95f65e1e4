import { fieldDescriptions, type FieldDescriptions } from './field-descriptions.data.js';
import { fieldsOf, type MessageClass } from './field-registry.js';
import type { FieldSchema, ListSchema } from './field-schema.js';

/** A class's fields as `@nestjs/swagger` takes them. */
export type DescribedFields = Readonly<
  Record<
    string,
    { readonly required: boolean; readonly description: string | undefined } & (
      Omit<FieldSchema, 'required'> | ListSchema
    )
  >
>;

/** The fields of a class, inherited ones included, with what their doc comments say. */
export function describeFields(target: MessageClass): DescribedFields {
  const descriptions = fieldDescriptions();
  return Object.fromEntries(
    [...fieldsOf(target)].map(([name, { schema, requiredOfCaller }]) => [
      name,
      {
        ...('isArray' in schema ? schema : describeParts(schema, descriptions)),
        description: inheritedDescription(target, name, descriptions),
        required: requiredOfCaller,
      },
    ]),
  );
}

/** What the nearest class says of a field: the class itself, or the one that it has the field from. */
function inheritedDescription(
  target: MessageClass,
  field: string,
  from: FieldDescriptions,
): string | undefined {
  for (let level: unknown = target; typeof level === 'function'; level = Object.getPrototypeOf(level)) {
    const description = descriptionIn(from, level.name, field);
    if (description !== undefined) return description;
  }
  return undefined;
}

/** A schema whose parts have a description each, where it is named after what declares them. */
function describeParts(schema: FieldSchema, from: FieldDescriptions): FieldSchema {
  const { title = '', oneOf, items, properties } = schema;
  return {
    ...schema,
    ...(oneOf && { oneOf: oneOf.map((choice) => describeParts(choice, from)) }),
    ...(items && { items: describeParts(items, from) }),
    ...(properties && {
      properties: Object.fromEntries(
        Object.entries(properties).map(([name, part]) => [
          name,
          { ...part, description: descriptionIn(from, title, name) },
        ]),
      ),
    }),
  };
}

/** Of own entries alone: an app's class may be called `constructor`, or a field `toString`. */
function descriptionIn(from: FieldDescriptions, declaring: string, field: string): string | undefined {
  const fields = Object.hasOwn(from, declaring) ? from[declaring] : undefined;
  return fields !== undefined && Object.hasOwn(fields, field) ? fields[field] : undefined;
}
