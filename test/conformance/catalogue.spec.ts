import { describe, expect, it } from 'vitest';

import { DEFINITIONS, SDK_DEFINITIONS } from '../../lib/apis/definitions.js';
import { API_IDS } from '../../lib/common/api-ids.js';
import { isQuery } from '../../lib/common/api-uses.js';
import { fieldsOf } from '../../lib/common/fields/field-registry.js';
import { expectAccepted, expectRefused, problems } from './support/check.js';
import { catalogueOf, requestFields, rulesOf } from './support/data.js';
import { type AnyDefinition, definitions, filledIn, variants } from './support/definitions.js';
import { byId, limited, named } from './support/titles.js';
import { valueOfLength } from './support/lengths.js';
import { callerFields, completed, minimal, sampleOf, valuesOf, without } from './support/samples.js';

describe('the definitions', () => {
  it('are those of the APIs that the options name', () => {
    expect(Object.keys(DEFINITIONS).sort()).toEqual([...API_IDS].sort());
  });

  it.each(Object.entries({ ...DEFINITIONS, ...SDK_DEFINITIONS }))('%s goes by that id itself', (id, api) => {
    expect(api.id).toBe(id);
  });

  it.each(variants)('$variant.id is $of.id at an address that the notes name', ({ of, variant }) => {
    expect(variant).toEqual({ ...of, id: variant.id, endpoint: variant.endpoint });
    expect(catalogueOf(of.id).notes?.join()).toContain(variant.endpoint);
    expect(variant.endpoint).not.toBe(of.endpoint);
  });
});

describe.each(byId(definitions))('%s', (_id, api) => {
  const { id } = api;
  const entry = catalogueOf(id);

  it(`${id}: title and endpoint are LianLian's`, () => {
    expect(api.title).toBe(entry.title);
    // An app has no address.
    expect(api.endpoint ?? '').toBe(entry.endpoint);
  });

  it(`${id}: transport is ${entry.transport}`, () => {
    expect(transportOf(api)).toBe(entry.transport);
  });

  it(`${id}: only a query is marked as one`, () => {
    expect(isQuery(api.id)).toBe(/query/i.test(entry.title));
  });

  it(`${id}: ret_codes that are responses`, () => {
    const { responseEnums, outcome = [] } = rulesOf(id);
    // What leaves the outcome open is thrown.
    const responses = outcome.filter(({ means }) => !means.startsWith('unknown'));
    const codes = [responseEnums?.['ret_code'], ...responses.map(({ when }) => when['ret_code'])];
    const documented = codes.flatMap((values) => (Array.isArray(values) ? (values as string[]) : []));
    expect(new Set(['0000', ...(api.responseCodes ?? [])])).toEqual(new Set(['0000', ...documented]));
  });

  it(`${id}: fields of the response outside the signature`, () => {
    expect(api.unsignedResponseFields ?? []).toEqual(entry.unsignedResponseFields ?? []);
    expect(Object.keys(entry.unsignedSources ?? {})).toEqual(entry.unsignedResponseFields ?? []);
  });

  it(`${id}: the fields of the request are the documented ones`, () => {
    const ours = [...fieldsOf(api.request).keys(), ...filledIn(api)];
    expect(ours.sort()).toEqual(entry.request.map(({ name }) => name).sort());
  });

  it(`${id}: fixed values are the documented ones`, () => {
    const fixed = entry.request.flatMap((field) =>
      field.fixed === undefined ? [] : [[field.name, field.fixed]],
    );
    const documented = Object.fromEntries(fixed);
    expect(api.fixed ?? {}).toMatchObject(documented);
    // Where the documents do not agree on one, it is one of theirs.
    for (const [name, value] of Object.entries(api.fixed ?? {})) {
      if (!(name in documented)) expect(rulesOf(id).enums?.[name]).toContain(value);
    }
  });

  it.each(filledIn(api))(`${id}: %s is not the caller's to set`, (name) => {
    expectRefused(api, { ...minimal(api), [name]: '1' }, name);
  });

  it(`${id}: a misspelt field is refused`, () => {
    expectRefused(api, { ...minimal(api), no_oder: '1' }, 'no_oder');
  });

  it(`${id}: the smallest request passes`, () => {
    expectAccepted(api, minimal(api));
  });

  it.each(named(callerFields(api)))(`${id}: %s is taken`, (name) => {
    const names = problems(api, completed(id, { ...minimal(api), [name]: sampleOf(id, name) }));
    expect(names).toEqual([]);
  });

  it.each(named(callerFields(api).filter(({ required }) => required)))(`${id}: %s is required`, (name) => {
    const spec = fieldsOf(api.request).get(name);
    const hasDefault = Reflect.get(new api.request(), name) !== undefined;
    if (name === 'oid_partner' || spec?.option !== undefined || hasDefault) {
      // The merchant, what its options stand in for, and LianLian's defaults: the wire test holds them.
      expectAccepted(api, without(minimal(api), name));
      return;
    }
    expectRefused(api, without(minimal(api), name), name);
    for (const blank of ['', '   ', null]) expectRefused(api, { ...minimal(api), [name]: blank }, name);
  });

  it.each(named(callerFields(api).filter(({ name }) => minimal(api)[name] === undefined)))(
    `${id}: %s is optional, and blank is absent`,
    (name) => {
      for (const blank of ['', '   ', null, undefined])
        expectAccepted(api, { ...minimal(api), [name]: blank });
    },
  );

  it.each(named(callerFields(api).filter(({ type }) => type === 'string')))(
    `${id}: %s refuses a number`,
    (name) => {
      expectRefused(api, completed(id, { ...minimal(api), [name]: 1234567 }), name);
    },
  );

  it.each(limited(callerFields(api)))(`${id}: %s has at most %i characters`, (name, maxLength) => {
    const longest = valueOfLength(id, name, maxLength);
    const choices = valuesOf(id, name);
    for (const choice of choices ?? []) expect(choice.length).toBeLessThanOrEqual(maxLength);
    if (choices === undefined) expectAccepted(api, completed(id, { ...minimal(api), [name]: longest }));
    const longer = valueOfLength(id, name, maxLength + 1);
    expectRefused(api, completed(id, { ...minimal(api), [name]: longer }), name);
  });

  it.each(named(requestFields(id)))(`${id}: %s has a type that this test knows`, (_name, { type }) => {
    expect(['string', 'int']).toContain(type);
  });
});

/** How a request travels, in the catalogue's words. */
function transportOf({ response, endpoint, envelope }: AnyDefinition): string {
  if (response !== undefined) return 'json';
  if (endpoint === undefined) return 'sdk';
  return envelope === undefined ? 'form' : `form:${envelope}`;
}
