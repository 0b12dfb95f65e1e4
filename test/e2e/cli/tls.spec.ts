import { execFile } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:https';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseEnv, promisify } from 'node:util';

import { LianlianSandbox } from 'nestjs-lianlian/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { buildProgram } from '../../attacks/support/app-process.js';
import { lacksFileModes, modeOf } from '../../support/file-modes.js';
import { selfSignedCertificate } from '../calls/support/certificate.js';
import { startProxy } from '../calls/support/proxy.js';
import { run, runSandbox, unwrapped } from './support/command-line.js';
import type { ShopReport } from './support/tls-shop-child.js';

let folder: string;
let program: Awaited<ReturnType<typeof buildProgram>>;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lianlian-tls-'));
  program = await buildProgram(new URL('./support/tls-shop-child.ts', import.meta.url));
});
afterAll(() => Promise.all([program.remove(), rm(folder, { recursive: true })]));

const SMALL = ['--quiet', '--key-size', '1024'];
const shared = (): string[] => [...SMALL, '--keys', join(folder, 'keys'), '--tls'];
const certificate = (): string => join(folder, 'keys', 'tls.certificate.pem');

/** What a shop reports that runs in a process of its own. */
async function shopWith(
  out: string,
  trusted?: string,
  more: Readonly<Record<string, string>> = {},
): Promise<ShopReport> {
  const { NODE_EXTRA_CA_CERTS: _none, ...env } = process.env;
  const settings = JSON.stringify({ ...parseEnv(out), ...more });
  const { stdout } = await promisify(execFile)(process.execPath, [program.file, settings], {
    env: trusted === undefined ? env : { ...env, NODE_EXTRA_CA_CERTS: trusted },
  });
  // Nest's own lines may stand before it.
  return JSON.parse(stdout.split('\n').at(-1) ?? '') as ShopReport;
}

/** What a client gets that trusts this certificate alone. */
async function get(
  url: string,
  ca: string,
  headers: Record<string, string> = {},
): Promise<{ status: number | undefined; location: string | undefined; text: string }> {
  const outgoing = request(url, { ca, headers, agent: false }).end();
  const [response] = (await once(outgoing, 'response')) as [import('node:http').IncomingMessage];
  const parts: Buffer[] = [];
  for await (const part of response) parts.push(part as Buffer);
  return {
    status: response.statusCode,
    location: response.headers.location,
    text: Buffer.concat(parts).toString(),
  };
}

describe('a sandbox with TLS', () => {
  it('takes the payment of a shop that trusts its certificate, and notifies it', async () => {
    const { out, settings, end } = await runSandbox(...shared());
    expect(settings['LIANLIAN_GATEWAY']).toMatch(/^https:\/\/localhost:\d+$/);
    const [, trusted = ''] = /NODE_EXTRA_CA_CERTS=(\S+)/.exec(out()) ?? [];
    expect(trusted).toBe(resolve(certificate()));
    expect(await shopWith(out(), trusted)).toEqual({ paid: 'order-1' });
    await end();
  });

  it('takes the payment of a shop behind a proxy, through a tunnel that shows the proxy no more than its host', async () => {
    const proxy = await startProxy('cash:s3cret');
    const { out, settings, end } = await runSandbox(...shared());
    const [, trusted = ''] = /NODE_EXTRA_CA_CERTS=(\S+)/.exec(out()) ?? [];
    expect(await shopWith(out(), trusted, { LIANLIAN_PROXY: proxy.url })).toEqual({ paid: 'order-1' });
    expect(proxy.asked).toEqual([new URL(settings['LIANLIAN_GATEWAY'] ?? '').host]);
    expect(proxy.plain).toEqual([]);

    const report = await shopWith(out(), undefined, { LIANLIAN_PROXY: proxy.url });
    expect(report.outcome).toBe('not-sent');
    expect(report.message).toContain(
      `through the proxy http://127.0.0.1:${String(proxy.port)}, whose TLS certificate`,
    );
    await end();
    await proxy.stop();
  });

  it('gets nothing from a shop that does not trust it', async () => {
    const { out, end } = await runSandbox(...shared());
    const report = await shopWith(out());
    expect(report.outcome).toBe('not-sent');
    expect(report.message).toMatch(
      /no connection to localhost:\d+, whose TLS certificate is not trusted \(DEPTH_ZERO_SELF_SIGNED_CERT\)/,
    );
    await end();
  });

  it('keeps its certificate for the next start, and says where it no longer fits', async () => {
    const first = await runSandbox(...shared());
    const before = await readFile(certificate(), 'utf8');
    await first.end();
    const second = await runSandbox(...shared());
    expect(await readFile(certificate(), 'utf8')).toBe(before);
    await second.end();

    const { exitCode, errors } = run(['sandbox', '--port', '0', ...shared(), '--host', '127.0.0.2']);
    expect(await exitCode).toBe(1);
    expect(errors()).toMatch(
      /tls\.certificate\.pem is not for 127\.0\.0\.2: delete it and .*tls\.private\.pem/,
    );
  });

  it.skipIf(lacksFileModes('who may read the private key of the certificate'))(
    'keeps the private key of its certificate for its owner alone, and prints none of it',
    async () => {
      const { out, end } = await runSandbox(...shared());
      expect(await modeOf(join(folder, 'keys', 'tls.private.pem'))).toBe(0o600);
      expect(out()).not.toContain('PRIVATE KEY-----');
      await end();
    },
  );

  it('has https in its links, and takes requests of its own panel alone', async () => {
    const { settings, out, end } = await runSandbox(...shared());
    const url = settings['LIANLIAN_GATEWAY'] ?? '';
    const ca = await readFile(certificate(), 'utf8');
    expect(out()).toContain(`# Control panel: ${url}/_sandbox/\n`);
    expect((await get(`${url}/_sandbox/settings`, ca, { origin: url })).status).toBe(200);
    const other = url.replace('https', 'http');
    expect((await get(`${url}/_sandbox/settings`, ca, { origin: other })).status).toBe(403);
    expect(JSON.parse((await get(`${url}/_sandbox/settings`, ca)).text)).toMatchObject({ url });
    await end();
  });

  it('answers under every address that its certificate names', async () => {
    const sandbox = await LianlianSandbox.start({
      modulusLength: 1024,
      host: '::',
      hostNames: ['lianlian.test'],
      tls: true,
    });
    const ca = sandbox.certificate ?? '';
    const { port } = new URL(sandbox.url);
    for (const host of ['localhost', '127.0.0.1', '[::1]']) {
      expect((await get(`https://${host}:${port}/_sandbox/settings`, ca)).status).toBe(200);
    }
    expect(new X509Certificate(ca).checkHost('lianlian.test')).toBe('lianlian.test');
    await sandbox.stop();
  });

  it('stops at once, though a client never ends its handshake', async () => {
    const sandbox = await LianlianSandbox.start({ modulusLength: 1024, tls: true });
    const socket = connect(Number(new URL(sandbox.url).port), '127.0.0.1').on('error', () => undefined);
    await once(socket, 'connect');
    // Its first bytes of a handshake, so that the sandbox has taken it.
    socket.write(Buffer.from([0x16, 0x03, 0x01]));
    const ca = sandbox.certificate ?? '';
    expect((await get(`${sandbox.url}/_sandbox/settings`, ca)).status).toBe(200);
    const closed = once(socket, 'close');
    await sandbox.stop();
    await closed;
  });
});

