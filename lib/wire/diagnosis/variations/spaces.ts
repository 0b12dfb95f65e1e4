import { type Entry, pair } from '../recipe.js';
import { joining, namesWhere, type Variation, writing, writingValues } from '../variation.js';

const SPACE = /\s/;
/** More names than any message has. */
const MOST_NAMES = 60;

/** Blanks where there should be none, or none where there are some. */
export function spaceVariations(entries: readonly Entry[]): Variation[] {
  return [...inNames(entries), ...inValues(entries)];
}

function inNames(entries: readonly Entry[]): Variation[] {
  const names = entries.map(({ name }) => name).filter((name) => name !== 'sign');
  const spaced = names.filter((name) => SPACE.test(name));
  const cause = 'spaces-in-names';
  const about = (how: string, fields: readonly string[]) => ({ cause, how, fields }) as const;
  return [
    ...(spaced.length === 0
      ? []
      : [
          writing(
            about('names were sent with blanks, and signed without', spaced),
            renamed((name) => name.trim()),
          ),
          writing(
            about('names were sent with blanks, and signed without', spaced),
            renamed((name) => name.replace(/\s/g, '')),
          ),
        ]),
    writing(
      about('every name was signed with a blank after it', []),
      renamed((name) => `${name} `),
    ),
    writing(
      about('every name was signed with a blank before it', []),
      renamed((name) => ` ${name}`),
    ),
    writing(
      about('names were signed with blanks for underscores', []),
      renamed((name) => name.replaceAll('_', ' ')),
    ),
    joining(about('blanks were signed around =', []), (all) =>
      all.map(({ name, value }) => `${name} = ${value ?? ''}`).join('&'),
    ),
    joining(about('blanks were signed after =', []), (all) =>
      all.map(({ name, value }) => `${name}= ${value ?? ''}`).join('&'),
    ),
    joining(about('blanks were signed around &', []), (all) => all.map(pair).join(' & ')),
    joining(about('blanks were signed after &', []), (all) => all.map(pair).join('& ')),
    ...names.slice(0, MOST_NAMES).flatMap((own) =>
      [`${own} `, ` ${own}`, ` ${own} `].map((written) =>
        writing(
          about('the name was signed with a blank before or after it', [own]),
          renamed((name) => (name === own ? written : name)),
        ),
      ),
    ),
  ];
}

function inValues(entries: readonly Entry[]): Variation[] {
  const fields = namesWhere(entries, (value) => SPACE.test(value));
  if (fields.length === 0) return [];
  const about = (how: string) => ({ cause: 'spaces-in-values', how, fields }) as const;
  return [
    writingValues(about('they were signed without the blanks at their ends'), (value) => value.trim()),
    writingValues(about('they were signed without blanks'), (value) => value.replace(/\s/g, '')),
    writingValues(about('several blanks were signed as one'), (value) => value.replace(/\s+/g, ' ')),
    writingValues(about('blanks were signed as +'), (value) => value.replaceAll(' ', '+')),
    writingValues(about('blanks were signed as %20'), (value) => value.replaceAll(' ', '%20')),
    writingValues(about('blanks were signed as _'), (value) => value.replaceAll(' ', '_')),
    writingValues(about('line breaks were signed as LF, and sent as CR LF'), (value) =>
      value.replaceAll('\r\n', '\n'),
    ),
    writingValues(about('line breaks were signed as CR LF, and sent as LF'), (value) =>
      value.replace(/\r?\n/g, '\r\n'),
    ),
    writingValues(about('other blanks (full-width, no-break) were signed as plain ones'), (value) =>
      value.replace(/[\u3000\u00a0]/g, ' '),
    ),
  ];
}

function renamed(rename: (name: string) => string): (entry: Entry) => Entry {
  return ({ name, value }) => ({ name: rename(name), value });
}
