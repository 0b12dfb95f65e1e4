// The client's side of measurements/call.mjs, in a process of its own: it has to trust the server's certificate from
// its start (NODE_EXTRA_CA_CERTS).
import { createPublicKey, sign, verify } from 'node:crypto';
import { monitorEventLoopDelay } from 'node:perf_hooks';

import { Pool } from 'undici';

import { CALL_REQUEST, keyPair, optionsWith } from './fixtures.mjs';
import { startModule } from './module.mjs';
import { inRounds } from './rounds.mjs';
import { signatureSource } from './signature-source.mjs';

const BITS = 2048;

const { url, responseText, lianlianPublicPem, rounds } = await new Promise((resolve) =>
  process.once('message', resolve),
);
const merchant = keyPair(BITS);
const lianlian = { publicPem: lianlianPublicPem };
const { lianlian: client, close } = await startModule(
  optionsWith(merchant, lianlian, { gateway: url, http: { connections: 64 } }),
);
const pool = new Pool(url, { connections: 64 });
const { source, key } = responseParts(responseText);

const results = {};
for (const atOnce of [1, 64]) {
  const contestants = [
    { name: `undici Pool, a signature, a verification: ${atOnce} at once`, run: bareCall, atOnce },
    {
      name: `nestjs-lianlian: ${atOnce} at once`,
      run: () => client.aggregateDirect.pay(CALL_REQUEST),
      atOnce,
    },
  ];
  const samples = [...(await inRounds(contestants, { rounds, slotMs: 300 })).values()];
  results[atOnce] = { samples, delays: await delaysOf(contestants) };
}
await close();
await pool.close();
process.send(results);
process.disconnect();

/** The same bytes over the same kind of pool, by hand; signed at once, which is what costs least. */
async function bareCall() {
  const signature = sign('RSA-MD5', source.request, merchant.privateKey).toString('base64');
  const body = JSON.stringify({ ...source.fields, sign: signature });
  const headers = { 'content-type': 'application/json;charset=utf-8', accept: 'application/json' };
  const path = '/llwalletapi/combinepay.htm';
  const response = await pool.request({ path, method: 'POST', headers, body });
  const message = JSON.parse(await response.body.text());
  if (!verify('RSA-MD5', source.response, key, Buffer.from(message.sign, 'base64')))
    throw new Error('unsigned');
  return message;
}

function responseParts(text) {
  const fields = { ...CALL_REQUEST, risk_item: JSON.stringify(CALL_REQUEST.risk_item) };
  const common = { busi_partner: '109001', oid_partner: '201304121000001004', sign_type: 'RSA' };
  const urls = {
    notify_url: 'https://shop.example/payments/notify',
    return_url: 'https://shop.example/payments/return',
  };
  const request = { ...fields, ...common, ...urls };
  return {
    key: createPublicKey(lianlianPublicPem),
    source: {
      fields: request,
      request: Buffer.from(signatureSource(request)),
      response: Buffer.from(signatureSource(JSON.parse(text))),
    },
  };
}

/** How late the event loop is while calls are under way, in milliseconds, in the worst hundredth. */
async function delaysOf(contestants) {
  const delays = [];
  for (const { run, atOnce } of contestants) {
    const histogram = monitorEventLoopDelay({ resolution: 1 });
    histogram.enable();
    const end = performance.now() + 2000;
    const worker = async () => {
      while (performance.now() < end) await run();
    };
    await Promise.all(Array.from({ length: atOnce }, worker));
    histogram.disable();
    delays.push(histogram.percentile(99) / 1e6 - 1);
  }
  return delays;
}
