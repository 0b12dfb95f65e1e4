import 'reflect-metadata';

import { execFile } from 'node:child_process';
import { generateKeyPairSync, KeyObject, webcrypto } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { Controller } from '@nestjs/common';
import { SubjectAlternativeNameExtension, X509CertificateGenerator } from '@peculiar/x509';
import { LianlianPayoutNotify } from 'nestjs-lianlian';
import { LianlianSandbox } from 'nestjs-lianlian/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import { buildProgram } from '../../attacks/support/app-process.js';
import { ADAPTERS } from '../../support/adapters.js';
import { OID_PARTNER } from '../../support/merchant.js';
import { openShop, type Shop } from '../../support/shop.js';
import { listening } from '../calls/support/gateway.js';
import { startProxy } from '../calls/support/proxy.js';
import { run, unwrapped } from './support/command-line.js';

const pem = (key: KeyObject): string =>
  key.export({ format: 'pem', type: key.type === 'private' ? 'pkcs8' : 'spki' }).toString();
const merchant = generateKeyPairSync('rsa', { modulusLength: 2048 });
const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 });

/** An app's route for payouts. */
@Controller('payouts')
class PayoutController {
  expectedPayout(): null {
    return null;
  }

  @LianlianPayoutNotify('notify')
  notified(): void {
    // Nothing that is refused comes here.
  }
}

let sandbox: LianlianSandbox;
let env: Readonly<Record<string, string>>;
const shops: Shop[] = [];
let server: Server | undefined;

beforeAll(async () => {
  sandbox = await LianlianSandbox.start({
    merchants: [{ oidPartner: OID_PARTNER, publicKey: pem(merchant.publicKey) }],
  });
  env = {
    LIANLIAN_OID_PARTNER: OID_PARTNER,
    LIANLIAN_PRIVATE_KEY: pem(merchant.privateKey),
    LIANLIAN_PUBLIC_KEY: pem(sandbox.lianlianPublicKey),
    LIANLIAN_GATEWAY: sandbox.url,
  };
});
afterAll(() => sandbox.stop());
afterEach(async () => {
  await Promise.all(shops.splice(0).map((shop) => shop.close()));
  server?.close();
});

async function probe(
  variables: Readonly<Record<string, string>> = {},
  ...argv: string[]
): Promise<{ code: number; out: string }> {
  const { exitCode, out } = run(['doctor', '--probe', ...argv], { env: { ...env, ...variables } });
  return { code: await exitCode, out: unwrapped(out()) };
}

describe.each(ADAPTERS)('the doctor, who probes a shop on %s', (adapter) => {
  it('finds everything right where it is, with a verdict for each key', async () => {
    const shop = await openShop({
      adapter,
      hooks: { expectedPayment: () => null, onPayment: () => undefined },
    });
    shops.push(shop);
    const { code, out } = await probe({ LIANLIAN_NOTIFY_URL: shop.notifyUrl });
    expect(out).toContain('✓ LianLian: was asked about an order that cannot exist');
    expect(out).toContain('✓ oidPartner: LianLian knows this merchant number');
    expect(out).toContain('✓ privateKey: LianLian accepts what it signs');
    expect(out).toContain("✓ lianlianPublicKey: verifies LianLian's signature");
    expect(out).toContain(
      '✓ notifyUrl: is reached, and the module refuses what is no notification (HTTP 400)',
    );
    expect(out).not.toContain('✗');
    expect(code).toBe(0);
  });

  it('finds the route for payouts, with a verdict of its own', async () => {
    const shop = await openShop({
      adapter,
      hooks: { expectedPayment: () => null, onPayment: () => undefined },
      controllers: [PayoutController],
    });
    shops.push(shop);
    const payouts = `${shop.url}/payouts/notify`;
    const { code, out } = await probe({
      LIANLIAN_NOTIFY_URL: shop.notifyUrl,
      LIANLIAN_PAYOUT_NOTIFY_URL: payouts,
    });
    expect(out).toContain('✓ notifyUrl: is reached, and the module refuses');
    expect(out).toContain('✓ payoutNotifyUrl: is reached, and the module refuses');
    expect(code).toBe(0);
    const wrong = await probe({ LIANLIAN_PAYOUT_NOTIFY_URL: `${payouts}/x` });
    expect(wrong.out).toContain('✗ payoutNotifyUrl: leads to nothing (HTTP 404)');
    expect(wrong.code).toBe(1);
  });

  it('finds a wrong path', async () => {
    const shop = await openShop({
      adapter,
      hooks: { expectedPayment: () => null, onPayment: () => undefined },
    });
    shops.push(shop);
    const { code, out } = await probe({ LIANLIAN_NOTIFY_URL: `${shop.url}/api/payments/notify` });
    expect(out).toContain('✗ notifyUrl: leads to nothing (HTTP 404)');
    expect(code).toBe(1);
  });
});

