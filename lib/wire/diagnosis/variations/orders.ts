import { byByte, type Entry, pair } from '../recipe.js';
import { ordering, type Variation } from '../variation.js';

type Compare = (a: Entry, b: Entry) => number;

const ORDERS: readonly (readonly [how: string, compare: Compare])[] = [
  ['without regard to case', (a, b) => byByte(a.name.toLowerCase(), b.name.toLowerCase())],
  ['as capital letters', (a, b) => byByte(a.name.toUpperCase(), b.name.toUpperCase())],
  ['by the rules of a language (localeCompare)', (a, b) => a.name.localeCompare(b.name, 'en')],
  [
    'by the rules of a language, numbers by value',
    (a, b) => a.name.localeCompare(b.name, 'en', { numeric: true }),
  ],
  ['with name=value as one text', (a, b) => byByte(pair(a), pair(b))],
  ['without the underscores', (a, b) => byByte(a.name.replaceAll('_', ''), b.name.replaceAll('_', ''))],
  ['by length', (a, b) => a.name.length - b.name.length || byByte(a.name, b.name)],
  ['by length', (a, b) => a.name.length - b.name.length],
  ['by value', (a, b) => byByte(a.value ?? '', b.value ?? '')],
  ['with sign_type at the end', (a, b) => Number(isType(a)) - Number(isType(b)) || byByte(a.name, b.name)],
  ['with oid_partner first', (a, b) => Number(isPartner(b)) - Number(isPartner(a)) || byByte(a.name, b.name)],
];

/** Fields in another order. */
export function orderVariations(): Variation[] {
  return [
    ordering(
      { cause: 'sorted-wrongly', how: 'not at all: in the order in which they were sent' },
      (entries) => [...entries],
    ),
    ordering({ cause: 'sorted-wrongly', how: 'in reverse' }, (entries) =>
      entries.toSorted((a, b) => byByte(b.name, a.name)),
    ),
    ordering(
      { cause: 'sorted-wrongly', how: 'not at all: in reverse of the order in which they were sent' },
      (entries) => entries.toReversed(),
    ),
    ...ORDERS.map(([how, compare]) =>
      ordering({ cause: 'sorted-wrongly', how }, (entries) => entries.toSorted(compare)),
    ),
  ];
}

function isType({ name }: Entry): boolean {
  return name === 'sign_type';
}

function isPartner({ name }: Entry): boolean {
  return name === 'oid_partner';
}
