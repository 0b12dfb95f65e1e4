import { describe, expect, it } from 'vitest';

import { SourceFilter } from '../../../../lib/notifications/receive/source-filter.js';

describe('the list of allowed sources', () => {
  const filter = new SourceFilter(['203.0.113.7', '198.51.100.0/24', '2001:db8::/32', 'fe80::1']);
  it.each(['203.0.113.7', '::ffff:203.0.113.7', '::FFFF:198.51.100.255', '2001:db8::1', 'fe80::1%eth0'])(
    'allows %s',
    (ip) => {
      expect(filter.allows(ip)).toBe(true);
    },
  );
  it.each([
    '203.0.113.7:41234',
    '::ffff:203.0.113.7:41234',
    '[::ffff:203.0.113.7]:41234',
    '::ffff:cb00:7107',
    '[2001:db8::1]:4000',
    '[2001:db8::1]',
    '[fe80::1%eth0]:1',
    ' 198.51.100.9:1 ',
  ])('allows %s, whose port and brackets it leaves out', (ip) => {
    expect(filter.allows(ip)).toBe(true);
  });
  it.each([
    '203.0.113.8:41234',
    '[2001:db9::1]:4000',
    '203.0.113.7:',
    '203.0.113.7:123456',
    '203.0.113.7:1:2',
    '203.0.113:7',
    '[203.0.113.7',
    '203.0.113.8',
    '198.51.101.1',
    '2001:db9::1',
    '',
    undefined,
    'garbage',
    '203.0.113.7, 10.0.0.1',
    '::ffff:10.0.0.1',
  ])('refuses %s', (ip) => {
    expect(filter.allows(ip)).toBe(false);
  });
  it('allows every address where there is none', () => {
    expect(new SourceFilter(undefined).allows(undefined)).toBe(true);
  });
});