describe('the doctor, who probes, finds', () => {
  it("a merchant's key that LianLian does not have", async () => {
    const { code, out } = await probe({ LIANLIAN_PRIVATE_KEY: pem(stranger.privateKey) });
    expect(out).toContain('✗ privateKey: LianLian refuses what it signs (ret_code 1001)');
    expect(out).toContain("✓ lianlianPublicKey: verifies LianLian's signature");
    expect(code).toBe(1);
  });

  it("a public key that is not LianLian's", async () => {
    const { code, out } = await probe({ LIANLIAN_PUBLIC_KEY: pem(stranger.publicKey) });
    expect(out).toContain("✗ lianlianPublicKey: does not verify LianLian's signature");
    expect(code).toBe(1);
  });

  it('which of two public keys is the older one', async () => {
    const both = `${pem(stranger.publicKey)}\n${env['LIANLIAN_PUBLIC_KEY'] ?? ''}`;
    const { code, out } = await probe({ LIANLIAN_PUBLIC_KEY: both });
    expect(out).toContain('! lianlianPublicKey[0]: did not sign this response, and another of your keys did');
    expect(out).toContain("✓ lianlianPublicKey[1]: verifies LianLian's signature");
    expect(code).toBe(0);
  });

  it('a merchant number that LianLian does not know', async () => {
    const { code, out } = await probe({ LIANLIAN_OID_PARTNER: '201304121000009999' });
    expect(out).toMatch(/✗ oidPartner: LianLian does not serve this merchant number/);
    expect(out).toContain('! lianlianPublicKey: could not be proven: LianLian did not sign its response');
    expect(code).toBe(1);
  });

  it('a proxy that refuses, and one that lets through', async () => {
    const proxy = await startProxy('cash:s3cret');
    const right = await probe({ LIANLIAN_PROXY: proxy.url });
    expect(right.out).toContain('✓ privateKey: LianLian accepts what it signs');
    expect(proxy.asked).toContain(new URL(sandbox.url).host);

    const { code, out } = await probe({ LIANLIAN_PROXY: proxy.url.replace('s3cret', 'wr0ng') });
    expect(out).toMatch(
      /✗ probe: .*the proxy http:\/\/127\.0\.0\.1:\d+ asks for other credentials \(HTTP 407\)/,
    );
    expect(out).toContain('! LianLian: was asked');
    expect(out).not.toMatch(/s3cret|wr0ng/);
    expect(code).toBe(1);
    await proxy.stop();
  });

  it.each([
    [200, '✗ notifyUrl: acknowledges a message that nobody signed (HTTP 200)'],
    [302, '✗ notifyUrl: redirects (HTTP 302)'],
    [400, "! notifyUrl: something answers HTTP 400, but not in this module's words"],
    [401, '✗ notifyUrl: is barred (HTTP 401)'],
    [403, "! notifyUrl: is reached, and refuses this machine's address (HTTP 403)"],
    [404, '✗ notifyUrl: leads to nothing (HTTP 404)'],
    [500, '✗ notifyUrl: responds with HTTP 500'],
  ])('what responds with HTTP %i at notifyUrl', async (status, line) => {
    const posted: string[] = [];
    server = createServer((request, response) => {
      posted.push(`${String(request.method)} ${String(request.url)}`);
      response.writeHead(status, { location: '/elsewhere' }).end('{}');
    });
    await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
    const origin = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
    const { out } = await probe({ LIANLIAN_NOTIFY_URL: `${origin}/payments/notify` });
    expect(out).toContain(line);
    expect(posted).toEqual(['POST /payments/notify']);
  });

  it('a 400 without end, which is not waited for longer than for any response', async () => {
    server = createServer((_request, response) => {
      response.writeHead(400).flushHeaders();
    });
    const port = await listening(server);
    const { out } = await probe({ LIANLIAN_NOTIFY_URL: `http://127.0.0.1:${String(port)}/n` });
    expect(out).toContain('! notifyUrl: something answers HTTP 400');
  }, 15_000);

  it('one address for payments and payouts', async () => {
    const address = 'http://127.0.0.1:9/n';
    const { out } = await probe({ LIANLIAN_NOTIFY_URL: address, LIANLIAN_PAYOUT_NOTIFY_URL: address });
    expect(out).toContain('✗ payoutNotifyUrl: is the very address of notifyUrl');
  });

  it('a proxy on the way to notifyUrl that refuses, or is down: it is named, without its password', async () => {
    const proxy = await startProxy('cash:s3cret');
    const name = `http://127.0.0.1:${String(proxy.port)}`;
    const variables = { LIANLIAN_PROXY: proxy.url, LIANLIAN_NOTIFY_URL: 'http://shop.example/notify' };
    proxy.behave(503);
    const refused = await probe(variables);
    expect(refused.out).toContain(
      `✗ notifyUrl: could not be tried: the proxy ${name} made no connection to it (it said HTTP 503)`,
    );
    await proxy.stop();
    const down = await probe(variables);
    expect(down.out).toContain(
      `✗ notifyUrl: could not be tried: the proxy ${name} made no connection to it (ECONNREFUSED`,
    );
    expect(refused.out + down.out).not.toContain('s3cret');
  });

  it('a notifyUrl at which nobody is', async () => {
    server = createServer();
    await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    await new Promise((resolve) => server?.close(resolve));
    const { code, out } = await probe({ LIANLIAN_NOTIFY_URL: `http://127.0.0.1:${String(port)}/n` });
    expect(out).toContain('✗ notifyUrl: cannot be reached from here: ECONNREFUSED');
    expect(code).toBe(1);
  });
});

