import type { NetworkInterfaceInfo } from 'node:os';

import { describe, expect, it } from 'vitest';

import { addressesOf, networkAddresses, publicNames } from '../../../../lib/sandbox/setup/addresses.js';

function at(address: string, internal = false): NetworkInterfaceInfo {
  const family = address.includes(':') ? 'IPv6' : 'IPv4';
  const shared = { address, internal, netmask: '', mac: '', cidr: null };
  return family === 'IPv6' ? { ...shared, family, scopeid: 0 } : { ...shared, family };
}

describe('the addresses of a machine in the local network', () => {
  it('are those of real networks first, and neither loopback, IPv6 nor made up for want of a router', () => {
    const interfaces = {
      lo: [at('127.0.0.1', true), at('::1', true)],
      docker0: [at('172.17.0.1')],
      'br-5f2c': [at('172.18.0.1')],
      eth0: [at('fe80::1'), at('192.168.1.5')],
      wlan0: [at('169.254.9.9'), at('10.0.0.7')],
      nothing: undefined,
    };
    expect(networkAddresses(interfaces)).toEqual(['192.168.1.5', '10.0.0.7', '172.17.0.1', '172.18.0.1']);
  });
});

describe('where a sandbox is reached', () => {
  it.each([
    ['127.0.0.1', {}, 'http://127.0.0.1:4000'],
    ['127.0.0.1', { tls: true }, 'https://localhost:4000'],
    ['::1', {}, 'http://[::1]:4000'],
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
    expect(() => publicNames({ host: '127.0.0.1', publicUrl: 'network' })).toThrow(
      'publicUrl is "network", which needs the option host to be 0.0.0.0',
    );
  });
});
