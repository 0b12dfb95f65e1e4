// What the module adds to the start of a Nest app: time until it listens, and memory. Every start is a process.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

import { keyPair, optionsWith } from '../support/fixtures.mjs';
import { median } from '../support/rounds.mjs';

export const name = 'start';
export const about = 'What the module adds to the start of a Nest app, in time and memory';

const APP = fileURLToPath(new URL('../support/start-app.mjs', import.meta.url));
const KINDS = [
  ['bare', 'bare Nest app'],
  ['with-peers', 'with class-validator and ConfigModule'],
  ['with-module', 'with LianlianModule'],
];

export async function measure({ rounds = 15 } = {}) {
  const options = JSON.stringify(optionsWith(keyPair(2048), keyPair(2048)));
  const env = { ...process.env, BENCH_OPTIONS: options };
  const samples = KINDS.map(() => []);
  // The first start of each reads files that are in no cache yet.
  for (let round = -1; round < rounds; round++) {
    for (const [index, [kind]] of KINDS.entries()) {
      const [sample] = await once(fork(APP, [kind], { env }), 'message');
      if (round >= 0) samples[index].push(sample);
    }
  }
  const medians = samples.map((all) => ({
    ms: median(all.map(({ ms }) => ms)),
    cpuMs: median(all.map(({ cpuMs }) => cpuMs)),
    mb: median(all.map(({ mb }) => mb)),
  }));
  const [bare, , ours] = medians;
  return [
    {
      title: `Start until the app listens, medians of ${rounds}`,
      rows: medians.map(({ ms, cpuMs, mb }, index) => ({
        name: KINDS[index][1],
        figure: `${ms.toFixed(0)} ms (${cpuMs.toFixed(0)} ms of processor time), ${mb.toFixed(1)} MB`,
      })),
      notes: [`added processor time, compiling threads included: ${(ours.cpuMs - bare.cpuMs).toFixed(1)} ms`],
      targets: [
        { what: 'added to a bare start', value: ours.ms - bare.ms, limit: 30, bound: 'at most', unit: 'ms' },
        { what: 'added memory', value: ours.mb - bare.mb, limit: 10, bound: 'at most', unit: 'MB' },
      ],
    },
  ];
}
