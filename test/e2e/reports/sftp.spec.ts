import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';

import { ReportService } from 'nestjs-lianlian';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';

import { fetchReport, type SftpConnectOptions } from '../../../lib/sftp/index.js';
import { all, commaRow } from '../../unit/reports/samples.js';
import { CLIENT, describeWithSftp } from './support/needs-sftp.js';
import { FrailProxy, type SftpServer, startOpenSsh, strangeKey } from './support/sftp-servers.js';

const reports = new ReportService();
const oid_partner = '201403251000001147';
const fileName = reports.fileName({ kind: 'daily', oid_partner, date: '20140528' });

describeWithSftp('a report on an SFTP server', () => {
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
    for (const hostKey of [server.hostKeyLine, [strangeKey().fingerprint, server.hostKey]]) {
      const file = await fetchReport({ connect: { ...way, hostKey }, directory: server.directory, fileName });
      file.destroy();
      await vi.waitFor(() => {
        expect(proxy.sockets.size).toBe(0);
      });
    }
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

  it.each([
    ['before it is known who it is', 0],
    ['after the login', 3_000],
    ['in the middle of the file', 300_000],
  ])('is given up where the server falls silent %s', async (_, after) => {
    const mute = await FrailProxy.start(server.port, after, 'silent');
    const reading = async (): Promise<unknown> => {
      const connect = { ...connectTo(mute.port), readyTimeout: 1_500 };
      const file = await fetchReport({ connect, directory: server.directory, fileName, timeoutMs: 500 });
      return all(reports.read(file));
    };
    await expect(reading()).rejects.toMatchObject({
      name: 'LianlianReportError',
      message: expect.stringMatching(/was silent for 500 ms|could not be fetched/),
    });
    await vi.waitFor(() => {
      expect(mute.sockets.size).toBe(0);
    });
    await mute.stop();
  });

  it('waits for a reader who is slower than the time that a server may be silent', async () => {
    const file = await fetchReport({ connect: way, directory: server.directory, fileName, timeoutMs: 200 });
    let rows = 0;
    for await (const row of reports.read(file)) {
      rows = row.line;
      if (rows === 1 || rows === ROWS) await sleep(1_000);
    }
    expect(rows).toBe(ROWS);
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

describe('a report of a client of the app', () => {
  const text = `${commaRow()}\n`;
  const clientOf = (size: number | undefined, file = Readable.from([Buffer.from(text)])) => ({
    stat: async () => ({ size: size as number }),
    createReadStream: () => file,
  });

  it.each([
    ['fewer bytes than the server said', 1, 'The report is incomplete'],
    ['more bytes than the server said', -1, 'LianLian still writes it'],
  ])('that has %s is refused at its end', async (_, more, message) => {
    const file = await fetchReport({ client: clientOf(Buffer.byteLength(text) + more), fileName });
    await expect(all(reports.read(file))).rejects.toThrow(message);
  });

  it.each([undefined, NaN])(
    'of %s bytes is not fetched: nobody could tell whether it is whole',
    async (size) => {
      await expect(fetchReport({ client: clientOf(size), fileName })).rejects.toThrow(
        'does not say how long the report is',
      );
    },
  );

  it('is given up where the server does not answer at all', async () => {
    const client = { ...clientOf(1), stat: () => new Promise<never>(() => undefined) };
    await expect(fetchReport({ client, fileName, timeoutMs: 50 })).rejects.toThrow('silent for 50 ms');
  });

  it('is given up where the server sends nothing any more', async () => {
    const source = new Readable({ read: () => undefined });
    source.push(text);
    const file = await fetchReport({ client: clientOf(1_000, source), fileName, timeoutMs: 50 });
    await expect(all(reports.read(file))).rejects.toThrow('silent for 50 ms');
    expect(source.destroyed).toBe(true);
  });
});

describe('options of an SFTP server', () => {
  const connect = { host: '127.0.0.1', port: 1, username: 'u', hostKey: strangeKey().fingerprint };

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

  it.each(['../secret', '..', '.', ''])('take no path for a name: %j', async (name) => {
    await expect(fetchReport({ connect, fileName: name })).rejects.toMatchObject({
      problems: [{ option: 'fileName' }],
    });
  });

  it.each([0, -1, NaN])('take no time in which nothing can come: %s', async (timeoutMs) => {
    await expect(fetchReport({ connect, fileName, timeoutMs })).rejects.toMatchObject({
      problems: [{ option: 'timeoutMs' }],
    });
  });
});
