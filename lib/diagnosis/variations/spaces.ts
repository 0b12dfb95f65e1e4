import { both, type Sentence } from '../signature-diagnosis.js';
import type { MessageEntry } from '../message-entries.js';
import { nameAndValue } from '../recipe.js';
import { joining, namesWhere, type Variation, writing, writingValues } from '../variation.js';

const SPACE = /\s/;
/** More names than any message has. */
const MOST_NAMES = 60;

/** Blanks where there should be none, or none where there are some. */
export function spaceVariations(entries: readonly MessageEntry[]): Variation[] {
  return [...inNames(entries), ...inValues(entries)];
}

function inNames(entries: readonly MessageEntry[]): Variation[] {
  const names = entries.map(({ name }) => name).filter((name) => name !== 'sign');
  const spaced = names.filter((name) => SPACE.test(name));
  const cause = 'spaces-in-names';
  const about = (how: Sentence, fields: readonly string[]) => ({ cause, how, fields }) as const;
  return [
    ...(spaced.length === 0
      ? []
      : [
          writing(
            about(
              both('names were sent with blanks, and signed without', '发送的字段名带空格，签名时没有'),
              spaced,
            ),
            renamed((name) => name.trim()),
          ),
          writing(
            about(
              both('names were sent with blanks, and signed without', '发送的字段名带空格，签名时没有'),
              spaced,
            ),
            renamed((name) => name.replace(/\s/g, '')),
          ),
        ]),
    writing(
      about(both('every name was signed with a blank after it', '签名时每个字段名后面都有空格'), []),
      renamed((name) => `${name} `),
    ),
    writing(
      about(both('every name was signed with a blank before it', '签名时每个字段名前面都有空格'), []),
      renamed((name) => ` ${name}`),
    ),
    writing(
      about(both('names were signed with blanks for underscores', '签名时字段名的下划线写成了空格'), []),
      renamed((name) => name.replaceAll('_', ' ')),
    ),
    joining(about(both('blanks were signed around =', '签名时 = 两边有空格'), []), (all) =>
      all.map(({ name, value }) => `${name} = ${value ?? ''}`).join('&'),
    ),
    joining(about(both('blanks were signed after =', '签名时 = 后面有空格'), []), (all) =>
      all.map(({ name, value }) => `${name}= ${value ?? ''}`).join('&'),
    ),
    joining(about(both('blanks were signed around &', '签名时 & 两边有空格'), []), (all) =>
      all.map(nameAndValue).join(' & '),
    ),
    joining(about(both('blanks were signed after &', '签名时 & 后面有空格'), []), (all) =>
      all.map(nameAndValue).join('& '),
    ),
    ...names.slice(0, MOST_NAMES).flatMap((own) =>
      [`${own} `, ` ${own}`, ` ${own} `].map((written) =>
        writing(
          about(both('the name was signed with a blank before or after it', '签名时字段名前面或后面有空格'), [
            own,
          ]),
          renamed((name) => (name === own ? written : name)),
        ),
      ),
    ),
  ];
}

function inValues(entries: readonly MessageEntry[]): Variation[] {
  const fields = namesWhere(entries, (value) => SPACE.test(value));
  if (fields.length === 0) return [];
  const about = (how: Sentence) => ({ cause: 'spaces-in-values', how, fields }) as const;
  return [
    writingValues(
      about(both('they were signed without the blanks at their ends', '签名时去掉了首尾空格')),
      (value) => value.trim(),
    ),
    writingValues(about(both('they were signed without blanks', '签名时去掉了所有空格')), (value) =>
      value.replace(/\s/g, ''),
    ),
    writingValues(about(both('several blanks were signed as one', '签名时把连续的空格合成一个')), (value) =>
      value.replace(/\s+/g, ' '),
    ),
    writingValues(about(both('blanks were signed as +', '签名时空格写成了 +')), (value) =>
      value.replaceAll(' ', '+'),
    ),
    writingValues(about(both('blanks were signed as %20', '签名时空格写成了 %20')), (value) =>
      value.replaceAll(' ', '%20'),
    ),
    writingValues(about(both('blanks were signed as _', '签名时空格写成了 _')), (value) =>
      value.replaceAll(' ', '_'),
    ),
    writingValues(
      about(both('line breaks were signed as LF, and sent as CR LF', '签名时换行是 LF，发送的是 CR LF')),
      (value) => value.replaceAll('\r\n', '\n'),
    ),
    writingValues(
      about(both('line breaks were signed as CR LF, and sent as LF', '签名时换行是 CR LF，发送的是 LF')),
      (value) => value.replace(/\r?\n/g, '\r\n'),
    ),
    writingValues(
      about(
        both(
          'other blanks (full-width, no-break) were signed as plain ones',
          '签名时把全角或不换行空格写成了普通空格',
        ),
      ),
      (value) => value.replace(/[\u3000\u00a0]/g, ' '),
    ),
  ];
}

function renamed(rename: (name: string) => string): (entry: MessageEntry) => MessageEntry {
  return ({ name, value }) => ({ name: rename(name), value });
}
