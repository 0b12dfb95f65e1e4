import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { lockFolder } from '../../../sample-app/src/database/folder-lock.js';
import { freePort } from '../../../sample-app/src/free-port.js';
import { openDatabase } from '../../../sample-app/src/open-database.js';
import { isLoopback, originOf, StartError, startSettings } from '../../../sample-app/src/start-settings.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shop-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('how the shop starts', () => {
  it('is for this machine alone, unless HOST says otherwise', () => {
    expect(startSettings({})).toMatchObject({ port: 3000, host: '127.0.0.1', url: undefined });
    expect(startSettings({ HOST: '0.0.0.0', PORT: '0' })).toMatchObject({ port: 0, host: '0.0.0.0' });
    expect(originOf('127.0.0.1', 80)).toBe('http://localhost:80');
    expect(originOf('0.0.0.0', 80)).toBe('http://localhost:80');
    expect(originOf('192.0.2.1', 80)).toBe('http://192.0.2.1:80');
    expect(originOf('2001:db8::1', 80)).toBe('http://[2001:db8::1]:80');
    // The name localhost may be of IPv4 alone.
    expect(originOf('::1', 80)).toBe('http://[::1]:80');
  });

  it.each([
    ['0', '0.0.0.0', false],
    ['::0', '::', false],
    ['127.1', '127.0.0.1', true],
    ['LOCALHOST', 'localhost', true],
    ['::1', '::1', true],
    ['192.0.2.1', '192.0.2.1', false],
  ])('takes HOST=%s for %s', (text, host, isOwn) => {
    expect(startSettings({ HOST: text }).host).toBe(host);
    expect(isLoopback(host)).toBe(isOwn);
    expect(isLoopback(new URL(originOf(host, 80)).hostname)).toBe(
      isOwn || host === '0.0.0.0' || host === '::',
    );
  });

  it('takes the address of a shop behind a proxy', () => {
    expect(startSettings({ SHOP_URL: 'https://shop.example/' }).url).toBe('https://shop.example');
  });

  it.each([
    [{ PORT: 'abc' }, 'PORT is abc: it has to be a number from 0'],
    [{ PORT: '70000' }, 'PORT is 70000'],
    [{ PORT: '-1' }, 'PORT is -1'],
    [{ SHOP_URL: 'shop.example' }, 'SHOP_URL is shop.example: it has to be where browsers reach'],
    [{ SHOP_URL: 'ftp://shop.example' }, 'SHOP_URL is ftp'],
    [{ SHOP_URL: 'https://shop.example/path' }, 'with nothing behind it'],
    [{ SHOP_URL: 'https://:secret@shop.example' }, 'SHOP_URL has to be where browsers reach it'],
    [{ SANDBOX_URL: 'https://u:secret@shop.example' }, 'SANDBOX_URL has to be where browsers reach it'],
    [{ HOST: '[::1]' }, 'HOST is [::1]: it has to be a name or an address, without a scheme'],
    [{ HOST: 'http://box' }, 'HOST is http://box: it has to be a name or an address'],
    [{ SANDBOX_PORT: '4000x' }, 'SANDBOX_PORT is 4000x: it has to be a number from 0'],
    [{ SANDBOX_URL: 'pay.example' }, 'SANDBOX_URL is pay.example: it has to be where browsers reach'],
    [{ DATABASE_URL: 'postgres//u:secret@host/x' }, 'DATABASE_URL is no URL of a database'],
    [{ DATABASE_URL: 'sqlite://u:secret@host/x' }, 'DATABASE_URL is no URL of a database'],
  ])('says what is wrong with %j, and no password', (env, problem) => {
    expect(() => startSettings(env)).toThrow(StartError);
    expect(() => startSettings(env)).toThrow(problem);
    expect(() => startSettings(env)).not.toThrow('secret');
  });

  it('says that this machine has no such address', async () => {
    await expect(freePort(0, '192.0.2.1')).rejects.toThrow(
      'HOST is 192.0.2.1, and this machine cannot listen there (EADDRNOTAVAIL)',
    );
  });

  it('takes another port where the wanted one is taken', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const taken = (server.address() as { port: number }).port;
    expect(await freePort(taken, '127.0.0.1')).not.toBe(taken);
    server.close();
  });

  it('says which database does not answer, without its password', async () => {
    const url = 'postgres://shop:secret@127.0.0.1:9/orders';
    const problem = await openDatabase({ kind: 'server', url }).catch((error: unknown) => error);
    expect(problem).toBeInstanceOf(StartError);
    expect((problem as StartError).message).toMatch(
      /^The database of DATABASE_URL, postgres:\/\/127\.0\.0\.1:9\/orders, cannot be used \(ECONNREFUSED.*: see that it runs/,
    );
    expect((problem as StartError).message).not.toContain('secret');
  });

  it('says which folder cannot be written to', async () => {
    const file = join(folder, 'a-file');
    await writeFile(file, '');
    await expect(openDatabase({ kind: 'folder', folder: join(file, 'data') })).rejects.toThrow(
      /^The orders cannot be kept in .*a-file\/data \(ENOTDIR.*: name a folder in SHOP_DATA_DIR/,
    );
  });
});

describe('a folder of orders', () => {
  it('belongs to one shop at a time, and to the next one once that has ended', async () => {
    const release = await lockFolder(folder);
    await expect(openDatabase({ kind: 'folder', folder })).rejects.toThrow(
      `Another shop that runs keeps its orders in ${folder}. Stop that one`,
    );
    await release();
    expect(await readdir(folder)).toEqual([]);
    await (
      await lockFolder(folder)
    )();
  });

  it('may lie deeper than the path of a socket may be long', async () => {
    const deep = join(folder, ...Array.from({ length: 12 }, () => 'a-folder-in-a-folder'));
    const release = await lockFolder(deep);
    await expect(lockFolder(deep)).rejects.toThrow('Another shop that runs');
    await release();
  });

  it('is no longer locked by what a shop that was killed has left there', async () => {
    await writeFile(join(folder, 'shop.0123456789ab.lock'), '');
    const release = await lockFolder(folder);
    expect(await readdir(folder)).not.toContain('shop.0123456789ab.lock');
    await release();
  });
});
