import { expect } from 'vitest';

import { PAYOUT_RESULT } from '../../../lib/common/enums.js';
import { fieldsOf } from '../../../lib/common/fields/field-registry.js';
import { categoryOf, outcomeOf } from '../../../lib/common/codes/return-codes.js';
import { expectAccepted, expectRefused, problems } from './check.js';
import {
  type ApiRules,
  type CatalogueField,
  catalogueOf,
  type ItemField,
  requestFields,
  responseFields,
  rulesOf,
  type When,
} from './data.js';
import { type AnyDefinition, filledIn } from './definitions.js';
import {
  ASTRAL,
  completed,
  type Fields,
  formatSamples,
  fulfilling,
  holds,
  minimal,
  sampleOf,
  valuesOf,
  without,
} from './samples.js';

/** One test that a rule asks for. */
export interface RuleTest {
  readonly title: string;
  readonly run: () => void;
}

type TestsOfRule<Kind extends keyof ApiRules> = (
  api: AnyDefinition,
  rule: NonNullable<ApiRules[Kind]>,
) => readonly RuleTest[];

/** The tests of every kind of rule. A kind that is not here fails by name: see rules.spec.ts. */
export const RULE_TESTS: { readonly [Kind in keyof Required<ApiRules>]: TestsOfRule<Kind> } = {
  enums: (api, enums) =>
    Object.entries(enums).map(([name, values]) => ({
      title: `${name} is one of ${values.join(', ')}`,
      run: () => {
        if (name === 'sign_type') {
          expect(api.signTypes ?? ['RSA']).toEqual(values);
        } else if (filledIn(api).includes(name)) {
          expect(values).toContain(api.fixed?.[name]);
        } else {
          for (const value of values) expectAccepted(api, requestWith(api, name, value));
          for (const other of ['~', `${values[0] ?? ''}0`]) {
            expect(values).not.toContain(other);
            expectRefused(api, requestWith(api, name, other), name);
          }
        }
      },
    })),

  formats: (api, formats) =>
    Object.entries(formats).map(([name, format]) => ({
      title: `${name} has the format ${format}`,
      run: () => {
        if (filledIn(api).includes(name)) {
          expect([name, format]).toEqual([api.timestamped, 'time14']);
          return;
        }
        const { good, bad, wire } = formatSamples(format);
        const choices = valuesOf(api.id, name);
        const numbers = format === 'int' ? choices?.map(Number) : undefined;
        // Digits that begin with a zero are text alone: a number forgets it.
        const taken =
          fieldIn(api, name).type === 'string' && format === 'digits' ? good.filter(isText) : good;
        for (const value of choices === undefined ? taken : [...choices, ...(numbers ?? [])]) {
          expectAccepted(api, requestWith(api, name, value));
          expect(fieldsOf(api.request).get(name)?.encode(value)).toMatch(wire);
        }
        for (const value of bad) expectRefused(api, requestWith(api, name, value), name);
        if (format === 'id_no') idNumberRule(api, name);
      },
    })),

  ranges: (api, ranges) =>
    Object.entries(ranges).map(([name, [least, most]]) => ({
      title: `${name} is ${least} to ${most}`,
      run: () => {
        for (const value of [least, most]) expectAccepted(api, requestWith(api, name, value));
        expectRefused(api, requestWith(api, name, moved(least, -1n)), name);
        expectRefused(api, requestWith(api, name, moved(most, 1n)), name);
      },
    })),

  timeWindows: (api, windows) =>
    Object.keys(windows).map((name) => ({
      title: `${name} is the time of the call`,
      run: () => {
        expect(api.timestamped).toBe(name);
      },
    })),

  defaults: (api, defaults) =>
    Object.entries(defaults).map(([name, value]) => ({
      title: `${name} is left to LianLian's default`,
      run: () => {
        expect(filledIn(api)).not.toContain(name);
        expectAccepted(api, without(minimal(api), name));
        // A field that has to be sent is sent with LianLian's default.
        if (isRequired(api, name)) expect(Reflect.get(new api.request(), name)).toBe(value);
        // Some defaults are described rather than given.
        if (!value.includes(' ')) expectAccepted(api, requestWith(api, name, value));
      },
    })),

  required: (api, required) =>
    Object.keys(required).map((key) => ({
      title: `the correction of "${key}" is about a documented field`,
      run: () => {
        expectDocumented(api, key);
      },
    })),

  maxLength: (api, maxLength) =>
    Object.keys(maxLength).map((key) => ({
      title: `the corrected length of "${key}" is that of a documented field`,
      run: () => {
        expectDocumented(api, key);
      },
    })),

  fixed: (api, fixed) =>
    Object.entries(fixed).map(([name, value]) => ({
      title: `${name} is always ${value}`,
      run: () => {
        expect(api.fixed?.[name]).toBe(value);
      },
    })),

  requiredIf: (api, requirements) =>
    requirements.map(({ field, when }) => ({
      title: `${field} is required when ${inWords(when)}`,
      run: () => {
        const due = without(completed(api.id, fulfilling(api.id, when, minimal(api))), field);
        expectRefused(api, due, field);
        for (const [name, values] of Object.entries(when)) {
          const otherwise = completed(api.id, without({ ...due, ...negated(api, name, values) }, field));
          if (anyRequires(api, field, otherwise)) continue;
          expectAccepted(api, completed(api.id, without(otherwise, field)));
        }
      },
    })),

  oneOf: (api, groups) =>
    groups.map((names) => ({
      title: `one of ${names.join(', ')} is required`,
      run: () => {
        const none = without(minimal(api), ...names);
        const [first = '', ...others] = names;
        expectRefused(api, none, first, others);
        for (const name of names) expectAccepted(api, { ...none, [name]: sampleOf(api.id, name) });
      },
    })),

  together: (api, groups) =>
    groups.map((names) => ({
      title: `${names.join(' and ')} go together`,
      run: () => {
        const none = without(minimal(api), ...names);
        const all = Object.fromEntries(names.map((name) => [name, sampleOf(api.id, name)]));
        expectAccepted(api, none);
        expectAccepted(api, { ...none, ...all });
        for (const name of names) {
          const others = names.filter((other) => other !== name);
          expectRefused(api, { ...none, [name]: all[name] }, name, others);
        }
      },
    })),

  equal: (api, groups) =>
    groups.map((names) => ({
      title: `${names.join(' and ')} are the same`,
      run: () => {
        for (const name of names) {
          const others = names.filter((other) => other !== name);
          const [value = '', another] = valuesOf(api.id, name) ?? [];
          const same = requestWith(api, name, value);
          expectAccepted(api, same);
          expectRefused(api, { ...same, [name]: another }, name, others);
        }
      },
    })),

  exclusive: (api, groups) =>
    groups.map((names) => ({
      title: `${names.join(' and ')} exclude each other`,
      run: () => {
        const none = without(minimal(api), ...names);
        const [first = '', ...others] = names;
        const all = Object.fromEntries(names.map((name) => [name, sampleOf(api.id, name)]));
        for (const name of names) expectAccepted(api, { ...none, [name]: all[name] });
        expectRefused(api, { ...none, ...all }, first, others);
      },
    })),

  enumsIf: (api, limits) =>
    limits.map(({ field, values, when }) => ({
      title: `${field} is ${values.join(' or ')} when ${inWords(when)}`,
      run: () => {
        const under = fulfilling(api.id, when, minimal(api));
        for (const value of valuesOf(api.id, field) ?? []) {
          const fields = { ...under, [field]: value };
          if (values.includes(value)) expectAccepted(api, fields);
          else expectRefused(api, fields, field, Object.keys(when));
          for (const [name, expected] of Object.entries(when))
            expectAccepted(api, { ...fields, ...negated(api, name, expected) });
        }
      },
    })),

  ignoredIf: (api, ignored) =>
    ignored.map(({ fields, when }) => ({
      title: `${fields.join(', ')} may stand beside ${inWords(when)}`,
      run: () => {
        const all = Object.fromEntries(fields.map((name) => [name, sampleOf(api.id, name)]));
        expectAccepted(api, fulfilling(api.id, when, { ...minimal(api), ...all }));
        expectAccepted(api, without(fulfilling(api.id, when, minimal(api)), ...fields));
        // The payer's browser sees what a form has.
        if (api.response === undefined || api.ignoredBeside !== undefined)
          for (const name of Object.keys(when)) expect(api.ignoredBeside?.[name]).toEqual(fields);
      },
    })),

  otherEdition: (api, { enums = {}, ignoredIf = [], ...further }) => [
    {
      title: 'the other edition has only rules that this test knows',
      run: () => {
        expect(Object.keys(further)).toEqual(['source']);
      },
    },
    ...Object.entries(enums).map(([name, values]) => ({
      title: `${name} may be ${values.join(', ')}, as in another edition`,
      run: () => {
        for (const value of values) expectAccepted(api, requestWith(api, name, value));
      },
    })),
    ...RULE_TESTS.ignoredIf(api, ignoredIf),
  ],

  contextual: (api, sentences) => undecidable(api, sentences),

  responseEnums: (api, enums) =>
    Object.entries(enums)
      .filter(([name]) => isInResponse(api, name))
      .map(([name, values]) => ({
        title: `${name} of the response may be any value`,
        run: () => {
          for (const value of [...values, '?'])
            expectAccepted(responseClass(api), { ...sampleResponse(api), [name]: value });
        },
      })),

  responseEnumSources: (api, sources) =>
    Object.keys(sources).map((name) => ({
      title: `the source of ${name} is about a documented value`,
      run: () => {
        expect(rulesOf(api.id).responseEnums).toHaveProperty(name);
      },
    })),

  returnedWhen: (api, conditions) =>
    Object.keys(conditions)
      .filter((name) => isInResponse(api, name) && !isRequiredInResponse(api, name))
      .map((name) => ({
        title: `${name} may be absent from the response`,
        run: () => {
          expectAccepted(responseClass(api), without(sampleResponse(api), name));
        },
      })),

  additionalResponse: (api, fields) =>
    fields.map(({ name }) => ({
      title: `${name} is in the response too`,
      run: () => {
        expect([...fieldsOf(responseClass(api).request).keys()]).toContain(name);
      },
    })),

  aliases: (api, names) =>
    Object.entries(names).flatMap(([name, aliases]) =>
      aliases.map((alias) => ({
        title: `${name} of the response may be spelt ${alias}`,
        run: () => {
          expect(completedResponse(api, { [alias]: '1.00' })).toMatchObject({ [name]: '1.00' });
          expect(completedResponse(api, { [alias]: '1.00' })).not.toHaveProperty(alias);
          expect(completedResponse(api, { [alias]: '1.00', [name]: '2.00' })).toMatchObject({
            [name]: '2.00',
          });
        },
      })),
    ),

  responseItems: (api, lists) =>
    Object.entries(lists).flatMap(([list, items]) => {
      const entry = itemSample(items);
      const withEntry = (changed: Fields) => ({ ...sampleResponse(api), [list]: [entry, changed] });
      return [
        {
          title: `the entries of ${list} have the documented fields`,
          run: () => {
            expect(items.map(({ name }) => name)).toEqual(fieldOf(api, list).items);
            expectAccepted(responseClass(api), withEntry(entry));
            expectEntryRefused(api, withEntry({ ...entry, further: '1' }), list, 'further');
          },
        },
        ...items.flatMap(({ name, required, maxLength }) => [
          {
            title: `${name} of ${list} is ${required ? 'required' : 'optional'}`,
            run: () => {
              const changed = withEntry(without(entry, name));
              if (required) expectEntryRefused(api, changed, list, name);
              else expectAccepted(responseClass(api), changed);
            },
          },
          {
            title: `${name} of ${list} has at most ${String(maxLength ?? 'any number of')} characters`,
            run: () => {
              if (maxLength === undefined) {
                expectAccepted(responseClass(api), withEntry({ ...entry, [name]: ASTRAL.repeat(2_000) }));
                return;
              }
              const longest = ASTRAL.repeat(maxLength);
              expectAccepted(responseClass(api), withEntry({ ...entry, [name]: longest }));
              expectEntryRefused(api, withEntry({ ...entry, [name]: longest + ASTRAL }), list, name);
            },
          },
        ]),
      ];
    }),

  outcome: (api, outcomes) =>
    outcomes.map(({ when, means }) => ({
      title: `${inWords(when)} means ${means}`,
      run: () => {
        if (means.startsWith('unknown')) {
          const codes = when['ret_code'];
          if (!Array.isArray(codes)) throw new Error(`${api.id} has an open outcome that no code tells`);
          for (const code of codes as string[])
            expect([code, outcomeIn(api, code)]).toEqual([code, 'unknown']);
          return;
        }
        const values = Object.entries(when).flatMap(([name, value]) =>
          value === null ? [] : [[name, value === true ? 'a token' : value[0]]],
        );
        const response = stateOf(api, Object.fromEntries(values) as Fields, { pay_type: 'M' });
        expect(response.state).toBe(stateMeant(means));
      },
    })),

  labels: (api, labels) =>
    Object.entries(labels)
      .filter(([key]) => !key.startsWith('syncNotification.'))
      .map(([key, values]) => ({
        title: `every labelled value of ${key} is taken`,
        run: () => {
          const name = key.replace('response.', '');
          for (const value of Object.keys(values)) {
            if (valuesOf(api.id, key) !== undefined) expectAccepted(api, requestWith(api, name, value));
            else expectAccepted(responseClass(api), responseWith(api, name, value));
          }
        },
      })),

  // How it is encrypted is held in envelope.spec.ts.
  envelope: (api, field) => [
    {
      title: `the request travels encrypted, as ${field}`,
      run: () => {
        expect(api.encrypted).toBe(field === 'pay_load');
        expect(catalogueOf(api.id).envelope).toBe(field);
      },
    },
  ],

  contradictions: (api, sentences) => undecidable(api, sentences),
  limits: (api, sentences) => undecidable(api, sentences),
  retry: (api, sentences) => undecidable(api, [sentences].flat()),

  returnCodes: (api, codes) =>
    codes.map(({ code, category, recorded }) => ({
      title: `${code} is ${category}${recorded === null ? ', and says nothing of what LianLian kept' : ''}`,
      run: () => {
        expect(categoryOf(code, { api: api.id })).toBe(category);
        if (recorded === null) expect(outcomeIn(api, code)).toBe('unknown');
        // A confirmation that was lost, and is sent again, is refused although it was taken.
        if (api.id === 'payout.confirm' && code !== '0000') expect(outcomeIn(api, code)).toBe('unknown');
      },
    })),

  final: (api, ends) =>
    Object.entries(ends).map(([end, values]) => ({
      title: `${values.join(', ')}: ${end}`,
      run: () => {
        for (const result_pay of values) {
          const response = stateOf(
            api,
            { ret_code: '0000', result_pay, no_order: 'p-1' },
            { no_order: 'p-1' },
          );
          expect([result_pay, response.state === 'paid']).toEqual([result_pay, end === 'paid']);
          expect([result_pay, response.final]).toEqual([result_pay, end !== 'open']);
        }
        expect(Object.values(ends).flat().toSorted()).toEqual(Object.values(PAYOUT_RESULT).toSorted());
      },
    })),
};