it('nothing is asked or posted without --probe, and --offline rules it out', async () => {
  const { exitCode, out } = run(['doctor'], { env });
  await exitCode;
  expect(out()).not.toContain('was asked');
  const both = run(['doctor', '--probe', '--offline'], { env });
  expect(await both.exitCode).toBe(2);
  expect(both.errors()).toContain('--probe connects, and --offline connects to nothing');
});

describe('a certificate that has expired', () => {
  it('is called so by the doctor and by a call, and nothing is sent', async () => {
    const { key, cert } = await expiredCertificate();
    const folder = await mkdtemp(join(tmpdir(), 'lianlian-expired-'));
    const trusted = join(folder, 'trusted.pem');
    await writeFile(trusted, cert);
    let requests = 0;
    const secure = createSecureServer({ key, cert }, (_request, response) => {
      requests++;
      response.end();
    });
    secure.on('tlsClientError', () => undefined);
    const gateway = `https://localhost:${String(await listening(secure))}`;
    const program = await buildProgram(new URL('../../../lib/cli/bin.ts', import.meta.url));
    const { stdout } = await promisify(execFile)(process.execPath, [program.file, 'doctor', '--probe'], {
      env: { ...process.env, ...env, LIANLIAN_GATEWAY: gateway, NODE_EXTRA_CA_CERTS: trusted },
    }).catch((error: unknown) => error as { stdout: string });
    const printed = unwrapped(stdout);
    expect(printed).toContain(`✗ ${gateway}: cannot be reached: its TLS certificate has expired`);
    expect(printed).toMatch(
      /✗ probe: .*whose TLS certificate has expired \(CERT_HAS_EXPIRED\)\. Nothing was sent/,
    );
    expect(requests).toBe(0);
    secure.close();
    await Promise.all([program.remove(), rm(folder, { recursive: true })]);
  });
});

/** Of yesterday, for localhost. */
async function expiredCertificate(): Promise<{ key: string; cert: string }> {
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const certificate = await X509CertificateGenerator.createSelfSigned({
    name: 'CN=localhost',
    keys,
    signingAlgorithm: algorithm,
    notBefore: new Date(Date.now() - 2 * 86_400_000),
    notAfter: new Date(Date.now() - 86_400_000),
    extensions: [new SubjectAlternativeNameExtension([{ type: 'dns', value: 'localhost' }])],
  });
  const key = KeyObject.from(keys.privateKey).export({ type: 'pkcs8', format: 'pem' }).toString();
  return { key, cert: certificate.toString('pem') };
}
