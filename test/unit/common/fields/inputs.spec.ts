import { describe, expect, it } from 'vitest';

import { Amount } from '../../../../lib/common/fields/amount.js';
import { LianlianTime } from '../../../../lib/common/fields/lianlian-time.js';
import { PayerIp } from '../../../../lib/common/fields/payer-ip.js';
import { Text } from '../../../../lib/common/fields/text-fields.js';
import { WebUrl } from '../../../../lib/common/fields/web-url.js';
import { WholeNumber } from '../../../../lib/common/fields/whole-number.js';
import { classWith, messagesFor, wireText } from './field-check.js';

describe('an amount', () => {
  const target = classWith(Amount());

  it.each([
    ['49.95', '49.95'],
    ['100', '100.00'],
    ['0.1', '0.10'],
    ['49.9500', '49.95'],
    ['100000000', '100000000.00'],
  ])('%s is sent as %s', (value, text) => {
    expect(messagesFor(target, value)).toEqual([]);
    expect(wireText(target, value)).toBe(text);
  });

  it.each([49.95, 4995n])('%s, not text, points to fenToYuan', (value) => {
    expect(messagesFor(target, value)).toEqual([
      "value must be decimal text in yuan such as '49.95', not a number: use fenToYuan(fen)",
    ]);
  });

  it('with a fraction of a fen says what is wrong without the value', () => {
    const [message] = messagesFor(target, '7.123');
    expect(message).toContain('at most two decimals');
    expect(message).not.toContain('7.123');
  });

  it.each(['0.00', '-1.00', '100000000.01', '99999999999999999999.00'])('%s is out of range', (value) => {
    expect(messagesFor(target, value)).toEqual(['value must be at least 0.01 and at most 100000000.00 yuan']);
  });
});

describe('a time', () => {
  const target = classWith(LianlianTime());

  it.each(['UTC', 'America/Los_Angeles', 'Pacific/Auckland'])(
    'is written in China time on a server in %s',
    (zone) => {
      const before = process.env['TZ'];
      process.env['TZ'] = zone;
      try {
        expect(wireText(target, new Date('2017-08-01T17:30:00Z'))).toBe('20170802013000');
      } finally {
        if (before === undefined) delete process.env['TZ'];
        else process.env['TZ'] = before;
      }
    },
  );

  it('may be text already', () => {
    expect(messagesFor(target, '20170801225714')).toEqual([]);
    expect(wireText(target, '20170801225714')).toBe('20170801225714');
  });

  it.each([[new Date(NaN)], [new Date(8.64e15)]])('%s is refused', (date) => {
    expect(messagesFor(target, date)).toEqual(['value must be a valid Date in a year of four digits']);
  });

  it.each(['2017-08-01T22:57:14', '20170229000000', 20170801225714, { year: 2017 }])(
    '%s is refused',
    (value) => {
      expect(messagesFor(target, value)).toEqual([
        'value must be a Date, or text of a real date and time as yyyyMMddHHmmss in Asia/Shanghai',
      ]);
    },
  );
});