/** Sentences for people: what they say is not decided from a request, so nothing is refused for it. */
function undecidable(api: AnyDefinition, sentences: readonly string[]): readonly RuleTest[] {
  return sentences.map((sentence) => ({
    title: `not decidable from the request, so not refused: ${sentence}`,
    run: () => {
      expectAccepted(api, minimal(api));
    },
  }));
}

/** A response as its API completes it. */
function stateOf(api: AnyDefinition, fields: Fields, request: Fields): { state: unknown; final: unknown } {
  const response = completedResponse(api, fields, request);
  return { state: Reflect.get(response, 'state'), final: Reflect.get(response, 'final') };
}

function completedResponse(api: AnyDefinition, fields: Fields, request: Fields = {}): object {
  const response = Object.assign(new (responseClass(api).request)(), fields);
  // Of the API's own response class, which is no type that all of them share.
  const complete = Reflect.get(api, 'complete') as (response: object, request: object) => void;
  complete(response, request);
  return response;
}

/** What is known of a call that LianLian answered with a code which is no response. */
function outcomeIn({ id }: AnyDefinition, ret_code: string): string {
  return outcomeOf(categoryOf(ret_code, { api: id }), { ret_code, api: id });
}

/** The smallest request with that field, and what the rules then require. */
export function requestWith(api: AnyDefinition, name: string, value: unknown): Fields {
  const equal = (rulesOf(api.id).equal ?? []).filter((names) => names.includes(name)).flat();
  const values: Fields = Object.fromEntries([name, ...equal].map((each) => [each, value]));
  // There is no fraction of a yen.
  if (value === 'JPY') values['money_order'] = '500';
  return completed(api.id, { ...minimal(api), ...values });
}

