// 100,000 orders in a sandbox, placed, paid and notified: how many a second, and how much memory, with and without state.
import { fork } from 'node:child_process';
import { createPrivateKey, sign } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { Agent, createServer, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const name = 'sandbox-orders';
export const about =
  'Place, pay and notify 100,000 orders in a sandbox: orders a second and memory, with and without state';

const ORDERS = Number(process.env.BENCH_ORDERS ?? 100_000);
const AT_ONCE = 16;
const SERVER = fileURLToPath(new URL('../support/sandbox-server.mjs', import.meta.url));
const MB = 1024 * 1024;

export async function measure() {
  const folder = mkdtempSync(join(tmpdir(), 'bench-sandbox-'));
  const stateFile = join(folder, 'state.json');
  try {
    const without = await run({});
    const kept = await run({ stateFile });
    const size = statSync(stateFile).size;
    const again = await opened({ stateFile });
    const { heap } = await again.end();
    const rows = [row('without state', without), row('with state', kept)];
    return [
      {
        title: `${ORDERS} orders, each placed, paid and notified; keys of 1024 bits; ${AT_ONCE} at once`,
        rows: [
          ...rows,
          {
            name: 'the next start',
            figure: `${(again.startMs / 1000).toFixed(1)} s for a file of ${(size / MB).toFixed(0)} MB, then a heap of ${(heap / MB).toFixed(0)} MB`,
          },
        ],
        targets: [
          {
            what: 'without state',
            value: without.last,
            limit: 500,
            bound: 'at least',
            unit: 'orders a second',
          },
          { what: 'with state', value: kept.last, limit: 500, bound: 'at least', unit: 'orders a second' },
          {
            what: 'heap without state',
            value: without.heap / MB,
            limit: 1_000,
            bound: 'at most',
            unit: 'MB',
          },
          { what: 'heap with state', value: kept.heap / MB, limit: 1_000, bound: 'at most', unit: 'MB' },
        ],
      },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function row(who, { all, last, cpuMs, heap, resident }) {
  return {
    name: who,
    figure: `${all.toFixed(0)} orders a second, ${last.toFixed(0)} in the last tenth, at ${cpuMs.toFixed(2)} ms of processor time each; heap ${(heap / MB).toFixed(0)} MB, ${(resident / MB).toFixed(0)} MB resident`,
  };
}

/** The last tenth shows whether an order costs more where there are many. */
async function run(options) {
  const sandbox = await opened(options);
  const shop = createServer((asked, response) => {
    asked.resume().on('end', () => response.end('{"ret_code":"0000","ret_msg":"交易成功"}'));
  });
  await new Promise((resolve) => shop.listen(0, '127.0.0.1', resolve));
  const agent = new Agent({ keepAlive: true });
  const client = clientOf(sandbox, agent, `http://127.0.0.1:${shop.address().port}/notify`);
  const begun = performance.now();
  await orders(client, 0, ORDERS * 0.9);
  const late = performance.now();
  const { cpuMs } = await sandbox.memory();
  await orders(client, ORDERS * 0.9, ORDERS);
  const ended = performance.now();
  const { rss: resident, cpuMs: spentMs } = await sandbox.memory();
  const { heap } = await sandbox.end();
  agent.destroy();
  shop.close();
  return {
    all: (ORDERS * 1000) / (ended - begun),
    last: (ORDERS * 100) / (ended - late),
    cpuMs: (spentMs - cpuMs) / (ORDERS * 0.1),
    ...{ heap, resident },
  };
}

async function opened(options) {
  const child = fork(SERVER, { execArgv: ['--expose-gc'] });
  child.send({ modulusLength: 1024, ...options });
  const [{ url, privateKey, startMs }] = await once(child, 'message');
  const memory = async () => {
    child.send('memory');
    return (await once(child, 'message'))[0];
  };
  const end = async () => {
    const used = await memory();
    child.send('stop');
    await once(child, 'exit');
    return used;
  };
  return { url, privateKey, startMs, memory, end };
}

function clientOf({ url, privateKey }, agent, notify_url) {
  const key = createPrivateKey(privateKey);
  const dt_order = chinaTime();
  return async (index) => {
    const no_order = `bench-${index}`;
    const fields = {
      ...{
        busi_partner: '109001',
        dt_order,
        money_order: '49.95',
        name_goods: '羽毛球',
        no_order,
        notify_url,
      },
      ...{ oid_partner: '201304121000001004', pay_type: 'I', risk_item: '{"frms_ware_category":"1009"}' },
      ...{ sign_type: 'RSA', user_id: `u-${index}` },
    };
    const source = Object.entries(fields)
      .map((pair) => pair.join('='))
      .join('&');
    const signed = { ...fields, sign: sign('RSA-MD5', Buffer.from(source), key).toString('base64') };
    const placed = await post(`${url}/llwalletapi/combinepay.htm`, signed, agent);
    if (!placed.includes('"0000"')) throw new Error(placed);
    const paid = await post(`${url}/_sandbox/orders/${no_order}/pay`, {}, agent);
    if (!paid.includes('"acknowledged"')) throw new Error(paid);
  };
}

async function orders(client, from, to) {
  let next = from;
  const worker = async () => {
    while (next < to) await client(next++);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

function post(url, body, agent) {
  const bytes = Buffer.from(JSON.stringify(body));
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json', 'content-length': bytes.length };
    const sent = request(url, { method: 'POST', agent, headers }, (response) => {
      const chunks = [];
      response.on('data', (chunk) => chunks.push(chunk));
      response.on('end', () => resolve(Buffer.concat(chunks).toString()));
      response.on('error', reject);
    });
    sent.on('error', reject);
    sent.end(bytes);
  });
}

function chinaTime() {
  return new Date(Date.now() + 8 * 3_600_000).toISOString().replace(/\D/g, '').slice(0, 14);
}
