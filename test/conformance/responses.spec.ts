import { describe, expect, it } from 'vitest';

import { fieldsOf } from '../../lib/common/fields/field-registry.js';
import { expectAccepted, expectRefused } from './support/check.js';
import { responseFields } from './support/data.js';
import { definitions } from './support/definitions.js';
import { responseClass, sampleResponse } from './support/rule-tests.js';
import { ASTRAL, without } from './support/samples.js';
import { byId } from './support/titles.js';

/** Responses are verified, not validated: their decorators are LianLian's tables in code. */
describe.each(byId(definitions.filter(({ response }) => response !== undefined)))('%s', (_id, api) => {
  const { id } = api;
  const response = responseClass(api);

  it(`${id}: the fields of the response are the documented ones`, () => {
    const documented = responseFields(id).map(({ name }) => name);
    expect([...fieldsOf(response.request).keys()].sort()).toEqual(documented.sort());
  });

  it(`${id}: a whole response passes`, () => {
    expectAccepted(response, sampleResponse(api));
  });

  for (const { name, type, required, maxLength } of responseFields(id)) {
    it(`${id}: ${name} of the response has a type that this test knows`, () => {
      expect(['string', 'list']).toContain(type);
    });

    it(`${id}: ${name} of the response is ${required ? 'required' : 'optional'}`, () => {
      if (required) expectRefused(response, without(sampleResponse(api), name), name);
      else expectAccepted(response, without(sampleResponse(api), name));
    });

    // The entries of a list: see the rule "responseItems".
    if (type === 'list') continue;
    it(`${id}: ${name} of the response has at most ${String(maxLength ?? 'any number of')} characters`, () => {
      const longest = ASTRAL.repeat(maxLength ?? 10_000);
      expectAccepted(response, { ...sampleResponse(api), [name]: longest });
      if (maxLength !== undefined) {
        expectRefused(response, { ...sampleResponse(api), [name]: longest + ASTRAL }, name);
      }
    });
  }
});