/** A response with every documented field. */
export function sampleResponse(api: AnyDefinition): Fields {
  return Object.fromEntries(
    responseFields(api.id).map(({ name, type, maxLength }) => [
      name,
      type === 'list' ? [itemSample(itemsOf(api, name))] : 'answered'.slice(0, maxLength),
    ]),
  );
}

/** A response with that value of a field, which may be one of a list's entries. */
function responseWith(api: AnyDefinition, name: string, value: string): Fields {
  if (isInResponse(api, name)) return { ...sampleResponse(api), [name]: value };
  const lists = responseFields(api.id).filter(({ items }) => items?.includes(name) === true);
  expect(lists, `${name} is a field of the response or of a list in it`).not.toEqual([]);
  const entries = lists.map((list): [string, unknown] => [
    list.name,
    [{ ...itemSample(itemsOf(api, list.name)), [name]: value }],
  ]);
  return { ...sampleResponse(api), ...Object.fromEntries(entries) };
}

function itemSample(items: readonly ItemField[]): Fields {
  return Object.fromEntries(items.map(({ name, maxLength }) => [name, 'listed'.slice(0, maxLength)]));
}

function itemsOf(api: AnyDefinition, list: string): readonly ItemField[] {
  const items = rulesOf(api.id).responseItems?.[list];
  if (items === undefined) throw new Error(`rules.json does not describe the entries of ${list}`);
  return items;
}

