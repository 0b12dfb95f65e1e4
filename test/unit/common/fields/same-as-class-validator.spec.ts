import { validateSync } from 'class-validator';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { RequiredWhen } from '../../../../lib/common/fields/conditions.js';
import { fieldsOf } from '../../../../lib/common/fields/field-registry.js';
import { Choice, Text } from '../../../../lib/common/fields/text-fields.js';
import { toRequest, violationsOf } from '../../../../lib/common/fields/validate-request.js';
import { LianlianMessage } from '../../../../lib/common/lianlian-message.js';
import { definitions } from '../../../conformance/support/definitions.js';
import { byId } from '../../../conformance/support/titles.js';

type RequestClass = new () => LianlianMessage;

/** What class-validator says of an instance: it reads the same decorators from metadata of its own. */
function saidByClassValidator(request: object): unknown[] {
  return validateSync(request, { forbidUnknownValues: false }).flatMap((error) =>
    Object.values(error.constraints ?? {}).map((message) => ({ property: error.property, message })),
  );
}

/** Values of every kind that some rule takes, refuses, or leaves to another field's rule. */
const value = fc.oneof(
  fc.constantFrom<unknown>(
    undefined,
    null,
    '',
    ' ',
    0,
    1,
    true,
    NaN,
    [],
    {},
    '\ud800',
    '羽毛球',
    '𠮷'.repeat(41),
  ),
  fc.constantFrom<unknown>('49.95', '0', '1000', '201304121000001004', '20170801225714', '13958069593'),
  fc.constantFrom<unknown>('Y', 'W', 'N', 'D', 'F', '0', '1', '2', '10', '109001', 'https://shop.example/n'),
  fc.constantFrom<unknown>('122.11.37.211', '::1', '{"a":1}', 'x'.repeat(2000), new Date(0), new Date(NaN)),
  fc.constantFrom<unknown>([{ account: 'a', type: '0', amount: '1.00', description: 'd' }], 'a^0^1.00^d', [
    null,
  ]),
  fc.string(),
  fc.integer(),
);

/** Requests of a class with some of its fields, in any order. */
function requestsOf(target: RequestClass): fc.Arbitrary<LianlianMessage> {
  const names = [...fieldsOf(target).keys()];
  const fields = fc.array(fc.tuple(fc.constantFrom(...names), value), { maxLength: names.length });
  return fields.map((entries) => toRequest(target, Object.fromEntries(entries)));
}

describe('what is wrong with a request, next to what class-validator says', () => {
  it.each(byId(definitions))('%s: the same sentences in the same order', (_id, { request }) => {
    fc.assert(
      fc.property(requestsOf(request), (instance) => {
        expect(violationsOf(instance)).toEqual(saidByClassValidator(instance));
      }),
      { numRuns: 200 },
    );
  });

  it('agrees on a field that a class declares anew, and on two rules of one name', () => {
    class Base extends LianlianMessage {
      @Text(3)
      first!: string;

      @Choice(['a', 'b'])
      second!: string;
    }
    class Heir extends Base {
      @RequiredWhen({ second: ['a'] })
      @RequiredWhen({ second: ['a', 'b'] })
      declare first: string;
    }
    const said = [{}, { first: 'long' }, { second: 'a' }, { second: 'b' }, { second: 'c' }].map((fields) => {
      const instance = toRequest(Heir, fields);
      expect(violationsOf(instance)).toEqual(saidByClassValidator(instance));
      return violationsOf(instance).map(({ property }) => property);
    });
    expect(said).toEqual([['second'], ['second'], ['first'], ['first'], ['second']]);
  });

  it.each(['constructor', '__proto__', 'toString'])('an unknown field called %s is only that', (name) => {
    class Probe extends LianlianMessage {
      @Text(3)
      known!: string;
    }
    const request: object = Object.fromEntries([[name, 'x']]);
    expect(violationsOf(toRequest(Probe, request)).map(({ property }) => property)).toEqual([name, 'known']);
  });

  it('sees a rule that is added after the first use of a class', () => {
    class Probe extends LianlianMessage {}
    expect(violationsOf(toRequest(Probe, { late: 'x' }))).toHaveLength(1);
    Text(3)(Probe.prototype, 'late');
    expect(violationsOf(toRequest(Probe, { late: 'x' }))).toEqual([]);
    expect(violationsOf(toRequest(Probe, { late: 'long' }))).toHaveLength(1);
  });
});
