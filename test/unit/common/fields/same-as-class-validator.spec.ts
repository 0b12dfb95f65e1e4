import { getMetadataStorage, validateSync } from 'class-validator';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { Amount } from '../../../../lib/common/fields/amount.js';
import { Excludes, OneOf, RequiredWhen, Together } from '../../../../lib/common/fields/conditions.js';
import { fieldsOf, rulesOf } from '../../../../lib/common/fields/field-registry.js';
import { RiskItems } from '../../../../lib/common/fields/risk-items.js';
import { Choice, Text } from '../../../../lib/common/fields/text-fields.js';
import { toRequest, violationsOf } from '../../../../lib/common/fields/validate-request.js';
import { LianlianMessage } from '../../../../lib/common/fields/lianlian-message.js';
import { definitions } from '../../../conformance/support/definitions.js';
import { byId } from '../../../conformance/support/titles.js';

type RequestClass = new () => LianlianMessage;

/** One problem, with the name of the rule that has it. */
interface Said {
  readonly property: string;
  readonly constraint: string;
  readonly message: string;
}

/** What class-validator says of an instance: it reads the same decorators from metadata of its own. */
function saidByClassValidator(request: object): Said[] {
  return validateSync(request, { forbidUnknownValues: false }).flatMap(({ property, constraints = {} }) =>
    Object.entries(constraints).map(([constraint, message]) => ({ property, constraint, message })),
  );
}

/** Both say the same in the same order, of the rules by the same names; class-validator says it of known fields. */
function expectAgreement(request: LianlianMessage): void {
  const said = saidByClassValidator(request);
  const target = request.constructor as RequestClass;
  const known = fieldsOf(target);
  const violations = violationsOf(request);
  expect(
    violations
      .filter(({ property }) => known.has(property))
      .map(({ property, message }) => ({ property, message })),
  ).toEqual(said.map(({ property, message }) => ({ property, message })));
  for (const { property, constraint, message } of said) {
    const named = rulesOf(target)
      .get(property)
      ?.filter(({ name }) => name === constraint);
    const value: unknown = Reflect.get(request, property);
    expect(named?.map(({ check }) => check(value, property, request)?.message)).toContain(message);
  }
  const unknown = Object.keys(request).filter((name) => !known.has(name));
  expect(violations.map(({ property }) => property).filter((name) => !known.has(name))).toEqual(unknown);
}

const cyclic: Record<string, unknown> = {};
cyclic['self'] = cyclic;

/** Values of every kind that some rule takes, refuses, or leaves to another field's rule. */
const ordinary = [
  ...[undefined, null, '', ' ', 0, 1, true, NaN, [], {}, '\ud800', '羽毛球', '𠮷'.repeat(41)],
  ...['49.95', '0', '1000', '201304121000001004', '20170801225714', '13958069593', 'x'.repeat(2000)],
  ...['Y', 'W', 'N', 'D', 'F', '0', '1', '2', '10', '109001', 'https://shop.example/n', 'ff5001'],
  ...['122.11.37.211', '::1', '{"a":1}', new Date(0), new Date(NaN), 'a^0^1.00^d', [null]],
  [{ account: 'a', type: '0', amount: '1.00', description: 'd' }],
];

/** What only somebody who means harm sends, or a shop by mistake. */
const hostile = [
  ...[10n, Symbol('s'), () => 'x', Infinity, -0, cyclic, Object.create(null) as object, new Map([['a', 1]])],
  ...[JSON.parse('{"__proto__":{"a":1},"constructor":"x"}') as object, Promise.resolve('x'), new String('x')],
  ...[
    '\0',
    '\u202e49.95',
    '４９.９５',
    '1e3',
    '+1',
    '1.',
    '.5',
    ' 49.95',
    '49.95\n',
    '-0.01',
    '100000000.01',
  ],
  ...['javascript:alert(1)', 'https://', '1.1.1.1, 2.2.2.2', '00000000000000', '20170230000000', '{', '[]'],
  ...['a^0^1.00^d|'.repeat(4), 'a^2^1.00^d', '$value $property $target $constraint1', Buffer.from('x')],
  ...[{ frms_client_chnl: '99', dt_play: 'x' }, '{"frms_is_real_name":"2"}', { toJSON: 1 }, new Set(['x'])],
  [{ account: { toString: 1 }, type: [], amount: {}, description: cyclic }],
];

