import { fileURLToPath } from 'node:url';

import ts from 'typescript';
import { describe, expect, it } from 'vitest';

import { catalogue, rules, rulesOf } from './support/data.js';
import { definitions } from './support/definitions.js';
import { byId } from './support/titles.js';

const root = fileURLToPath(new URL('../../', import.meta.url));
const { options, fileNames } = ts.parseJsonConfigFileContent(
  ts.readConfigFile(`${root}tsconfig.json`, ts.sys.readFile).config,
  ts.sys,
  root,
);
const files = fileNames.filter((name) => /\/lib\/(apis|notifications\/model)\//.test(name));
const program = ts.createProgram(files, options);
const checker = program.getTypeChecker();

/** What the type of a field says. */
interface Values {
  /** What an editor completes. */
  readonly known: readonly string[];
  /** Whether any other text is of the type, too. */
  readonly open: boolean;
}

/** The fields of a class that have values of their own, by name. */
function valuesIn(className: string): ReadonlyMap<string, Values> {
  const declaration = program
    .getSourceFiles()
    .filter(({ fileName }) => files.includes(fileName))
    .flatMap(({ statements }) => statements.filter(ts.isClassDeclaration))
    .find(({ name }) => name?.text === className);
  if (declaration === undefined) throw new Error(`there is no class ${className}`);
  const fields = checker.getTypeAtLocation(declaration).getProperties();
  return new Map(
    fields
      // `state` and its like are ours.
      .filter(({ name }) => !['state', 'reason', 'kind', 'verified'].includes(name))
      .map((field): [string, Values] => [field.name, valuesOf(checker.getTypeOfSymbol(field))])
      .filter(([, { known }]) => known.length > 0),
  );
}

function valuesOf(type: ts.Type): Values {
  const parts = checker.getNonNullableType(type).isUnion()
    ? (checker.getNonNullableType(type) as ts.UnionType).types
    : [];
  return {
    known: parts.flatMap((part) => (part.isStringLiteral() ? [part.value] : [])).toSorted(),
    open: parts.some((part) => part.isIntersection()),
  };
}

/** The documented values of a response's fields: `ret_code` apart, whose meaning the `state` of a response tells. */
function documentedIn(id: string): ReadonlyMap<string, readonly string[]> {
  const { responseEnums = {}, labels = {} } = rulesOf(id);
  const labelled = Object.entries({ ...rules.$labels, ...labels }).map(
    ([name, values]): [string, readonly string[]] => [name.replace('response.', ''), Object.keys(values)],
  );
  return new Map([
    ...CURRENCY_FIELDS.map((name): [string, readonly string[]] => [name, catalogue.currencies]),
    ...repeatedIn(id),
    ...labelled,
    ...Object.entries(responseEnums).filter(([name]) => name !== 'ret_code'),
  ]);
}

const CURRENCY_FIELDS = ['currency_order', 'currency_settle', 'currency_pay'];

/** What a later step or a query repeats of the first step, in whose table alone its values are. */
function repeatedIn(id: string): readonly (readonly [string, readonly string[]])[] {
  return id.startsWith('exchange.')
    ? [['pay_type', rulesOf('exchange.apply').enums?.['pay_type'] ?? []]]
    : [];
}

const SIGN_TYPES = ['RSA', 'SHA256WITHRSA'];

function expectDocumented(className: string, documented: ReadonlyMap<string, readonly string[]>): void {
  for (const [name, { known, open }] of valuesIn(className)) {
    // One type for all of them.
    const values = name === 'sign_type' ? SIGN_TYPES : documented.get(name);
    expect([name, known]).toEqual([name, values?.toSorted()]);
    expect([name, open]).toEqual([name, true]);
  }
}

describe("the values that an editor completes are those of LianLian's documents", () => {
  const responses = definitions.flatMap(({ id, response }) =>
    response === undefined ? [] : [{ id, response }],
  );

  it.each(byId(responses))('%s: and any other text passes', (id, { response }) => {
    expectDocumented(response.name, documentedIn(id));
  });

  it.each(byId(responses))('%s: none is forgotten', (id, { response }) => {
    const { responseEnums = {} } = rulesOf(id);
    // Fields of a list's entries have a class of their own.
    const names = Object.keys(responseEnums).filter((name) => name !== 'ret_code' && !name.includes('.'));
    expect([...valuesIn(response.name).keys()]).toEqual(expect.arrayContaining(names));
  });

  it('in the entries of a list', () => {
    const values = rulesOf('card.list').responseEnums?.['agreement_list.card_type'];
    expect(valuesIn('BoundCard')).toEqual(
      new Map([['card_type', { known: values?.toSorted(), open: true }]]),
    );
  });

  it.each([
    [
      'PaymentNotification',
      'notifications.payment',
      ['result_pay', 'pay_type', 'id_type', 'sign_type', ...CURRENCY_FIELDS],
    ],
    ['RefundNotification', 'notifications.refund', ['sta_refund', 'sign_type']],
  ])('in a %s', (className, id, names) => {
    expectDocumented(className, documentedIn(id));
    expect([...valuesIn(className).keys()].toSorted()).toEqual(names.toSorted());
  });

  it('in a return, of whichever page', () => {
    const pages = definitions.filter(({ response }) => response === undefined).map(({ id }) => rulesOf(id));
    const documented = (name: string) =>
      [...new Set(pages.flatMap(({ responseEnums }) => responseEnums?.[name] ?? []))].toSorted();
    const names = ['result_pay', 'pay_type'];
    expectDocumented('VerifiedPaymentReturn', new Map(names.map((name) => [name, documented(name)])));
    expect([...valuesIn('VerifiedPaymentReturn').keys()].toSorted()).toEqual(
      [...names, 'sign_type'].toSorted(),
    );
  });

  it('for signatures', () => {
    const all = definitions.flatMap(({ id }) => rulesOf(id).responseEnums?.['sign_type'] ?? []);
    // The documents write SHA256withRSA in both ways.
    expect([...new Set(all.map((value) => value.toUpperCase()))].toSorted()).toEqual(SIGN_TYPES);
  });
});
