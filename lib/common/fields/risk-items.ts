import { types } from 'node:util';

import { type BrokenRule, brokenRules } from '../broken-rules.js';
import { isBlank } from '../blank.js';
import { parsedJson } from '../objects/parsed-json.js';
import { formatLianlianTime, isLianlianTime } from '../time.js';
import { defineField, type FieldOptions } from './define-field.js';
import { OBJECT_OR_TEXT } from './field-schema.js';
import { isJsonObject, jsonProblem } from './json-value.js';
import { CLIENTS } from './risk-keys.js';
import { textProblem } from './text.js';

const FLAG = ['0', '1'];
const ID_TYPES = [...'0123456789X'];
const DAY_KEYS = ['dt_flight'];

/** What keeps a value of a documented key from being one, if anything does. */
type ItemRule = (value: unknown, path: string) => BrokenRule | undefined;

/** The keys with documented values. */
const CHOICES: Readonly<Record<string, readonly string[]>> = {
  user_info_identify_state: FLAG,
  user_info_identify_type: ['1', '2', '3', '4'],
  logistics_mode: [...'123456789'],
  delivery_cycle: ['12h', '24h', '48h', '72h', 'other'],
  virtual_goods_status: FLAG,
  game_id_belongs: ['1', '2'],
  frms_is_real_name: FLAG,
  user_info_mercht_usertype: ['1', '2'],
  user_info_id_type: ID_TYPES,
  passenger_idcard_type: ID_TYPES,
};

/** The documented keys that take no more than some values. */
const RULES: ReadonlyMap<string, ItemRule> = new Map([
  ['frms_client_chnl', clientProblem] as const,
  ...Object.entries(CHOICES).map(([key, choices]) => [key, choiceRule(choices)] as const),
  ...['user_info_dt_register', 'dt_arrive', 'dt_leave', 'dt_play'].map((key) => [key, timeProblem] as const),
  ...DAY_KEYS.map((key) => [key, dayProblem] as const),
  ...['frms_imei', 'frms_mac_addr'].map((key) => [key, lengthRule(40)] as const),
]);

/**
 * The risk parameters: an object (`RiskItem`), or JSON text of one, which is sent as it stands.
 *
 * Known keys with an impossible value are refused by name; what is missing is not, because LianLian's own
 * samples lack keys that its tables require.
 */
export function RiskItems(options?: FieldOptions): PropertyDecorator {
  return defineField(
    'riskItems',
    {
      schema: OBJECT_OR_TEXT,
      check: (value, property) => {
        const items = objectOf(value);
        if (items === undefined) return brokenRules.riskItem(property);
        // Text is sent as it stands: it loses nothing.
        const lost = typeof value === 'string' || isFlat(items) ? undefined : jsonProblem(items, property);
        return lost ?? itemsProblem(items, property);
      },
      encode: (value) => (typeof value === 'string' ? value : serialized(value)),
    },
    options,
  );
}

type Items = Readonly<Record<string, unknown>>;

function objectOf(value: unknown): Items | undefined {
  return plainObject(typeof value === 'string' ? parsedJson(value) : value);
}

function itemsProblem(items: Items, path: string): BrokenRule | undefined {
  for (const [key, value] of Object.entries(items)) {
    const problem = isBlank(value) ? undefined : itemProblem(key, value, `${path}.${key}`);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function itemProblem(key: string, value: unknown, path: string): BrokenRule | undefined {
  const rule = RULES.get(key);
  if (rule !== undefined) return rule(value, path);
  if (typeof value === 'string') return textProblem(value, path);
  return Array.isArray(value) ? listProblem(value, path) : undefined;
}

function choiceRule(choices: readonly string[]): ItemRule {
  return (value, path) =>
    choices.includes(scalarText(value)) ? undefined : brokenRules.choice(path, choices);
}

/** LianLian's demo programs send ` 16` and ` H5`: that is no reason to refuse a payment. */
function clientProblem(value: unknown, path: string): BrokenRule | undefined {
  const client = scalarText(value).trim();
  return CLIENTS.includes(client) || client === 'H5' ? undefined : brokenRules.choice(path, CLIENTS);
}

function timeProblem(value: unknown, path: string): BrokenRule | undefined {
  return types.isDate(value) || isLianlianTime(scalarText(value))
    ? undefined
    : brokenRules.lianlianTime(path);
}

function dayProblem(value: unknown, path: string): BrokenRule | undefined {
  const isDay = types.isDate(value) || isLianlianTime(`${scalarText(value)}000000`);
  return isDay ? undefined : brokenRules.day(path);
}

function lengthRule(maxLength: number): ItemRule {
  return (value, path) =>
    Array.isArray(value) ? listProblem(value, path) : textProblem(scalarText(value), path, maxLength);
}

/** Several tickets of one order travel as a list under `airline_list`, with known keys inside. */
function listProblem(list: readonly unknown[], path: string): BrokenRule | undefined {
  return list
    .map((entry, index) => {
      const items = plainObject(entry);
      return items === undefined ? undefined : itemsProblem(items, `${path}[${index}]`);
    })
    .find((problem) => problem !== undefined);
}

function scalarText(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

/** JSON text with every `Date` in China time. */
function serialized(value: unknown): string {
  if (isFlat(value)) return JSON.stringify(value);
  return JSON.stringify(value, function (this: Items, key: string, item: unknown) {
    // JSON.stringify has called toJSON already: the Date itself is on the holder
    const held = this[key];
    if (!types.isDate(held)) return item;
    const time = formatLianlianTime(held);
    return DAY_KEYS.includes(key) ? time.slice(0, 8) : time;
  });
}

/** Whether it holds texts and exact numbers alone, as most do: JSON loses nothing, and there is nothing to convert. */
function isFlat(value: unknown): boolean {
  if (!isJsonObject(value)) return false;
  return Object.values(value).every((item) => typeof item === 'string' || Number.isSafeInteger(item));
}

function plainObject(value: unknown): Items | undefined {
  return isJsonObject(value) ? value : undefined;
}