describe('a certificate of your own', () => {
  const own = selfSignedCertificate();
  const other = selfSignedCertificate();
  const file = async (name: string, text: string): Promise<string> => {
    await writeFile(join(folder, name), text);
    return join(folder, name);
  };

  it('is shown, and trusted by a client that has it', async () => {
    const [cert, key] = [await file('own.pem', own.cert), await file('own-key.pem', own.key)];
    const { out, settings, end } = await runSandbox(...SMALL, '--tls-cert', cert, '--tls-key', key);
    expect(out()).not.toContain('NODE_EXTRA_CA_CERTS');
    expect((await get(`${settings['LIANLIAN_GATEWAY'] ?? ''}/_sandbox/`, own.cert)).status).toBe(200);
    await end();

    const config = await file(
      'tls.json',
      JSON.stringify({ tls: { certFile: 'own.pem', keyFile: 'own-key.pem' } }),
    );
    const configured = await runSandbox(...SMALL, '--config', config);
    expect((await get(`${configured.settings['LIANLIAN_GATEWAY'] ?? ''}/_sandbox/`, own.cert)).status).toBe(
      200,
    );
    await configured.end();

    const sandbox = await LianlianSandbox.start({ modulusLength: 1024, tls: own });
    expect(sandbox.certificate).toBe(own.cert);
    expect((await get(`${sandbox.url}/_sandbox/`, own.cert)).status).toBe(200);
    await sandbox.stop();
  });

  it('is refused by name where it cannot be used', async () => {
    const [cert, key] = [await file('cert.pem', own.cert), await file('key.pem', own.key)];
    const otherKey = await file('other.pem', other.key);
    const nowhere = join(folder, 'nowhere.pem');
    for (const [certFile, keyFile, problem] of [
      [cert, otherKey, `${otherKey} is not the private key of the certificate ${cert}`],
      [key, key, `${key} is no certificate in PEM`],
      [cert, cert, `${cert} is no private key in PEM without a passphrase`],
      [cert, nowhere, `${nowhere} cannot be read (ENOENT)`],
    ] as const) {
      const argv = ['sandbox', '--port', '0', ...SMALL, '--tls-cert', certFile, '--tls-key', keyFile];
      const { exitCode, errors } = run(argv);
      expect(await exitCode).toBe(1);
      expect(errors()).toBe(`${problem}\n`);
    }
    await expect(LianlianSandbox.start({ tls: { key: other.key, cert: own.cert } })).rejects.toThrow(
      'tls.key is not the private key of the certificate tls.cert',
    );
    await expect(LianlianSandbox.start({ tls: { cert: own.cert } as never })).rejects.toThrow(
      'tls must be true, false, or an object with key and cert in PEM, or with keyFile and certFile',
    );
  });
});

describe('invalid usage', () => {
  it.each([
    [['--tls'], '--tls needs --keys DIR: the certificate is kept there, and shops have to trust that file'],
    [['--tls-key', 'a.pem'], '--tls-cert and --tls-key belong together: a certificate and its private key'],
    [['--tls-cert', 'a.pem'], '--tls-cert and --tls-key belong together: a certificate and its private key'],
  ])('exits with 2 for %j', async (argv, reason) => {
    const { errors, exitCode } = run(['sandbox', '--port', '0', ...argv]);
    expect(await exitCode).toBe(2);
    expect(unwrapped(errors())).toContain(`${reason}\n`);
  });
});
