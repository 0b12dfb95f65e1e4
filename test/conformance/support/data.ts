import { readFileSync } from 'node:fs';

/** LianLian's documents as data: the sandbox checks requests against the same files. */
export interface CatalogueField {
  readonly name: string;
  readonly required: boolean;
  readonly type: string;
  readonly maxLength?: number;
  readonly fixed?: string;
  /** The fields of a list's entries. */
  readonly items?: readonly string[];
}

/** A field of a list's entries. */
export interface ItemField {
  readonly name: string;
  readonly required: boolean;
  readonly maxLength?: number;
}

export interface CatalogueApi {
  readonly id: string;
  readonly title: string;
  readonly transport: string;
  readonly endpoint: string;
  /** The field that carries the request encrypted. */
  readonly envelope?: string;
  readonly request: readonly CatalogueField[];
  readonly response?: readonly CatalogueField[];
  readonly unsignedResponseFields?: readonly string[];
  /** What it is known from that each of them is not signed. */
  readonly unsignedSources?: Readonly<Record<string, string>>;
  readonly syncNotification?: readonly CatalogueField[];
  readonly notes?: readonly string[];
}

/** `{ field: [values] }`, `{ field: null }` for absent, `{ field: true }` for present. */
export type When = Readonly<Record<string, readonly string[] | null | true>>;

export interface RequiredIf {
  readonly field: string;
  readonly when: When;
  readonly source?: string;
}

type Values = Readonly<Record<string, readonly string[]>>;
type Texts = Readonly<Record<string, string>>;

/** The rules of one API, as far as this test knows their kinds. */
export interface ApiRules {
  readonly enums?: Values;
  readonly formats?: Texts;
  readonly ranges?: Readonly<Record<string, readonly [string, string]>>;
  readonly timeWindows?: Readonly<
    Record<string, { readonly maxSkewMinutes: number; readonly against: string }>
  >;
  readonly defaults?: Texts;
  readonly required?: Readonly<Record<string, boolean>>;
  readonly maxLength?: Readonly<Record<string, number | null>>;
  readonly fixed?: Texts;
  readonly requiredIf?: readonly RequiredIf[];
  readonly oneOf?: readonly (readonly string[])[];
  readonly together?: readonly (readonly string[])[];
  /** Fields of one value. */
  readonly equal?: readonly (readonly string[])[];
  readonly exclusive?: readonly (readonly string[])[];
  readonly enumsIf?: readonly {
    readonly field: string;
    readonly values: readonly string[];
    readonly when: When;
    readonly source: string;
  }[];
  readonly ignoredIf?: readonly { readonly fields: readonly string[]; readonly when: When }[];
  readonly otherEdition?: Pick<ApiRules, 'enums' | 'ignoredIf'> & { readonly source?: string };
  readonly contextual?: readonly string[];
  readonly responseEnums?: Values;
  readonly responseEnumSources?: Texts;
  /** Other names under which LianLian sends a field of the response. */
  readonly aliases?: Values;
  readonly returnedWhen?: Texts;
  readonly additionalResponse?: readonly CatalogueField[];
  readonly responseItems?: Readonly<Record<string, readonly ItemField[]>>;
  readonly outcome?: readonly { readonly when: When; readonly means: string }[];
  readonly labels?: Readonly<Record<string, Texts>>;
  readonly envelope?: string;
  /** What the documents do not agree on, and what to do. */
  readonly contradictions?: readonly string[];
  readonly returnCodes?: readonly ReturnCodeRule[];
  readonly retry?: string | readonly string[];
  readonly limits?: readonly string[];
  readonly final?: Readonly<Record<'paid' | 'notPaid' | 'open', readonly string[]>>;
}

/** A code with a meaning of its own in an API. */
interface ReturnCodeRule {
  readonly code: string;
  readonly category: string;
  /** Whether LianLian kept the request; null where it may have. */
  readonly recorded?: boolean | null;
}

export interface SharingStructure {
  readonly maxRecipients: number;
  readonly separator: string;
  readonly partSeparator: string;
  readonly parts: readonly string[];
  readonly enums: Values;
  readonly labels: Readonly<Record<string, Texts>>;
  readonly formats: Texts;
  readonly maxLength: Readonly<Record<string, number>>;
  readonly forbidden: Values;
  readonly account: string;
}

export interface RiskStructure {
  readonly enums: Values;
  readonly formats: Texts;
  readonly maxLength: Readonly<Record<string, number>>;
  readonly requiredIf: readonly RequiredIf[];
  readonly otherEdition: { readonly enums: Values; readonly source: string };
  readonly contextual: readonly string[];
  readonly warnOnly: string;
}

export type Rules = Readonly<Record<string, ApiRules>> & {
  readonly $structures: { readonly shareing_data: SharingStructure; readonly risk_item: RiskStructure };
  readonly $labels: Readonly<Record<string, Texts>>;
};

function load(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`../../../lib/sandbox/data/${name}.json`, import.meta.url), 'utf8'));
}

export const catalogue = load('catalogue') as {
  readonly apis: readonly CatalogueApi[];
  readonly riskItem: Readonly<Record<string, unknown>>;
  /** Fields that every API may respond with, beside its own. */
  readonly everyResponse: readonly CatalogueField[];
  readonly notifications: Readonly<
    Record<
      'payment' | 'refund' | 'payout' | 'mpay' | 'exchange',
      { readonly fields: readonly CatalogueField[] }
    >
  >;
  readonly currencies: readonly string[];
};
export const rules = load('rules') as Rules;

/** The catalogue's entry of an API. */
export function catalogueOf(id: string): CatalogueApi {
  const entry = catalogue.apis.find((api) => api.id === id);
  if (entry === undefined) throw new Error(`catalogue.json has no API ${id}`);
  return entry;
}

/** The rules of an API. */
export function rulesOf(id: string): ApiRules {
  const entry = rules[id];
  if (entry === undefined) throw new Error(`rules.json has no API ${id}`);
  return entry;
}

/** The fields of a request, with the corrections of the rules. */
export function requestFields(id: string): readonly CatalogueField[] {
  return catalogueOf(id).request.map((field) => corrected(id, field, ''));
}

/** The fields of a response, with the corrections and additions of the rules. */
export function responseFields(id: string): readonly CatalogueField[] {
  const { response: listed = [] } = catalogueOf(id);
  const added = [
    ...(rulesOf(id).additionalResponse ?? []),
    ...(listed.length === 0 ? [] : catalogue.everyResponse),
  ];
  return [...listed.filter(({ name }) => added.every((field) => field.name !== name)), ...added].map(
    (field) => corrected(id, field, 'response.'),
  );
}

function corrected(id: string, field: CatalogueField, prefix: string): CatalogueField {
  const { required, maxLength } = rulesOf(id);
  const key = `${prefix}${field.name}`;
  const { maxLength: listed, ...rest } = field;
  const limit = maxLength !== undefined && key in maxLength ? maxLength[key] : listed;
  return {
    ...rest,
    required: required?.[key] ?? field.required,
    ...(limit === null || limit === undefined ? {} : { maxLength: limit }),
  };
}
