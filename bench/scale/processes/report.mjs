// Reads or reconciles a report of `rows` rows, which is made as it is read: {rows, job} by message. The job is
// `make`, `read` or `reconcile`.
import 'reflect-metadata';

import { ReportService } from '../../../dist/index.js';
import { bytesInUse, processorSeconds } from '../../support/figures-of.mjs';

const PIECE_ROWS = 500;
/** Looks at the memory so often while both sides are read, */
const LOOKS = 20;
/** and so often while a reconciliation compares what it put into files. */
const LOOK_EVERY_MS = 1_000;

const { rows, job } = await new Promise((resolve) => process.once('message', resolve));
const jobs = { make, read, reconcile };
const reports = new ReportService();
const before = bytesInUse();
let [most, looked] = [0, 0];
const timer = setInterval(look, LOOK_EVERY_MS);
const begun = processorSeconds();
await jobs[job]();
const seconds = processorSeconds() - begun - looked;
clearInterval(timer);
process.send({ seconds, before, most });
process.disconnect();

async function make() {
  let bytes = 0;
  for await (const piece of pieces()) bytes += piece.length;
  if (bytes === 0) throw new Error('an empty report');
}

async function read() {
  let count = 0;
  for await (const row of reports.read(pieces())) count += row.amountFen > 0 ? 1 : 0;
  if (count !== rows) throw new Error(`${count} rows of ${rows} were read`);
}

async function reconcile() {
  const reconciliation = reports.reconcile(reports.read(pieces()), orders());
  for await (const difference of reconciliation) throw new Error(`a difference: ${difference.kind}`);
  const { matched } = await reconciliation.totals();
  if (matched !== rows) throw new Error(`${matched} rows of ${rows} matched`);
}

function look() {
  const start = processorSeconds();
  most = Math.max(most, bytesInUse() - before);
  looked += processorSeconds() - start;
}

function numberOf(index) {
  return `2014052809${String(index).padStart(9, '0')}`;
}

function yuanOf(index) {
  const fen = 100 + (index % 90_000);
  return `${Math.floor(fen / 100)}.${String(fen % 100).padStart(2, '0')}`;
}

function lineOf(index) {
  return `${numberOf(index)},201403251000001147,20140528 16:35:56,101001,2014${String(index).padStart(12, '0')},20140528,${yuanOf(index)},0,0,20140528 16:36:0${index % 10},0.${index % 10},手机应用支付网关,储蓄卡快捷支付,羽毛球\n`;
}

/** The report's bytes, as they come from a disk or a network. */
async function* pieces() {
  for (let from = 0; from < rows; from += PIECE_ROWS) {
    let text = '';
    for (let index = from; index < Math.min(rows, from + PIECE_ROWS); index++) text += lineOf(index);
    yield Buffer.from(text);
    if (from % ((rows / LOOKS) | 0) < PIECE_ROWS) look();
  }
}

/** The app's orders in another order than the report's, as a database cursor would give them. */
async function* orders() {
  for (let index = rows - 1; index >= 0; index--) {
    if (index % ((rows / LOOKS) | 0) === 0) look();
    yield { no_order: numberOf(index), money_order: yuanOf(index) };
  }
}
