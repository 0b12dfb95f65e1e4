/** What a JSON value may be, as OpenAPI says it. */
export interface FieldSchema {
  /** The interface whose doc comments describe `properties`. */
  readonly title?: string | undefined;
  readonly description?: string | undefined;
  readonly type?: 'string' | 'integer' | 'object' | 'array' | undefined;
  /** Counts code points, as LianLian's documents do. */
  readonly maxLength?: number | undefined;
  readonly pattern?: string | undefined;
  readonly format?: 'uri' | undefined;
  readonly enum?: readonly (string | number)[] | undefined;
  readonly example?: string | undefined;
  readonly minimum?: number | undefined;
  readonly maximum?: number | undefined;
  readonly maxItems?: number | undefined;
  readonly items?: FieldSchema | undefined;
  readonly properties?: Readonly<Record<string, FieldSchema>> | undefined;
  readonly required?: readonly string[] | undefined;
  readonly additionalProperties?: boolean | undefined;
  readonly oneOf?: readonly FieldSchema[] | undefined;
}

/** A list of instances of a class, which has a schema of its own. */
export interface ListSchema {
  readonly type: () => new () => object;
  readonly isArray: true;
}

/** Text, in which a JSON object may stand as well as the object itself. */
export const OBJECT_OR_TEXT: FieldSchema = {
  oneOf: [{ type: 'object', additionalProperties: true }, { type: 'string' }],
};
