import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';

import { ReportService } from 'nestjs-lianlian';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';

import { fetchReport, type SftpConnectOptions } from '../../../lib/sftp/index.js';
import { lacks } from '../../support/needs.js';
import { all, commaRow } from '../../unit/reports/samples.js';
import {
  FrailProxy,
  hasSshd,
  type SftpServer,
  SSHD,
  startOpenSsh,
  strangeHostKey,
} from './support/sftp-servers.js';

/** Not known to the compiler where it is not installed. */
const CLIENT = ['ssh2', 'sftp', 'client'].join('-');

const reports = new ReportService();
const oid_partner = '201403251000001147';
const fileName = reports.fileName({ kind: 'daily', oid_partner, date: '20140528' });

function hasClient(): boolean {
  try {
    createRequire(import.meta.url).resolve(CLIENT);
    return true;
  } catch {
    return false;
  }
}

const missing = [
  ...(hasClient() ? [] : ['ssh2-sftp-client']),
  ...(hasSshd ? [] : [`ssh-keygen and ${SSHD}`]),
];
const skip = lacks({
  tests: 'fetching reports from an SFTP server',
  missing: missing.length > 0 && missing.join(' and '),
  run: 'install openssh-server (or set LIANLIAN_TEST_SSHD), then npx vitest run test/e2e/reports',
});

describe.skipIf(skip)('a report on an SFTP server', () => {
  const ROWS = 20_000;
  let server: SftpServer;
  let proxy: FrailProxy;
  let way: SftpConnectOptions;

  beforeAll(async () => {
    server = await startOpenSsh();
    const lines = Array.from({ length: ROWS }, (_, index) => commaRow({ no: `order-${index}` }));
    writeFileSync(join(server.folder, fileName), `${lines.join('\n')}\n`);
    writeFileSync(join(server.folder, 'empty.txt'), '');
  });
  afterAll(async () => {
    await server.stop();
  });
  beforeEach(async () => {
    vi.spyOn(console, 'log');
    vi.spyOn(console, 'error');
    proxy = await FrailProxy.start(server.port);
    way = connectTo(proxy.port);
  });
  afterEach(async () => {
    await vi.waitFor(() => {
      expect(proxy.sockets.size).toBe(0);
    });
    expect(console.log).not.toHaveBeenCalled();
    expect(console.error).not.toHaveBeenCalled();
    vi.restoreAllMocks();
    await proxy.stop();
  });

  function connectTo(port: number): SftpConnectOptions {
    const { username, privateKey, hostKey } = server;
    return { host: '127.0.0.1', port, username, privateKey, hostKey };
  }

  it('is read row by row, and the connection closed', async () => {
    const file = await fetchReport({ connect: way, directory: `${server.directory}/`, fileName });
    const rows = await all(reports.read(file));
    expect(rows).toHaveLength(ROWS);
    expect(rows.at(-1)).toMatchObject({ no_order: `order-${ROWS - 1}`, info_order: '充值' });
  });

  it('may be empty', async () => {
    const file = await fetchReport({ connect: way, directory: server.directory, fileName: 'empty.txt' });
    expect(await all(reports.read(file))).toEqual([]);
  });

  it('is fetched from a server whose key is given whole, or among several', async () => {
    for (const hostKey of [server.hostKeyLine, [strangeHostKey(), server.hostKey]]) {
      const file = await fetchReport({ connect: { ...way, hostKey }, directory: server.directory, fileName });
      file.destroy();
      await vi.waitFor(() => {
        expect(proxy.sockets.size).toBe(0);
      });
    }
  });

  it('is not fetched from a server with another key', async () => {
    const connect = { ...way, hostKey: strangeHostKey() };
    await expect(fetchReport({ connect, directory: server.directory, fileName })).rejects.toThrow(
      /^The SFTP server showed another host key/,
    );
  });

  it('that is not there is named as such', async () => {
    await expect(
      fetchReport({ connect: way, directory: server.directory, fileName: 'none.txt' }),
    ).rejects.toThrow(/^The SFTP server has no such report/);
  });

  it('is not fetched with another key of the client, or from a port where nobody listens', async () => {
    const { privateKey: _, ...keyless } = way;
    for (const connect of [
      { ...keyless, password: 'wrong' },
      { ...way, port: 1 },
    ]) {
      await expect(fetchReport({ connect, fileName })).rejects.toMatchObject({
        name: 'LianlianReportError',
        message: 'The report could not be fetched from the SFTP server',
      });
    }
  });

  it('that breaks off is an error, never a shorter report', async () => {
    const frail = await FrailProxy.start(server.port, 300_000);
    const file = await fetchReport({ connect: connectTo(frail.port), directory: server.directory, fileName });
    let rows = 0;
    const reading = (async () => {
      for await (const row of reports.read(file)) rows += row.line > 0 ? 1 : 0;
    })();
    await expect(reading).rejects.toThrow('could not be fetched');
    expect(rows).toBeLessThan(ROWS);
    await frail.stop();
  });

  it('that breaks off while nobody reads is an error too', async () => {
    const file = await fetchReport({ connect: way, directory: server.directory, fileName });
    const rows = reports.read(file);
    await rows.next();
    await sleep(500);
    for (const socket of proxy.sockets) socket.destroy();
    await expect(all(rows)).rejects.toThrow('could not be fetched');
  });

  it('closes its connection when nobody reads on, even before the first row', async () => {
    const file = await fetchReport({ connect: way, directory: server.directory, fileName });
    for await (const row of reports.read(file)) if (row.line === 3) break;
    await vi.waitFor(() => {
      expect(proxy.sockets.size).toBe(0);
    });
    const unread = await fetchReport({ connect: way, directory: server.directory, fileName });
    await sleep(50);
    unread.destroy();
  });

  it('is fetched with a client of the app, which stays connected', async () => {
    const { default: Client } = (await import(CLIENT)) as {
      default: new (name: string, listeners: object) => Parameters<typeof connectClient>[0];
    };
    const client = await connectClient(
      new Client('app', { close: () => undefined, end: () => undefined }),
      way,
    );
    for (let time = 0; time < 2; time += 1) {
      const file = await fetchReport({ client, directory: server.directory, fileName });
      expect(await all(reports.read(file))).toHaveLength(ROWS);
    }
    await client.end();
  });
});

