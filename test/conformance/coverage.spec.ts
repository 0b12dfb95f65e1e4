import { describe, expect, it } from 'vitest';

import { fieldsOf } from '../../lib/common/fields/field-registry.js';
import { catalogue, requestFields, responseFields, rulesOf } from './support/data.js';
import { type AnyDefinition, definitions, filledIn, variants } from './support/definitions.js';
import { RULE_TESTS } from './support/rule-tests.js';

/** Every API of LianLian's English documents, and of the demo programs that they lead to. */
const DOCUMENTED = [
  ...['aggregate.redirect', 'aggregate.direct', 'aggregate.query'],
  ...['easypay.webRedirect', 'easypay.h5Redirect', 'easypay.apply', 'easypay.verify', 'easypay.query'],
  ...['easypay.mobile', 'preauth.capture', 'preauth.cancel', 'preauth.query'],
  ...['card.bindApply', 'card.bindVerify', 'card.unbind', 'card.list', 'card.bin'],
  ...['onlineBanking.redirect', 'unified.create', 'refund.apply', 'refund.query'],
  ...['payout.apply', 'payout.confirm', 'payout.query', 'account.balance'],
  ...['banks.supported', 'banks.branches'],
  ...['mpay.bindApply', 'mpay.bindVerify', 'mpay.apply', 'mpay.verify', 'mpay.query', 'mpay.wallet'],
  ...['exchange.apply', 'exchange.verify', 'exchange.query', 'exchange.refund'],
];

/** Those without an entry of their own, and why. */
const WITHOUT_ENTRY: Readonly<Record<string, string>> = {
  'mpay.wallet': 'left out: what LianLian responds is known from one demo program alone',
  'exchange.refund': 'is refund.applyCrossBorder, whose address the notes of refund.apply name',
};

/** What the catalogue and the rules ask for, one name each, and whether the package and this test have it. */
type Items = readonly (readonly [name: string, held: boolean])[];

const apis = catalogue.apis.map(({ id }) => ({ id, api: definitions.find((entry) => entry.id === id) }));

const fields: Items = apis.flatMap(({ id, api }) => {
  const inRequest = new Set(api === undefined ? [] : [...fieldsOf(api.request).keys(), ...filledIn(api)]);
  const inResponse = new Set(api?.response === undefined ? [] : fieldsOf(api.response).keys());
  return [
    ...requestFields(id).map(({ name }) => [`${id}.${name}`, inRequest.has(name)] as const),
    ...responseFields(id).map(({ name }) => [`${id}.response.${name}`, inResponse.has(name)] as const),
  ];
});

const rules: Items = apis.flatMap(({ id, api }) =>
  Object.entries(rulesOf(id)).flatMap(([kind, rule]: [string, unknown]) =>
    entriesOf(rule).map((entry) => [`${id} ${kind} ${entry}`, isTested(api, kind)] as const),
  ),
);

/** A rule over several fields or values counts once for each. */
function entriesOf(rule: unknown): readonly string[] {
  return Array.isArray(rule) ? rule.map((entry) => JSON.stringify(entry)) : Object.keys(rule as object);
}

function isTested(api: AnyDefinition | undefined, kind: string): boolean {
  return api !== undefined && kind in RULE_TESTS;
}

function percent(items: Items): string {
  const held = items.filter(([, isHeld]) => isHeld).length;
  const share = Math.floor((held / items.length) * 1000) / 10;
  return `${String(share)} % (${String(held)} of ${String(items.length)})`;
}

describe('the catalogue', () => {
  it('has every documented API, but for those that say why not', () => {
    const listed = catalogue.apis.map(({ id }) => id);
    expect([...listed, ...Object.keys(WITHOUT_ENTRY)].toSorted()).toEqual(DOCUMENTED.toSorted());
    expect(variants.map(({ variant }) => variant.id)).toEqual(['refund.applyCrossBorder']);
  });

  it.each([
    ['APIs', apis.map(({ id, api }) => [id, api !== undefined] as const)],
    ['fields of requests and responses', fields],
    ['rules', rules],
  ] as const)(`%s: held in full`, (what, items) => {
    const missing = items.filter(([, isHeld]) => !isHeld).map(([name]) => name);
    console.log(`LianLian's ${what} held by this package: ${percent(items)}`);
    expect(missing).toEqual([]);
    expect(items.length).toBeGreaterThan(0);
  });
});
