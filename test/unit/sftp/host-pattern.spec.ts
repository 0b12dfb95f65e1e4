import { createHmac } from 'node:crypto';

import { describe, expect, it } from 'vitest';

import { isHostIn, isHostList } from '../../../lib/sftp/host-pattern.js';

const isIn = (hosts: string, name: string, ...others: string[]): boolean =>
  isHostIn(hosts, name, [name, ...others]);

function hashOf(name: string): string {
  const salt = Buffer.alloc(20, 7);
  return `|1|${salt.toString('base64')}|${createHmac('sha1', salt).update(name).digest('base64')}`;
}

describe('the hosts of a line', () => {
  it.each([
    ['sftp.example.com', 'sftp.example.com'],
    ['SFTP.Example.com', 'sftp.example.com'],
    ['a,sftp.example.com,b', 'sftp.example.com'],
    ['*', 'sftp.example.com'],
    ['*.example.com', 'sftp.example.com'],
    ['sftp.*', 'sftp.example.com'],
    ['s?tp.*.com', 'sftp.example.com'],
    ['*ple*com', 'sftp.example.com'],
    ['**', 'a'],
    ['!b,*', 'a'],
    ['[sftp.example.com]:2222', '[sftp.example.com]:2222'],
    ['[*.example.com]:2222', '[sftp.example.com]:2222'],
    ['::1', '::1'],
    [hashOf('sftp.example.com'), 'sftp.example.com'],
    [hashOf('[sftp.example.com]:2222'), '[sftp.example.com]:2222'],
  ])('%s are %s', (hosts, name) => {
    expect(isHostList(hosts)).toBe(true);
    expect(isIn(hosts, name)).toBe(true);
  });

  it.each([
    ['sftp.example.com', 'sftp.example.com.cn'],
    ['sftp.example.com', 'a.sftp.example.com'],
    ['sftp.example.com', 'sftpXexample.com'],
    ['*.example.com', 'example.com'],
    ['*.example.com', '[sftp.example.com]:2222'],
    ['?', 'ab'],
    ['a?', 'a'],
    ['a*b', 'abc'],
    ['!a,*', 'a'],
    ['*,!a', 'a'],
    ['!*.example.com,*', 'sftp.example.com'],
    ['!b', 'a'],
    ['[a]:22', '[a]:2222'],
    [hashOf('a'), 'b'],
    [hashOf('a'), '[a]:2222'],
  ])('%s are not %s', (hosts, name) => {
    expect(isHostList(hosts)).toBe(true);
    expect(isIn(hosts, name)).toBe(false);
  });

  it('are none of which an exception names the host in another way', () => {
    expect(isIn('!a,[a]:*', '[a]:2222', 'a')).toBe(false);
    expect(isIn('!b,[a]:*', '[a]:2222', 'a')).toBe(true);
  });

  it.each(['', 'a,,b', ',', '!', 'a|b', '|1|AAAA', '|2|AAAA|AAAA', '|1|?|?'])(
    '%j cannot be read',
    (hosts) => {
      expect(isHostList(hosts)).toBe(false);
    },
  );

  it('are held against a pattern of many stars without going back to each of them', () => {
    expect(isIn('*a'.repeat(5_000), 'a'.repeat(10_000).concat('b'))).toBe(false);
    expect(isIn('*a'.repeat(5_000), 'a'.repeat(10_000))).toBe(true);
  });
});