type AppClient = Extract<Parameters<typeof fetchReport>[0], { client: unknown }>['client'] & {
  connect(options: object): Promise<unknown>;
  end(): Promise<unknown>;
};

async function connectClient(
  client: AppClient,
  { hostKey: _, ...options }: SftpConnectOptions,
): Promise<AppClient> {
  await client.connect(options);
  return client;
}

it('that has fewer bytes than the server said is refused at its end', async () => {
  const text = `${commaRow()}\n`;
  const client = {
    stat: async () => ({ size: Buffer.byteLength(text) + 1 }),
    createReadStream: () => Readable.from([Buffer.from(text)]),
  };
  const file = await fetchReport({ client, fileName });
  await expect(all(reports.read(file))).rejects.toThrow('The report is incomplete');
});

describe('options of an SFTP server', () => {
  const connect = { host: '127.0.0.1', port: 1, username: 'u', hostKey: strangeHostKey() };

  it.each([
    ['no host key', { ...connect, hostKey: undefined as unknown as string }, 'hostKey'],
    ['no host key in the list', { ...connect, hostKey: [] }, 'hostKey'],
    ['an MD5 fingerprint', { ...connect, hostKey: 'MD5:00:11' }, 'hostKey'],
    ['no host', { ...connect, host: '' }, 'host'],
  ])('with %s are refused before anything is sent', async (_, options, option) => {
    await expect(fetchReport({ connect: options, fileName })).rejects.toMatchObject({
      name: 'LianlianConfigError',
      problems: [{ option }],
    });
  });

  it('take no path for a name', async () => {
    await expect(fetchReport({ connect, fileName: '../secret' })).rejects.toMatchObject({
      problems: [{ option: 'fileName' }],
    });
  });
});
