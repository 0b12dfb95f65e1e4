// Reads and reconciles a generated report, beside the same job done by a plain script that splits lines.
// node --expose-gc bench/reports/reconcile.mjs [rows]      (after npm run build)
import 'reflect-metadata';

import { once } from 'node:events';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

import { ReportService } from '../../dist/index.js';

const rows = Number(process.argv[2] ?? 1_000_000);
const WRONG_AMOUNT = Math.floor(rows / 3);
const MISSING = Math.floor(rows / 2);

const numberOf = (index) => `2014052809${String(index).padStart(9, '0')}`;
const fenOf = (index) => 100 + (index % 90_000);
const yuan = (fen) => `${Math.floor(fen / 100)}.${String(fen % 100).padStart(2, '0')}`;

async function writeReport(path) {
  const file = createWriteStream(path);
  for (let index = 0; index < rows; index += 1) {
    if (index === MISSING) continue;
    const stray = index % 5 === 0 ? ' ,' : '';
    const line = `${numberOf(index)},201403251000001147,20140528 16:35:56,101001,2014${String(index).padStart(12, '0')},20140528,${yuan(fenOf(index))},0,0, ${stray}20140528 16:36:0${index % 10},0.${index % 10},手机应用支付网关,储蓄卡快捷支付,羽毛球, ${index} 只\n`;
    if (!file.write(line)) await once(file, 'drain');
  }
  file.end();
  await once(file, 'close');
}

/** The app's orders, as a database cursor would give them. */
async function* orders() {
  for (let index = 0; index < rows; index += 1) {
    const wrong = index === WRONG_AMOUNT ? 1 : 0;
    yield { no_order: numberOf(index), money_order: yuan(fenOf(index) + wrong) };
  }
}

async function byPackage(path) {
  const reports = new ReportService();
  const reconciliation = reports.reconcile(reports.read(path), orders());
  let differences = 0;
  for await (const difference of reconciliation) differences += difference === undefined ? 0 : 1;
  const { matched, sums } = await reconciliation.totals();
  return { matched, differences, fee: sums[0].feeFen };
}

async function byReading(path) {
  let count = 0;
  let fee = 0n;
  for await (const row of new ReportService().read(path)) {
    count += 1;
    fee += BigInt(row.feeFen);
  }
  return { rows: count, fee };
}

/** What one writes in an afternoon: columns by position, numbers as floats, everything in one Map. */
async function bySplitting(path) {
  const reported = new Map();
  let fee = 0;
  for await (const line of createInterface({ input: createReadStream(path, 'utf8') })) {
    const cells = line.split(',');
    reported.set(cells[0], { line, money: Number(cells[6]), paybill: cells[4], status: cells[8] });
    fee += Number(cells[10]);
  }
  let matched = 0;
  let differences = 0;
  for await (const order of orders()) {
    const row = reported.get(order.no_order);
    if (row !== undefined && row.money === Number(order.money_order)) matched += 1;
    else differences += 1;
  }
  return { matched, differences, fee };
}

async function measure(name, job) {
  globalThis.gc?.();
  const before = process.memoryUsage();
  let { rss, heapUsed } = before;
  const timer = setInterval(() => {
    const now = process.memoryUsage();
    rss = Math.max(rss, now.rss);
    heapUsed = Math.max(heapUsed, now.heapUsed);
  }, 20);
  const start = performance.now();
  const result = await job();
  const seconds = (performance.now() - start) / 1000;
  clearInterval(timer);
  const mb = (bytes) => `${(bytes / 1024 / 1024).toFixed(0)} MB`;
  console.log(name);
  console.log(`  ${seconds.toFixed(1)} s, ${Math.round(rows / seconds)} rows per second`);
  console.log(
    `  peak: rss ${mb(rss)} (before ${mb(before.rss)}), heap ${mb(heapUsed)} (before ${mb(before.heapUsed)})`,
  );
  console.log(' ', result);
  process.send?.({ name, seconds, peakRss: rss });
}

const folder = await mkdtemp(join(tmpdir(), 'lianlian-bench-'));
try {
  const path = join(folder, 'report.txt');
  await writeReport(path);
  console.log(
    `${rows} rows, ${((await stat(path)).size / 1024 / 1024).toFixed(0)} MB, Node ${process.version}`,
  );
  await measure('read', () => byReading(path));
  await measure('read and reconcile', () => byPackage(path));
  await measure('plain script that splits lines', () => bySplitting(path));
} finally {
  await rm(folder, { recursive: true });
}