describe("the payer's IP address", () => {
  const target = classWith(PayerIp());

  it.each([
    ['122.11.37.211', '122_11_37_211'],
    ['122_11_37_211', '122_11_37_211'],
    ['::ffff:122.11.37.211', '122_11_37_211'],
    ['::FFFF:7a0b:25d3', '122_11_37_211'],
    ['0:0:0:0:0:ffff:122.11.37.211', '122_11_37_211'],
    ['2001:0db8:0000:0000:0000:0000:0000:0001', '2001:db8::1'],
    ['fe80::1%eth0', 'fe80::1'],
    ['122.11.37.211:52100', '122_11_37_211'],
    ['122_11_37_211:52100', '122_11_37_211'],
    [' 122.11.37.211 ', '122_11_37_211'],
    ['[::1]', '::1'],
    ['[10.0.0.1]:443', '10_0_0_1'],
    ['[2001:db8::1]:443', '2001:db8::1'],
    ['[fe80::1%eth0]:443', 'fe80::1'],
    ['[::ffff:122.11.37.211]:52100', '122_11_37_211'],
    ['::1', '::1'],
  ])('%s is sent as %s', (value, text) => {
    expect(messagesFor(target, value)).toEqual([]);
    expect(wireText(target, value)).toBe(text);
  });

  it.each([
    ...['', 'unknown', 'localhost', '300.1.1.1', '010.0.0.1', '10.0.0.1:', '10.0.0.1:http', '10.0.0.1:443:1'],
    ...['[::1', '::1]', '[::1]443', 'for=10.0.0.1', '1.2.3', 'http://10.0.0.1', ':443'],
  ])('%j is refused', (value) => {
    expect(messagesFor(target, value)).toHaveLength(1);
  });

  it.each([
    '10.0.0.1, 10.0.0.2',
    '10.0.0.1,10.0.0.2',
    '10.0.0.1, 10.0.0.1',
    '2001:db8::1, 10.0.0.1:443',
    'unknown, 10.0.0.1',
    '10.0.0.1,',
    ['10.0.0.1'],
    ['10.0.0.1', '10.0.0.2'],
    [],
  ])('%j is named as a list, of which only the proxies know the payer', (value) => {
    expect(messagesFor(target, value)).toEqual([
      'value must be one address, and this is a list, as X-Forwarded-For is: anybody can write its first ones. Name your proxies to Express (trust proxy) or Fastify (trustProxy), and pass what @Ip() gives',
    ]);
  });

  it.each([
    '2001:1111:2222:3333:4444:5555:6666:7777',
    '[2001:1111:2222:3333:4444:5555:6666:7777]:443',
    '2001:1111:2222:3333:4444:5555:6666:7777%eth0',
    // 33 characters, one more than LianLian takes.
    '2001:1111:2222:3333:4444:555:0:77',
  ])('%s is too long for LianLian, and the option that lets it pay is named', (value) => {
    expect(messagesFor(target, value)).toEqual([
      'value must have at most 32 characters, and this IPv6 address has more: set the option ipv6StandIn to the IPv4 address that is sent for such payers',
    ]);
  });

  it('takes one that has 32 characters in its shortest spelling', () => {
    expect(messagesFor(target, '2001:1111:2222:3333:4444:55:0:77')).toEqual([]);
    expect(wireText(target, '2001:1111:2222:3333:4444:0055:0000:0077')).toBe(
      '2001:1111:2222:3333:4444:55:0:77',
    );
  });
});

describe('text', () => {
  const target = classWith(Text(3));

  it('counts characters, not UTF-16 units', () => {
    expect(messagesFor(target, '𠮷😀字')).toEqual([]);
    expect(messagesFor(target, '𠮷😀字符')).toEqual(['value must have at most 3 characters']);
  });

  it('refuses a number with a way out', () => {
    expect(messagesFor(target, 12)).toEqual(['value must be text, not a number: write it in quotes']);
  });

  it.each(['a\0', '\ud83d', '\ude00x'])('refuses %j, which UTF-8 does not carry', (value) => {
    expect(messagesFor(target, value)).toHaveLength(1);
  });

  it.each([[['a']], [{}], [true], [new String('a')]])('refuses %j', (value) => {
    expect(messagesFor(target, value)).toEqual(['value must be text']);
  });
});

describe('a whole number', () => {
  const target = classWith(WholeNumber());

  it.each([
    [10080, '10080'],
    ['10080', '10080'],
    ['007', '7'],
    [0, '0'],
    [2147483647, '2147483647'],
  ])('%s is sent as %s', (value, text) => {
    expect(messagesFor(target, value)).toEqual([]);
    expect(wireText(target, value)).toBe(text);
  });

  it.each([1.5, -1, NaN, 2147483648, '1e3', '0x10', ' 1', true, 5n])('%s is refused', (value) => {
    expect(messagesFor(target, value)).toHaveLength(1);
  });
});

describe('a URL', () => {
  const target = classWith(WebUrl(40));

  it('is sent as it was given', () => {
    for (const url of ['HTTPS://shop.example/付款?a=1#b', 'http://localhost:3000']) {
      expect(messagesFor(target, url)).toEqual([]);
      expect(wireText(target, url)).toBe(url);
    }
  });

  it.each([
    'http:shop.example',
    'https://shop.example/a b',
    'https://shop.example/\n',
    'javascript:alert(1)',
    'https://',
  ])('%j is refused', (value) => {
    expect(messagesFor(target, value)).toHaveLength(1);
  });
});
