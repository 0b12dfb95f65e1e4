import { PAYOUT_CODE_ROWS } from '../../common/codes/payout-codes.data.js';
import { AUTHORIZATION_STATUS_TEXTS, RETURN_CODE_ROWS } from '../../common/codes/return-codes.data.js';
import { sandboxFile } from '../common/files.js';

/**
 * The facts of LianLian's documents, as data: fields from catalogue.json, rules from rules.json. The sandbox checks
 * requests against these alone, so that a mistake in a request class shows up here instead of being confirmed.
 */

/** One row of a parameter table. */
export interface CatalogueField {
  readonly name: string;
  readonly required: boolean;
  readonly type: string;
  readonly maxLength?: number;
  readonly fixed?: string;
}

/** One API of the catalogue. */
export interface ApiSpec {
  readonly id: string;
  readonly title: string;
  /** `json`, `form`, `form:req_data` for a form whose one field holds JSON, or `sdk` for parameters that are not posted. */
  readonly transport: string;
  readonly endpoint: string;
  /** The request travels encrypted in this field. */
  readonly envelope?: 'pay_load';
  readonly request: readonly CatalogueField[];
  readonly response?: readonly CatalogueField[];
  /** Names that LianLian leaves out of a response's signature. */
  readonly unsignedResponseFields?: readonly string[];
  readonly syncNotification?: readonly CatalogueField[];
}

/** The fields and their values that make it true; `null` stands for absent, `true` for present. */
export type Condition = Readonly<Record<string, readonly string[] | null | true>>;

interface IgnoredFields {
  readonly fields: readonly string[];
  readonly when: Condition;
}

/** The rules of one API's request. */
export interface ApiRules {
  readonly enums?: Readonly<Record<string, readonly string[]>>;
  readonly formats?: Readonly<Record<string, string>>;
  readonly ranges?: Readonly<Record<string, readonly [least: string, most: string]>>;
  readonly timeWindows?: Readonly<Record<string, { readonly maxSkewMinutes: number }>>;
  readonly required?: Readonly<Record<string, boolean>>;
  readonly requiredIf?: readonly { readonly field: string; readonly when: Condition }[];
  readonly oneOf?: readonly (readonly string[])[];
  readonly together?: readonly (readonly string[])[];
  readonly exclusive?: readonly (readonly string[])[];
  /** Fields that have the same value. */
  readonly equal?: readonly (readonly string[])[];
  /** The values that a field may have while the condition holds. */
  readonly enumsIf?: readonly {
    readonly field: string;
    readonly values: readonly string[];
    readonly when: Condition;
  }[];
  readonly maxLength?: Readonly<Record<string, number | null>>;
  readonly fixed?: Readonly<Record<string, string>>;
  readonly defaults?: Readonly<Record<string, string>>;
  readonly ignoredIf?: readonly IgnoredFields[];
  readonly otherEdition?: {
    readonly enums?: Readonly<Record<string, readonly string[]>>;
    readonly ignoredIf?: readonly IgnoredFields[];
  };
}

/** How `shareing_data` is written. */
interface SharingDataRules {
  readonly maxRecipients: number;
  readonly separator: string;
  readonly partSeparator: string;
  readonly parts: readonly string[];
  readonly enums: Readonly<Record<string, readonly string[]>>;
  readonly maxLength: Readonly<Record<string, number>>;
}

interface Catalogue {
  readonly apis: readonly ApiSpec[];
  readonly currencies: readonly string[];
  readonly notifications: {
    readonly payment: { readonly contentType: string };
    readonly delivery: {
      readonly timeoutSeconds: number;
      readonly attempts: number;
      readonly intervalSeconds: number;
    };
  };
}

function load(name: string): unknown {
  return JSON.parse(sandboxFile(`data/${name}.json`));
}

const catalogue = load('catalogue') as Catalogue;
const rules = load('rules') as Readonly<Record<string, ApiRules | undefined>> & {
  readonly $structures: { readonly shareing_data: SharingDataRules };
};

const specs = new Map(catalogue.apis.map((api) => [api.id, api]));
const retMessages = new Map([
  // Where a code means something else in payouts, this is what it means in all other products.
  ...Object.entries({ ...PAYOUT_CODE_ROWS, ...RETURN_CODE_ROWS }).map(
    ([code, [, ret_msg]]) => [code, ret_msg] as const,
  ),
  ...Object.entries(AUTHORIZATION_STATUS_TEXTS),
]);

/** Every API that has an address. An app's SDK has none of its own: it takes parameters. */
export const apiTitles: readonly { readonly id: string; readonly title: string }[] = catalogue.apis
  .filter(({ transport }) => transport !== 'sdk')
  .map(({ id, title }) => ({ id, title }));

/** Every currency that an order can be in. */
export const currencies = catalogue.currencies;

/** Every return code with its text, without success, with the statuses of authorizations. */
export const errorCodes: readonly { readonly code: string; readonly ret_msg: string }[] = [...retMessages]
  .filter(([code]) => code !== '0000')
  .sort(([a], [b]) => (a < b ? -1 : 1))
  .map(([code, ret_msg]) => ({ code, ret_msg }));

/** How notifications are delivered. */
export const delivery = catalogue.notifications.delivery;

/** The content type of notifications. */
export const notificationContentType = catalogue.notifications.payment.contentType;

/** The structure of `shareing_data`. */
export const sharingDataRules = rules.$structures.shareing_data;

/** The catalogue's entry of an API. */
export function apiSpec(id: string): ApiSpec {
  const spec = specs.get(id);
  if (spec === undefined) throw new Error(`catalogue.json has no API ${id}`);
  return spec;
}

/** Whether an API's request has a field. */
export function takesField(id: string, field: string): boolean {
  return apiSpec(id).request.some(({ name }) => name === field);
}

/** The rules of an API. */
export function apiRules(id: string): ApiRules {
  return rules[id] ?? {};
}

/**
 * The text of a return code. An authorization's status has an English one: the documents print no other.
 *
 * @param api the API that responds: in payouts some codes mean something else
 */
export function retMessage(code: string, api?: string): string {
  const [, ofPayouts] = (isOfPayouts(api) ? PAYOUT_CODE_ROWS[code] : undefined) ?? [];
  const text = ofPayouts ?? retMessages.get(code);
  if (text === undefined) throw new Error(`there is no return code ${code}`);
  return text;
}

/** Whether an API is one of those that pay out. */
export function isOfPayouts(api: string | undefined): boolean {
  return api?.startsWith('payout.') === true;
}
