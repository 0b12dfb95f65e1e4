// Read and reconcile a report, beside a plain script that splits lines: bench/reports/reconcile.mjs, in a process
// of its own. And the time of a line by its length: bench/reports/line-lengths.mjs.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

import { lineLengths } from '../reports/line-lengths.mjs';

export const name = 'reports';
export const about = 'Read and reconcile a report of 1,000,000 rows, beside a plain script that splits lines';

const SCRIPT = fileURLToPath(new URL('../reports/reconcile.mjs', import.meta.url));

export async function measure() {
  const child = fork(SCRIPT, { execArgv: ['--expose-gc'], stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const figures = [];
  child.on('message', (figure) => figures.push(figure));
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`the benchmark of reports ended with ${code}`);
  const plain = figures.at(-1);
  const mb = (bytes) => `${Math.round(bytes / 1024 / 1024)} MB`;
  return [
    {
      title: 'A report of 1,000,000 rows',
      rows: figures.map(({ name: who, seconds, peakRss }) => ({
        name: who,
        figure: `${seconds.toFixed(1)} s, ${mb(peakRss)} at most`,
        ratio: seconds / plain.seconds,
      })),
    },
    ...(await lineLengths()),
  ];
}
