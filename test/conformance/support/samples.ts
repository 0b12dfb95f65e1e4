import { type CatalogueField, requestFields, rulesOf, type When } from './data.js';
import { type AnyDefinition, filledIn } from './definitions.js';

export type Fields = Record<string, unknown>;

/** A character that is one code point and two UTF-16 units. */
export const ASTRAL = '𠮷';

/** What a format lets pass, what it refuses, and what goes over the wire. */
interface FormatSamples {
  readonly good: readonly unknown[];
  readonly bad: readonly unknown[];
  readonly wire: RegExp;
}

const RISK_TEXT = '{"frms_ware_category":"1009"}';

/** Samples of every format that an API of this package uses. */
export const FORMATS: Readonly<Record<string, FormatSamples>> = {
  amount: {
    good: ['49.95', '100', '0.1', '49.9500'],
    bad: [49.95, 4995n, '49.955', '1,000.00', '-1.00', 'abc', '4995分', '1e3', '.5', '05.00'],
    wire: /^\d+\.\d\d$/,
  },
  time14: {
    good: ['20170801225714', new Date('2017-08-01T14:57:14Z')],
    bad: [
      '20170230000000',
      '20170801246000',
      '2017-08-01 22:57:14',
      '20170801',
      20170801225714,
      new Date(NaN),
    ],
    wire: /^\d{14}$/,
  },
  digits18: {
    good: ['201304121000001004'],
    bad: ['20130412100000100', '2013041210000010041', '20130412100000100x', 201304121000001000],
    wire: /^\d{18}$/,
  },
  url: {
    good: ['https://shop.example/notify', 'http://localhost:3000/payments/notify?a=1'],
    bad: [
      'pay.example/hook',
      '/hook/path',
      '//pay.example',
      'ftp://pay.example',
      'https:///hook',
      'https:pay.example',
      'https://a b',
    ],
    wire: /^https?:\/\//,
  },
  ip_underscore: {
    good: ['122.11.37.211', '122_11_37_211', '::ffff:122.11.37.211', '10.20.30.40:80'],
    bad: ['localhost', '999.1.1.1', '10.20.30.40:x', '10.20.30.40, 10.0.0.1', '10.20.30'],
    wire: /^\d+_\d+_\d+_\d+$/,
  },
  int: {
    good: [10080, '10080', 0],
    bad: [1.5, '1.5', -1, '-1', 'ten', NaN, Infinity, '1e3', true],
    wire: /^\d+$/,
  },
  json: {
    good: [{ frms_ware_category: '1009', further: 1 }, RISK_TEXT, {}],
    bad: ['[]', '"text"', 'frms_ware_category=1009', [{}], 7, true],
    wire: /^\{.*\}$/,
  },
  sharing_data: {
    good: [[{ account: 'u-2', type: '0', amount: '1.00', description: 'share' }], 'u-2^0^1.00^share'],
    bad: ['u-2^0^1.00', [], [1], {}, 'text'],
    wire: /^[^|^]+\^[01]\^\d+\.\d\d\^[^|^]+$/,
  },
  id_no: {
    good: ['339005198901194918', '339005890119491'],
    bad: ['33900519890119491', '3390051989011949188', '3390058901194'],
    wire: /^(.{15}|.{18})$/,
  },
  hex6: {
    good: ['000000', 'ffffff', 'FF5001'],
    bad: ['abcde', '#ff500', 'gggggg', '1000000'],
    wire: /^[0-9a-f]{6}$/i,
  },
  digits: {
    good: ['0', '1', '10', '007', 0, 10],
    bad: ['-1', '1.5', 'ten', '1e3', -1, 1.5, NaN, true],
    wire: /^\d+$/,
  },
  china_phone: {
    good: ['13958069593'],
    bad: ['+44 20 7946 0958', '139-5806-9593', 'number one', 13958069593],
    wire: /^\d+$/,
  },
};

/** The samples of a format; a format that this test does not know fails by name. */
export function formatSamples(format: string): FormatSamples {
  const samples = FORMATS[format];
  if (samples === undefined) throw new Error(`the conformance test has no samples of the format ${format}`);
  return samples;
}

/** The documented values of a field of the request, of either edition. */
export function valuesOf(id: string, name: string): readonly string[] | undefined {
  const { enums, otherEdition } = rulesOf(id);
  const listed = enums?.[name];
  return listed === undefined ? undefined : [...listed, ...(otherEdition?.enums?.[name] ?? [])];
}

/** A value that the field takes. */
export function sampleOf(id: string, name: string): unknown {
  const [choice] = valuesOf(id, name) ?? [];
  if (choice !== undefined) return choice;
  const format = rulesOf(id).formats?.[name];
  if (format !== undefined) return formatSamples(format).good[0];
  return field(id, name).type === 'int' ? 1 : `sample of ${name}`.slice(0, field(id, name).maxLength);
}

/** The smallest request that the API takes. */
export function minimal(api: AnyDefinition): Fields {
  const names = callerFields(api).filter(({ required }) => required);
  return completed(api.id, Object.fromEntries(names.map(({ name }) => [name, sampleOf(api.id, name)])));
}

/** The fields, and those that the rules require beside them. */
export function completed(id: string, given: Fields): Fields {
  const { requiredIf = [], oneOf = [], together = [] } = rulesOf(id);
  const fields = { ...given };
  for (const { field: name, when } of requiredIf) {
    if (holds(when, fields)) fields[name] ??= sampleOf(id, name);
  }
  for (const [first = '', ...others] of oneOf) {
    if ([first, ...others].every((name) => fields[name] === undefined)) fields[first] = sampleOf(id, first);
  }
  for (const names of together) {
    if (names.some((name) => fields[name] !== undefined)) {
      for (const name of names) fields[name] ??= sampleOf(id, name);
    }
  }
  return fields;
}

export function without(fields: Fields, ...names: readonly string[]): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !names.includes(name)));
}

/** Fields under which the condition holds. */
export function fulfilling(id: string, when: When, fields: Fields): Fields {
  const absent = Object.keys(when).filter((name) => when[name] === null);
  const present = Object.entries(when).flatMap(([name, values]) => {
    if (values === null) return [];
    return [[name, values === true ? sampleOf(id, name) : values[0]] as const];
  });
  return { ...without(fields, ...absent), ...Object.fromEntries(present) };
}

export function holds(when: When, fields: Fields): boolean {
  return Object.entries(when).every(([name, values]) => {
    const value = fields[name];
    if (values === null) return value === undefined;
    return values === true ? value !== undefined : values.includes(String(value));
  });
}

/** The fields of the request that the caller decides. */
export function callerFields(api: AnyDefinition): readonly CatalogueField[] {
  return requestFields(api.id).filter(({ name }) => !filledIn(api).includes(name));
}

function field(id: string, name: string): CatalogueField {
  const found = requestFields(id).find((entry) => entry.name === name);
  if (found === undefined) throw new Error(`${id} has no field ${name}`);
  return found;
}
