import { isBlank } from '../../common/blank.js';
import { both, NO_WORDS } from '../signature-diagnosis.js';
import type { MessageEntry } from '../message-entries.js';
import { LIANLIAN_RECIPE } from '../recipe.js';
import { picking, type Variation, writing } from '../variation.js';

/** What people write for a null. */
const NULLS = ['', 'null', 'None', 'undefined'];
const SIGN_TYPES = ['RSA', 'SHA256withRSA', 'MD5', 'rsa', 'SHA256WithRSA', 'sha256withrsa', 'RSA2', 'SHA256'];
/** More fields than any message has: leaving out two of them would be too many ways. */
const MOST_FIELDS_IN_PAIRS = 30;

/** Other fields signed than those that should be. */
export function fieldVariations(entries: readonly MessageEntry[]): Variation[] {
  return [...emptyFields(entries), ...ownSign(), ...signTypes(entries), ...leftOut(entries)];
}

function emptyFields(entries: readonly MessageEntry[]): Variation[] {
  const empty = entries.filter(({ name, value }) => name !== 'sign' && isBlank(value));
  if (empty.length === 0) return [];
  const all = NULLS.flatMap((text) => [including(empty, text, false), including(empty, text, true)]);
  const texts = empty.filter(({ value }) => value !== null);
  const nulls = empty.filter(({ value }) => value === null);
  if (texts.length === 0 || nulls.length === 0) return all;
  return [...all, including(texts, '', false), ...NULLS.map((text) => including(nulls, text, false))];
}

function including(empty: readonly MessageEntry[], nullText: string, isTrimmed: boolean): Variation {
  const names = new Set(empty.map(({ name }) => name));
  const how =
    nullText === ''
      ? both('as name=', '以“名=”的形式')
      : both(`as name=, and null as ${nullText}`, `以“名=”的形式，null 写成 ${nullText}`);
  return picking({ cause: 'empty-fields-included', how, fields: [...names] }, (entries) =>
    entries
      .filter(({ name, value }) => name !== 'sign' && (names.has(name) || !isBlank(value)))
      .map(({ name, value }) => {
        if (value === null) return { name, value: nullText };
        return { name, value: isTrimmed && isBlank(value) ? '' : value };
      }),
  );
}

/** What `sign` holds before there is a signature. */
function ownSign(): Variation[] {
  return ['', 'null', 'None'].map((text) =>
    picking(
      { cause: 'sign-included', how: both(`as sign=${text}`, `以 sign=${text} 的形式`), fields: ['sign'] },
      (entries) => [...LIANLIAN_RECIPE.pick(entries), { name: 'sign', value: text }],
    ),
  );
}

function signTypes(entries: readonly MessageEntry[]): Variation[] {
  const sent = entries.find(({ name }) => name === 'sign_type')?.value;
  return SIGN_TYPES.filter((type) => type !== sent).map((type) =>
    isBlank(sent)
      ? picking(
          {
            cause: 'sign-type-changed',
            how: both(`with sign_type=${type}, which was not sent`, `sign_type=${type}，而报文里没有它`),
            fields: ['sign_type'],
          },
          (all) => [...LIANLIAN_RECIPE.pick(all), { name: 'sign_type', value: type }],
        )
      : writing(
          {
            cause: 'sign-type-changed',
            how: both(`with sign_type=${type}`, `sign_type=${type}`),
            fields: ['sign_type'],
          },
          (entry) => (entry.name === 'sign_type' ? { name: 'sign_type', value: type } : entry),
        ),
  );
}

function leftOut(entries: readonly MessageEntry[]): Variation[] {
  const names = LIANLIAN_RECIPE.pick(entries).map(({ name }) => name);
  const pairs =
    names.length > MOST_FIELDS_IN_PAIRS
      ? []
      : names.flatMap((name, index) => names.slice(index + 1).map((other) => [name, other]));
  return [...names.map((name) => [name]), ...pairs].map((fields) =>
    picking(
      {
        cause: 'field-left-out',
        how: NO_WORDS,
        fields,
        combines: fields.length === 1 && fields[0] === 'sign_type',
      },
      (all) => LIANLIAN_RECIPE.pick(all).filter(({ name }) => !fields.includes(name)),
    ),
  );
}
