// A whole call over loopback, beside undici's Pool with one signature and one verification. Server and client are
// processes of their own; what is compared is the client's.
import { execFileSync, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { signNotification } from '../../dist/testing/index.js';
import { CALL_REQUEST, keyPair, OID_PARTNER } from '../support/fixtures.mjs';
import { rowOf } from '../support/report.mjs';
import { ratioOf } from '../support/rounds.mjs';

export const name = 'call';
export const about = 'A whole call over loopback, 2048-bit key, by HTTP and TLS, 1 and 64 at once';

const SERVER = fileURLToPath(new URL('../support/lianlian-server.mjs', import.meta.url));
const CLIENT = fileURLToPath(new URL('../support/call-client.mjs', import.meta.url));

export async function measure({ rounds = 9 } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'lianlian-bench-'));
  try {
    const tls = certificateIn(folder);
    return [...(await over('HTTP', undefined, folder, rounds)), ...(await over('TLS', tls, folder, rounds))];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function over(protocol, tls, folder, rounds) {
  const lianlian = keyPair(2048);
  const { user_id, pay_type, no_order, money_order } = CALL_REQUEST;
  const fields = {
    ret_code: '0000',
    ret_msg: '交易成功',
    oid_partner: OID_PARTNER,
    oid_paybill: '2014052800001',
  };
  const payLoad = 'weixin://wxpay/bizpayurl?pr=abcdefg';
  const responseText = JSON.stringify(
    signNotification({ ...fields, user_id, pay_type, no_order, money_order, payLoad }, lianlian.privatePem),
  );
  const server = fork(SERVER);
  server.send({ responseText, tls });
  const [{ url }] = await once(server, 'message');
  const client = fork(CLIENT, { env: { ...process.env, NODE_EXTRA_CA_CERTS: join(folder, 'cert.pem') } });
  client.send({ url, responseText, rounds, lianlianPublicPem: lianlian.publicPem });
  const [results] = await once(client, 'message');
  server.kill();
  return Object.entries(results).map(([atOnce, { samples, delays }]) =>
    tableOf(protocol, atOnce, samples, delays),
  );
}

function tableOf(protocol, atOnce, [bare, ours], [bareDelay, ourDelay]) {
  return {
    title: `A call over ${protocol}, ${atOnce} at once: the client's processor time`,
    rows: [rowOf(bare, bare), rowOf(ours, bare)],
    notes: [`loop delay p99: by hand ${bareDelay.toFixed(1)} ms, nestjs-lianlian ${ourDelay.toFixed(1)} ms`],
    targets: [
      { what: 'of the bare call', value: ratioOf(ours, bare), limit: 1.25, bound: 'at most' },
      ...(atOnce === '64'
        ? [{ what: 'loop delay p99', value: ourDelay, limit: 10, bound: 'at most', unit: 'ms' }]
        : []),
    ],
  };
}

/** A certificate for localhost that signs itself. */
function certificateIn(folder) {
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const name = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'];
  const files = ['-nodes', '-keyout', key, '-out', cert, '-days', '2'];
  execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', ...files, ...name], { stdio: 'ignore' });
  return { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') };
}
