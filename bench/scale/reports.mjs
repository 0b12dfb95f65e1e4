// Reports that grow: the time of a row and the memory in use, read and reconciled.
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { figuresOf, megabytes } from '../support/figures-of.mjs';

export const name = 'scale-reports';
export const about =
  'Reports of 100,000, 1,000,000 and 10,000,000 rows, read and reconciled as they are made';

const SIZES = { full: [100_000, 1_000_000, 10_000_000], quick: [10_000, 50_000, 250_000] };
const JOBS = { make: 'made, and not read', read: 'read', reconcile: 'read and reconciled' };
const PROCESS = new URL('processes/report.mjs', import.meta.url);

export async function measure({ quick = false } = {}) {
  const sizes = SIZES[quick ? 'quick' : 'full'];
  // Where a reconciliation puts what its memory does not hold.
  const folder = mkdtempSync(join(tmpdir(), 'lianlian-bench-'));
  const env = { ...process.env, TMPDIR: folder };
  try {
    const results = {};
    for (const job of Object.keys(JOBS)) {
      results[job] = [];
      for (const rows of sizes)
        results[job].push({ rows, ...(await figuresOf(PROCESS, { rows, job }, env)) });
      if (readdirSync(folder).length > 0) throw new Error('the reconciliation left files behind');
    }
    return [timesOf(results), memoryOf(results)];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const rowsOf = ({ rows }) => `${rows.toLocaleString('en')} rows`;
const microsecondsOf = ({ seconds, rows }) => (seconds * 1e6) / rows;

/** A row and a point for each size, and a target that compares the last with the first. */
function timesOf({ make, read, reconcile }) {
  const own = (results) =>
    results.map((result, index) => microsecondsOf(result) - microsecondsOf(make[index]));
  return grown({
    title: 'Processor time of a row, without that of making it',
    what: 'processor time of a row',
    picture: 'reports-time',
    unit: 'microseconds',
    sizes: read,
    figures: { read: own(read), reconcile: own(reconcile) },
    shown: (us) => `${us.toFixed(2)} µs`,
  });
}

function memoryOf({ read, reconcile }) {
  const used = (results) => results.map(({ before, most }) => megabytes(before + most));
  return grown({
    title: 'Memory in use at most, after collections',
    what: 'memory in use',
    picture: 'reports-memory',
    unit: 'MB',
    sizes: read,
    figures: { read: used(read), reconcile: used(reconcile) },
    shown: (mb) => `${mb.toFixed(1)} MB`,
  });
}

function grown({ title, what, picture, unit, sizes, figures, shown }) {
  const jobs = Object.entries(figures);
  return {
    title,
    rows: jobs.flatMap(([job, values]) =>
      sizes.map((size, index) => ({
        name: `${rowsOf(size)}, ${JOBS[job]}`,
        figure: shown(values[index]),
        ratio: values[index] / values[0],
      })),
    ),
    curve: {
      picture,
      title,
      x: { label: 'rows of the report', isLog: true },
      y: { label: unit },
      lines: jobs.map(([job, values]) => ({
        name: JOBS[job],
        points: sizes.map(({ rows }, index) => [rows, values[index]]),
      })),
    },
    targets: jobs.map(([job, values]) => ({
      what: `${what}, ${JOBS[job]}, at ${rowsOf(sizes.at(-1))}, of that at ${rowsOf(sizes[0])}`,
      value: values.at(-1) / values[0],
      limit: 1.3,
      bound: 'at most',
    })),
  };
}
