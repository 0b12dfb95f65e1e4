/** Parts of a path and values of fields that nobody expects: encodings, NULs, lengths, shapes. */
export const ODD_PARTS: readonly string[] = [
  ...[
    '%00',
    '%00%00',
    'a%00b',
    '%ff',
    '%',
    '%zz',
    '%C0%80',
    '%2e%2e',
    '..%2f..',
    '%2f',
    '%5c',
    '%0d%0a',
    '%20',
  ],
  ...[
    '__proto__',
    'constructor',
    'toString',
    '*',
    '%ED%A0%80',
    '%F0%9F%98%80',
    '\u00e9',
    '0',
    '-1',
    ';',
    "'",
    '%27',
  ],
  ...['a'.repeat(5_000), '%F0%9F%98%80'.repeat(500), '%25'.repeat(200)],
];

/** Targets of requests that are no paths of anything. */
export const ODD_TARGETS: readonly string[] = [
  ...[
    '//',
    '///',
    '//a',
    '/\\',
    '/?',
    '/??',
    '/?%',
    '/?lang=%00',
    '/?=&=',
    '/#',
    '*',
    '/%',
    '/%%',
    '/%00',
    '/.',
    '/..',
  ],
  ...[
    'http://[',
    'http://',
    'https://a:b@c:99999/',
    'a',
    '?',
    '/?a[b]=c&a[b][c]=d&a=e',
    `/${'/'.repeat(3_000)}`,
  ],
];

/** Bodies of forms: fields twice, nested, absent, empty, long, with what no field holds. */
export function oddForms(names: readonly string[]): readonly string[] {
  const each = (value: string): string => names.map((name) => `${name}=${value}`).join('&');
  return [
    ...['', '&', '=', '%', '%=%', 'a', '[]=1', '__proto__[a]=1', 'constructor=1'],
    ...[
      '',
      '%00',
      'a%00b',
      '%ff',
      '%',
      '%0d%0a',
      '0',
      '-1',
      '1e400',
      'NaN',
      '007',
      '00.50',
      '0.00',
      '1.',
    ].map(each),
    ...['%F0%9F%98%80', 'a'.repeat(3_000), '%27', '__proto__', '%ED%A0%80'].map(each),
    names.map((name) => `${name}=1&${name}=2`).join('&'),
    names.map((name) => `${name}[]=1`).join('&'),
    names.map((name) => `${name}[a]=1`).join('&'),
    names.map((name) => `${name}[__proto__][a]=1`).join('&'),
    names.map((name) => `${name}[length]=1e9`).join('&'),
  ];
}
