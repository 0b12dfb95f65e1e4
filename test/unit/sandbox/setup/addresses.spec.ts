import type { NetworkInterfaceInfo } from 'node:os';

import { describe, expect, it } from 'vitest';

import { domainToASCII } from 'node:url';

import {
  addressesOf,
  isOrigin,
  networkAddresses,
  publicNames,
} from '../../../../lib/sandbox/setup/addresses.js';
import { canonicalHost } from '../../../../lib/sandbox/common/host-names.js';

function at(address: string, internal = false): NetworkInterfaceInfo {
  const family = address.includes(':') ? 'IPv6' : 'IPv4';
  const shared = { address, internal, netmask: '', mac: '', cidr: null };
  return family === 'IPv6' ? { ...shared, family, scopeid: 0 } : { ...shared, family };
}

describe('the addresses of a machine in the local network', () => {
  it('are those of real networks first, IPv4 before IPv6, and neither loopback nor made up for want of a router', () => {
    const interfaces = {
      lo: [at('127.0.0.1', true), at('::1', true)],
      docker0: [at('172.17.0.1')],
      'br-5f2c': [at('172.18.0.1')],
      eth0: [at('fe80::1'), at('fd00::5'), at('192.168.1.5')],
      wlan0: [at('169.254.9.9'), at('10.0.0.7')],
      nothing: undefined,
    };
    expect(networkAddresses(interfaces)).toEqual([
      ...['192.168.1.5', '10.0.0.7', 'fd00::5', '172.17.0.1', '172.18.0.1'],
    ]);
  });
});

describe('where a sandbox is reached', () => {
  it.each([
    ['127.0.0.1', {}, 'http://127.0.0.1:4000'],
    ['127.0.0.1', { tls: true }, 'https://localhost:4000'],
    ['::1', {}, 'http://[::1]:4000'],
    ['::1', { tls: true }, 'https://[::1]:4000'],
    ['::ffff:0:0', {}, 'http://localhost:4000'],
    ['0.0.0.0', {}, 'http://localhost:4000'],
    ['::', { tls: true }, 'https://localhost:4000'],
    ['192.168.1.5', {}, 'http://192.168.1.5:4000'],
  ])('is at %s with %j %s, by programs and by payers alike', (host, options, url) => {
    expect(addressesOf({ host, ...options }, 4000)).toMatchObject({ url, publicUrl: url });
  });

  it('is in no network where it listens for this machine alone', () => {
    expect(
      ['127.0.0.1', '127.8.0.1', 'localhost', '::1'].map((host) => addressesOf({ host }, 1).network),
    ).toEqual([[], [], [], []]);
    expect(addressesOf({ host: '192.168.1.5' }, 4000).network).toEqual(['http://192.168.1.5:4000']);
  });

  it('is for payers where the option says, under its name', () => {
    const behind = { host: '0.0.0.0', publicUrl: 'https://pay.example' };
    expect(addressesOf(behind, 4000)).toMatchObject({
      url: 'http://localhost:4000',
      publicUrl: 'https://pay.example',
    });
    expect(publicNames(behind)).toEqual(['pay.example']);
    expect(publicNames({ host: '::', publicUrl: 'http://[fd00::1]:4000/' })).toEqual(['fd00::1']);
    expect(addressesOf({ host: '::', publicUrl: 'http://[fd00::1]:4000/' }, 1).publicUrl).toBe(
      'http://[fd00::1]:4000',
    );
  });

  it('is for payers at its first address in the network, where that is wanted', () => {
    const wanted = { host: '192.168.1.5', publicUrl: 'network', tls: true };
    expect(addressesOf(wanted, 4000).publicUrl).toBe('https://192.168.1.5:4000');
    expect(publicNames(wanted)).toEqual(['192.168.1.5']);
    for (const host of ['127.0.0.1', '127.8.0.1', '::1', '::ffff:7f00:1', 'localhost', 'my.localhost']) {
      expect(() => publicNames({ host, publicUrl: 'network' })).toThrow(
        'publicUrl is "network", which needs the option host to be 0.0.0.0',
      );
    }
  });

  it('is nowhere on a machine without a network, or with none of the kind: said, and not made up', () => {
    const [ipv6, none] = [{ eth0: [at('fd00::5')] }, { lo: [at('127.0.0.1', true)] }];
    const named = (host: string, interfaces: Parameters<typeof publicNames>[1]) => () =>
      publicNames({ host, publicUrl: 'network' }, interfaces);
    expect(named('::', ipv6)()).toEqual(['fd00::5']);
    expect(named('0.0.0.0', ipv6)).toThrow('no address in a network at which 0.0.0.0 is reached');
    expect(named('::', none)).toThrow('no address in a network at which :: is reached');
  });

  it('is for phones at the public address, unless that is of this machine alone', () => {
    const phones = (publicUrl: string): readonly string[] =>
      addressesOf({ host: '192.168.1.5', publicUrl }, 4000).phones;
    expect(phones('https://pay.example')).toEqual(['https://pay.example', 'http://192.168.1.5:4000']);
    for (const publicUrl of ['http://localhost:4000', 'http://127.0.0.1:4000', 'http://[::1]:4000']) {
      expect(phones(publicUrl)).toEqual(['http://192.168.1.5:4000']);
    }
    expect(addressesOf({ host: '127.0.0.1' }, 4000).phones).toEqual([]);
  });
});

describe('an address for payers', () => {
  it.each([
    'https://pay.example',
    'HTTPS://PAY.example:443/',
    'http://[fd00::1]:4000',
    'http://支付.example',
  ])('is %s', (text) => {
    expect(isOrigin(text)).toBe(true);
  });

  it.each([
    ...[
      'https://a/path',
      'https://a?',
      'https://a#',
      'https://@a',
      'https://:p@a',
      'https://a/../',
      'https:\\\\a',
    ],
    ...['ftp://a', 'http://0.0.0.0:4000', 'http://[::]:5', 'https://a:0', 'a', '', 7, null],
  ])('is not %j', (value) => {
    expect(isOrigin(value)).toBe(false);
  });
});

describe('a host', () => {
  it.each([
    ['0', '0.0.0.0'],
    ['127.1', '127.0.0.1'],
    ['LOCALHOST', 'localhost'],
    ['::0', '::'],
    ['::ffff:0.0.0.0', '::ffff:0:0'],
    ['Shop-Box', 'shop-box'],
    ['支付.example', domainToASCII('支付.example')],
  ])('%j is %j', (text, host) => {
    expect(canonicalHost(text)).toBe(host);
  });

  it.each(['', 'box:4000', 'http://box', '[::1]', 'a/b', 'a b', 'user@box', 'a?', 'fe80::1%eth0'])(
    '%j is none',
    (text) => {
      expect(canonicalHost(text)).toBeUndefined();
    },
  );
});
