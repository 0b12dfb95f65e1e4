import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { LianlianReportError, ReportService } from 'nestjs-lianlian';
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest';

import { fetchReport } from '../../../lib/sftp/index.js';
import { all, commaRow } from '../../unit/reports/samples.js';
import { describeWithSftp } from './support/needs-sftp.js';
import { hashed, type SftpServer, startOpenSsh, strangeKey } from './support/sftp-servers.js';

const fileName = 'JYMX_201403251000001147_20140528.txt';
const HOST = '127.0.0.1';
const PASSWORD = 'the-secret-of-the-merchant';

describeWithSftp('the key of an SFTP server', () => {
  let server: SftpServer;
  /** Type and key of the server, without a comment. */
  let key: string;

  beforeAll(async () => {
    server = await startOpenSsh();
    key = server.hostKeyLine.split(' ').slice(0, 2).join(' ');
    writeFileSync(join(server.folder, fileName), `${commaRow()}\n`);
  });
  afterAll(async () => {
    await server.stop();
  });
  beforeEach(() => {
    server.takeLog();
  });

  const fetchRows = async (
    hostKey: string | string[],
    login: { password: string } | { privateKey: string } = { privateKey: server.privateKey },
  ) => {
    const { port, username, directory } = server;
    const connect = { host: HOST, port, username, ...login, hostKey };
    return all(new ReportService().read(await fetchReport({ connect, directory, fileName })));
  };

  /** What an attempt ends in, and what the server noted of it, with each attempt to log in. */
  async function noted(
    attempt: Promise<unknown>,
  ): Promise<{ error: unknown; log: string; logins: string[] }> {
    const error: unknown = await attempt.then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    let log = '';
    if (error instanceof LianlianReportError) {
      await vi.waitFor(() => {
        log += server.takeLog();
        expect(log).toMatch(/Connection from .*do_cleanup/s);
      });
    } else {
      await sleep(100);
      log = server.takeLog();
    }
    return { error, log, logins: log.match(/userauth-request .*/g) ?? [] };
  }

  it('is trusted, and then the password is sent', async () => {
    const { error, logins } = await noted(fetchRows(server.hostKey, { password: PASSWORD }));
    expect(error).toMatchObject({ message: 'The report could not be fetched from the SFTP server' });
    expect(logins.join()).toContain('method password');
  });

  it.each<[string, () => string | string[]]>([
    ['a fingerprint', () => server.hostKey],
    ['a key with a comment', () => server.hostKeyLine],
    ['a line about the host', () => `${HOST} ${key}`],
    ['a line about the host and the port', () => `[${HOST}]:${server.port} ${key}`],
    ['a line about several hosts', () => `sftp.example.com,${HOST},other.example.com ${key} comment`],
    ['patterns', () => `127.0.?.* ${key}`],
    ['a pattern with an exception for others', () => `!127.0.0.2,127.* ${key}`],
    ['a hashed host', () => hashed(`${HOST} ${key}\n`)],
    ['a hashed host and port', () => hashed(`[${HOST}]:${server.port} ${key}\n`)],
    [
      'a file with lines of all kinds, and CRLF',
      () =>
        [
          '# the servers of LianLian',
          '',
          `other.example.com ${strangeKey().line}`,
          `@cert-authority *.example.com ${strangeKey().line}`,
          `@revoked * ${strangeKey().line}`,
          `@revoked other.example.com ${key}`,
          `  ${HOST}\t${strangeKey().line} the old key`,
          `${HOST} ${key}`,
          '',
        ].join('\r\n'),
    ],
    ['entries of several kinds', () => [strangeKey().fingerprint, `${HOST} ${key}`]],
    ['the key of another type than a client asks for first', () => `${HOST} ${server.secondHostKeyLine}`],
    ['keys of both types', () => `${HOST} ${server.secondHostKeyLine}\n${HOST} ${key}`],
  ])('is trusted by %s', async (_, hostKey) => {
    expect(await fetchRows(hostKey())).toHaveLength(1);
  });

  it.each<[string, () => string | string[], string]>([
    ['commented out', () => `# ${HOST} ${key}`, 'it has comments alone'],
    ['commented out without a space', () => `#${key}`, 'it has comments alone'],
    ['revoked', () => `@revoked ${HOST} ${key}`, 'line 1 revokes a key'],
    ['revoked without a host', () => `@revoked ${key}`, 'line 1 revokes a key'],
    [
      'revoked for every host, and trusted',
      () => `${HOST} ${key}\n@revoked * ${key}`,
      'line 2 revokes a key',
    ],
    [
      'revoked in another entry',
      () => [server.hostKey, `@revoked ${hashed(`${HOST} ${key}`)}`],
      'entry 1, line 1 has a key that is revoked',
    ],
    ['of another host', () => `sftp.example.com ${key}`, 'line 1 is about other hosts'],
    [
      'of a host whose name begins alike',
      () => `${HOST}.example.com,${HOST}0 ${key}`,
      'line 1 is about other hosts',
    ],
    ['of another port', () => `[${HOST}]:22 ${key}`, 'line 1 is about other hosts'],
    ['of every host but this one', () => `*,!${HOST} ${key}`, 'line 1 is about other hosts'],
    [
      'of every host but this one on any port',
      () => `!${HOST},[${HOST}]:* ${key}`,
      'line 1 is about other hosts',
    ],
    ['of another host, hashed', () => hashed(`127.0.0.2 ${key}\n`), 'line 1 is about other hosts'],
    ['of an authority', () => `@cert-authority ${HOST} ${key}`, 'certificates of hosts are not supported'],
  ])('that is %s is refused, and nothing is sent', async (_, hostKey, reason) => {
    const { error, log } = await noted(fetchRows(hostKey(), { password: PASSWORD }));
    expect(error).toMatchObject({ name: 'LianlianConfigError', problems: [{ option: 'hostKey' }] });
    expect(String(error)).toContain(`names no key of ${HOST}, port ${server.port}: `);
    expect(String(error)).toContain(reason);
    expect(log).not.toContain('Connection from');
  });

  it.each<[string, (other: string) => string]>([
    ['another one', (other) => `${HOST} ${other}`],
    ['another one for this port', (other) => `[${HOST}]:${server.port} ${other}\n${HOST} ${key}`],
    ['another one, and its own for another host', (other) => `sftp.example.com ${key}\n${HOST} ${other}`],
  ])('is refused where the host should have %s, and no password is sent', async (_, hostKey) => {
    const other = strangeKey();
    const { error, logins } = await noted(fetchRows(hostKey(other.line), { password: PASSWORD }));
    expect(error).toMatchObject({
      name: 'LianlianReportError',
      message: expect.stringMatching(/^The SFTP server showed another host key/),
    });
    expect(String(error)).toContain(`${HOST}, port ${server.port} showed ${server.hostKey}`);
    expect(String(error)).toContain(other.fingerprint);
    expect(logins).toEqual([]);
  });

  it('is refused where it is revoked, whatever else is trusted, and no password is sent', async () => {
    const lines = [`${HOST} ${strangeKey().line}`, `${HOST} ${key}`, `@revoked 127.* ${key}`];
    const { error, logins } = await noted(fetchRows(lines.join('\n'), { password: PASSWORD }));
    expect(error).toMatchObject({
      name: 'LianlianReportError',
      message: expect.stringMatching(/^The SFTP server showed a host key that hostKey revokes \(line 3\)/),
    });
    expect(String(error)).toContain(server.hostKey);
    expect(logins).toEqual([]);
  });

  it.each([
    ['a damaged key', () => `${HOST} ${key.slice(0, 30)}`],
    ['a key of another type than it says', () => `${HOST} ${key.replace('ssh-ed25519', 'ssh-rsa')}`],
    ['an unknown marker', () => `@trusted ${HOST} ${key}`],
    ['a damaged hash', () => `|1|AAAA ${key}`],
    ['no key', () => `${HOST} ${key}\n${HOST}`],
  ])('is not known by a line with %s', async (_, hostKey) => {
    const { error, log } = await noted(fetchRows(hostKey(), { password: PASSWORD }));
    expect(error).toMatchObject({ name: 'LianlianConfigError', problems: [{ option: 'hostKey' }] });
    expect(String(error)).toContain(`cannot be read (line ${hostKey().split('\n').length})`);
    expect(log).not.toContain('Connection from');
  });
});