const value = fc.oneof(
  fc.constantFrom<unknown>(...ordinary),
  fc.constantFrom<unknown>(...hostile),
  fc.string(),
  fc.integer(),
);

/** Requests of a class with some of its fields, in any order, and now and then one that it does not have. */
function requestsOf(target: RequestClass): fc.Arbitrary<LianlianMessage> {
  const names = [...fieldsOf(target).keys()];
  const name = fc.oneof(
    { weight: 20, arbitrary: fc.constantFrom(...names) },
    {
      weight: 1,
      arbitrary: fc.constantFrom('__proto__', 'hasOwnProperty', 'no_Order', '$value'),
    },
  );
  const fields = fc.array(fc.tuple(name, value), { maxLength: names.length });
  return fields.map((entries) => toRequest(target, Object.fromEntries(entries)));
}

/** Rules of every sort, some of one name. */
const RULES: Readonly<Record<string, () => PropertyDecorator>> = {
  short: () => Text(3),
  optional: () => Text(5, { optional: true }),
  choice: () => Choice(['x', 'y'], { optional: true }),
  amount: () => Amount(),
  risk: () => RiskItems({ optional: true }),
  needed: () => RequiredWhen({ first: ['x'] }),
  neededToo: () => RequiredWhen({ second: ['x', 'y'], first: null }),
  together: () => Together('second'),
  excludes: () => Excludes('third'),
  oneOf: () => OneOf('first', 'second'),
};
const PROPERTIES = ['first', 'second', 'third'];

/** Each level of a line of heirs: the rules that it gives to some of the properties. */
const lineage = fc.array(
  fc.array(
    fc.tuple(
      fc.constantFrom(...PROPERTIES),
      fc.array(fc.constantFrom(...Object.keys(RULES)), { maxLength: 3 }),
    ),
    { maxLength: 3 },
  ),
  { minLength: 1, maxLength: 4 },
);

/** The last heir of a line of classes that are declared one after the other. All properties are fields of the first. */
function lastHeir(levels: readonly (readonly (readonly [string, readonly string[]])[])[]): RequestClass {
  return levels.reduce<RequestClass>((Base, properties) => {
    class Heir extends Base {}
    for (const [property, rules] of properties) {
      for (const rule of rules) RULES[rule]?.()(Heir.prototype, property);
    }
    return Heir;
  }, lineFounder());
}

function lineFounder(): RequestClass {
  class Founder extends LianlianMessage {}
  for (const property of PROPERTIES) Text(5, { optional: true })(Founder.prototype, property);
  return Founder;
}

describe('what is wrong with a request, next to what class-validator says', () => {
  it.each(byId(definitions))('%s: the same sentences in the same order', (_id, { request }) => {
    fc.assert(
      fc.property(requestsOf(request), (instance) => {
        expectAgreement(instance);
      }),
      { numRuns: 300 },
    );
  });

  it.each(byId(definitions))('%s: the rules by the same names', (_id, { request }) => {
    const ours = [...rulesOf(request)].flatMap(([property, rules]) =>
      rules.map(({ name }) => `${property}: ${name}`),
    );
    const theirs = getMetadataStorage()
      .getTargetValidationMetadatas(request, '', false, false)
      .map(({ propertyName, name }) => `${propertyName}: ${String(name)}`);
    expect(ours.toSorted()).toEqual(theirs.toSorted());
  });

  it('agrees on whatever heirs make of inherited fields', () => {
    const values = fc.record(Object.fromEntries(PROPERTIES.map((name) => [name, value])), {
      requiredKeys: [],
    });
    fc.assert(
      fc.property(lineage, fc.array(values, { minLength: 1, maxLength: 3 }), (levels, requests) => {
        const target = lastHeir(levels);
        for (const fields of requests) expectAgreement(toRequest(target, fields));
      }),
      { numRuns: 300 },
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
      expectAgreement(instance);
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