function fieldOf(api: AnyDefinition, name: string): CatalogueField {
  const found = responseFields(api.id).find((field) => field.name === name);
  if (found === undefined) throw new Error(`the response of ${api.id} has no ${name}`);
  return found;
}

/** Refused for the second entry of the list, in a sentence that names the entry's field. */
function expectEntryRefused(api: AnyDefinition, fields: Fields, list: string, name: string): void {
  const [problem] = problems(responseClass(api), fields);
  expect(problem?.property).toBe(list);
  expect(problem?.message).toContain(`${list}[1]: ${name} `);
}

/** The response's class, to be checked like a request's. */
export function responseClass(api: AnyDefinition): { request: AnyDefinition['request'] } {
  if (api.response === undefined) throw new Error(`${api.id} has no response`);
  return { request: api.response };
}

/** ID cards have 15 or 18 characters: the only document of aggregate.*, the default of the others. */
function idNumberRule(api: AnyDefinition, name: string): void {
  const hasType = requestFields(api.id).some((field) => field.name === 'id_type');
  const passport = { ...requestWith(api, name, 'G12345678'), ...(hasType ? { id_type: '2' } : {}) };
  const takesPassports = valuesOf(api.id, 'id_type')?.includes('2') === true;
  if (api.id.startsWith('aggregate.') || !takesPassports) expectRefused(api, passport, name);
  else expectAccepted(api, passport);
  if (hasType) expectRefused(api, { ...passport, id_type: '0' }, name);
  if (!hasType || !isRequired(api, 'id_type')) expectRefused(api, without(passport, 'id_type'), name);
}

