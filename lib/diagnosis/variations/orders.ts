import { both, type Sentence } from '../signature-diagnosis.js';
import { byByte } from '../../wire/signature.js';
import type { MessageEntry } from '../message-entries.js';
import { nameAndValue } from '../recipe.js';
import { ordering, type Variation } from '../variation.js';

type Compare = (a: MessageEntry, b: MessageEntry) => number;

const ORDERS: readonly (readonly [how: Sentence, compare: Compare])[] = [
  [
    both('without regard to case', '不区分大小写'),
    (a, b) => byByte(a.name.toLowerCase(), b.name.toLowerCase()),
  ],
  [both('as capital letters', '按大写字母'), (a, b) => byByte(a.name.toUpperCase(), b.name.toUpperCase())],
  [
    both('by the rules of a language (localeCompare)', '按语言规则（localeCompare）'),
    (a, b) => a.name.localeCompare(b.name, 'en'),
  ],
  [
    both('by the rules of a language, numbers by value', '按语言规则，数字按数值'),
    (a, b) => a.name.localeCompare(b.name, 'en', { numeric: true }),
  ],
  [
    both('with name=value as one text', '把“名=值”当作一段文本'),
    (a, b) => byByte(nameAndValue(a), nameAndValue(b)),
  ],
  [
    both('without the underscores', '忽略下划线'),
    (a, b) => byByte(a.name.replaceAll('_', ''), b.name.replaceAll('_', '')),
  ],
  [both('by length', '按长度'), (a, b) => a.name.length - b.name.length || byByte(a.name, b.name)],
  [both('by length', '按长度'), (a, b) => a.name.length - b.name.length],
  [both('by value', '按值'), (a, b) => byByte(a.value ?? '', b.value ?? '')],
  [
    both('with sign_type at the end', 'sign_type 放在最后'),
    (a, b) => Number(isType(a)) - Number(isType(b)) || byByte(a.name, b.name),
  ],
  [
    both('with oid_partner first', 'oid_partner 放在最前'),
    (a, b) => Number(isPartner(b)) - Number(isPartner(a)) || byByte(a.name, b.name),
  ],
];

/** Fields in another order. */
export function orderVariations(): Variation[] {
  return [
    ordering(
      {
        cause: 'sorted-wrongly',
        how: both('not at all: in the order in which they were sent', '没有排序，按发送的顺序'),
      },
      (entries) => [...entries],
    ),
    ordering({ cause: 'sorted-wrongly', how: both('in reverse', '倒序') }, (entries) =>
      entries.toSorted((a, b) => byByte(b.name, a.name)),
    ),
    ordering(
      {
        cause: 'sorted-wrongly',
        how: both(
          'not at all: in reverse of the order in which they were sent',
          '没有排序，按发送顺序的倒序',
        ),
      },
      (entries) => entries.toReversed(),
    ),
    ...ORDERS.map(([how, compare]) =>
      ordering({ cause: 'sorted-wrongly', how }, (entries) => entries.toSorted(compare)),
    ),
  ];
}

function isType({ name }: MessageEntry): boolean {
  return name === 'sign_type';
}

function isPartner({ name }: MessageEntry): boolean {
  return name === 'oid_partner';
}
