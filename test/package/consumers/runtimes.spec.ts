import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer as createSecureServer, type Server } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';

import { certificateOfAuthority, selfSignedCertificate } from '../../e2e/calls/support/certificate.js';
import { type Gateway, listening, startGateway } from '../../e2e/calls/support/gateway.js';
import { signedResponse } from '../../e2e/calls/support/lianlian-side.js';
import { type Proxy, startProxy } from '../../e2e/calls/support/proxy.js';
import { SUCCESS } from '../../e2e/calls/support/samples.js';
import { OID_PARTNER, testKeys } from '../../support/merchant.js';
import { lacks } from '../../support/needs.js';
import { NODE_VERSIONS } from '../support/node-versions.js';
import { RUNTIMES } from '../support/runtimes.js';

const program = fileURLToPath(new URL('./runtimes/calls.mjs', import.meta.url));
const keys = testKeys();
const success = signedResponse(SUCCESS, keys.lianlian.privateKey);
const trusted = certificateOfAuthority();
const pem = {
  privateKey: { type: 'pkcs8', format: 'pem' },
  publicKey: { type: 'spki', format: 'pem' },
} as const;

let folder: string;
let gateway: Gateway;
let proxy: Proxy;
let refusing: Proxy;
const servers: Server[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lianlian-runtime-'));
  await writeFile(join(folder, 'trusted.pem'), trusted.authority);
  gateway = await startGateway(() => success);
  [proxy, refusing] = await Promise.all([startProxy('cash:s3cret'), startProxy('cash:other')]);
});
afterAll(async () => {
  for (const server of servers) {
    server.close();
    server.closeAllConnections();
  }
  await Promise.all([gateway.stop(), proxy.stop(), refusing.stop(), rm(folder, { recursive: true })]);
});

async function secure(certificate: { key: string; cert: string }): Promise<string> {
  const server = createSecureServer(certificate, (_request, response) => response.end(success));
  server.on('tlsClientError', () => undefined);
  servers.push(server);
  return `https://localhost:${String(await listening(server))}`;
}

async function gone(): Promise<string> {
  const other = await startGateway();
  await other.stop();
  return other.url;
}

/** A gateway of its own that does one thing with everything. */
async function doing(...[behaviour]: Parameters<typeof startGateway>): Promise<string> {
  return (await startGateway(behaviour)).url;
}

const SENT = 'LianlianTransportError unknown';
const UNSENT = 'LianlianTransportError not-sent';

/** What a call may meet, and what has to become of it, on every runtime alike. */
async function situations(): Promise<
  Readonly<Record<string, { options: object; call?: object; becomes: string }>>
> {
  const trustedUrl = await secure(trusted);
  const wrongProxy = refusing.url.replace('other', 'wrong');
  return {
    'a gateway': { options: { gateway: gateway.url }, becomes: '0000' },
    'a gateway with a certificate that is trusted': { options: { gateway: trustedUrl }, becomes: '0000' },
    'a gateway with a certificate that is not': {
      options: { gateway: await secure(selfSignedCertificate()) },
      becomes: UNSENT,
    },
    'a name that is not in the certificate': {
      options: { gateway: trustedUrl.replace('localhost', '127.0.0.2') },
      becomes: UNSENT,
    },
    'nobody there': { options: { gateway: await gone() }, becomes: UNSENT },
    'no such host': { options: { gateway: 'http://nowhere.invalid' }, becomes: UNSENT },
    'a connection that is dropped': {
      options: { gateway: await doing((_request, _response, socket) => void socket.destroy()) },
      becomes: SENT,
    },
    'a response that never comes': {
      options: { gateway: await doing(() => undefined), http: { timeoutMs: 500 } },
      becomes: SENT,
    },
    'a call that is aborted': {
      options: { gateway: await doing(() => undefined) },
      call: { abortMs: 300 },
      becomes: SENT,
    },
    'a response that is too long': {
      options: { gateway: await doing(() => `{"ret_code":"0000","filler":"${'x'.repeat(1_100_000)}"}`) },
      becomes: SENT,
    },
    'a proxy': { options: { gateway: gateway.url, http: { proxy: proxy.url } }, becomes: '0000' },
    'a proxy in front of TLS': {
      options: { gateway: trustedUrl, http: { proxy: proxy.url } },
      becomes: '0000',
    },
    'a proxy that refuses': {
      options: { gateway: gateway.url, http: { proxy: wrongProxy } },
      becomes: UNSENT,
    },
    'no such proxy': { options: { gateway: gateway.url, http: { proxy: await gone() } }, becomes: UNSENT },
  };
}

const nodes = NODE_VERSIONS.map(
  (version) => [`Node ${version}`, inject('nodes')[version], [] as string[]] as const,
);
const others = RUNTIMES.map(
  (name) =>
    [
      name,
      inject('runtimes')[name],
      name === 'deno' ? ['run', '-A', '--node-modules-dir=manual'] : [],
    ] as const,
);

describe.each([...nodes, ...others])('calls on %s', (name, runtime, args) => {
  const skipped = lacks({
    tests: `calls on ${name}`,
    missing: runtime === undefined && `${name} in the npm registry for this machine, and leave to install it`,
    run: '`npm run test:consumers`',
  });

  it.skipIf(skipped)('are verified, bounded, and told apart as on every other', async () => {
    const all = await situations();
    const merchant = {
      oidPartner: OID_PARTNER,
      privateKey: keys.merchant.privateKey.export(pem.privateKey),
      lianlianPublicKey: keys.lianlian.publicKey.export(pem.publicKey),
      notifyUrl: 'https://shop.example/notify',
    };
    const task = JSON.stringify({ folder: inject('packed').folder, merchant, situations: all });
    const { stdout } = await promisify(execFile)(runtime ?? '', [...args, program, task], {
      timeout: 200_000,
      // Verification stays on whatever the environment says of it.
      env: {
        ...process.env,
        NODE_EXTRA_CA_CERTS: join(folder, 'trusted.pem'),
        DENO_CERT: join(folder, 'trusted.pem'),
        NODE_TLS_REJECT_UNAUTHORIZED: '0',
      },
    });
    const became = JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Record<string, string>;
    expect(became).toEqual(
      Object.fromEntries(Object.entries(all).map(([what, { becomes }]) => [what, becomes])),
    );
  });
});