function isText(value: unknown): boolean {
  return typeof value === 'string';
}

function fieldIn(api: AnyDefinition, name: string): CatalogueField {
  const found = requestFields(api.id).find((field) => field.name === name);
  if (found === undefined) throw new Error(`${api.id} has no ${name}`);
  return found;
}

function isRequired(api: AnyDefinition, name: string): boolean {
  return requestFields(api.id).some((field) => field.name === name && field.required);
}

function isInResponse(api: AnyDefinition, name: string): boolean {
  return responseFields(api.id).some((field) => field.name === name);
}

function isRequiredInResponse(api: AnyDefinition, name: string): boolean {
  return responseFields(api.id).some((field) => field.name === name && field.required);
}

function expectDocumented(api: AnyDefinition, key: string): void {
  const { request, response = [] } = catalogueOf(api.id);
  const fields = key.startsWith('response.') ? response : request;
  expect(fields.map(({ name }) => name)).toContain(key.replace('response.', ''));
}

/** The condition on one field, turned into its opposite. */
function negated(api: AnyDefinition, name: string, values: When[string]): Fields {
  if (values === null) return { [name]: sampleOf(api.id, name) };
  const other = valuesOf(api.id, name)?.find((value) => values !== true && !values.includes(value));
  return { [name]: other };
}

function anyRequires(api: AnyDefinition, field: string, fields: Fields): boolean {
  return (rulesOf(api.id).requiredIf ?? []).some((rule) => rule.field === field && holds(rule.when, fields));
}

function moved(yuan: string, byFen: bigint): string {
  const fen = (BigInt(yuan.replace('.', '')) + byFen).toString().padStart(3, '0');
  return `${fen.slice(0, -2)}.${fen.slice(-2)}`;
}

function stateMeant(means: string): string {
  if (means.includes('not proof of payment')) return 'processing';
  if (means.startsWith('taken')) return 'accepted';
  if (means.startsWith('under review')) return 'needs-confirmation';
  if (means.includes('SMS')) return 'sms-sent';
  return /^(paid|processing|authorized|undecided)/.exec(means)?.[0] ?? means;
}

function inWords(when: When): string {
  return Object.entries(when)
    .map(([name, values]) => {
      if (values === null) return `${name} is absent`;
      return values === true ? name : `${name} is ${values.join(' or ')}`;
    })
    .join(' and ');
}
