import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { type Plugin, rolldown } from 'rolldown';

import type { Summary } from './simulate.js';
import type { AskedWorlds } from './worlds-process.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** Worlds that a process is given at a time. */
const PORTION = 500;

/** After how many worlds somebody who waits is told so. */
const TOLD_AFTER = 100_000;

/** Runs worlds as `simulate` does, by a process for each core. Of those that fail, the one with the first seed is told. */
export async function simulateOnAllCores(firstSeed: number, count: number): Promise<Summary> {
  // Beside the packages that it imports.
  const folder = await mkdtemp(join(ROOT, 'node_modules', '.simulation-'));
  const program = join(folder, 'worlds.mjs');
  const processes: ChildProcess[] = [];
  try {
    await bundle(program);
    const startedAt = performance.now();
    const summaries: Summary[] = [];
    let given = 0;
    let ran = 0;
    const work = async (worker: ChildProcess): Promise<void> => {
      while (given < count && summaries.every(({ failure }) => failure === undefined)) {
        const asked = { firstSeed: firstSeed + given, count: Math.min(PORTION, count - given) };
        given += asked.count;
        const summary = await simulatedBy(worker, asked);
        summaries.push(summary);
        ran += summary.worlds;
        if (ran % TOLD_AFTER < summary.worlds) console.log(`${String(ran)} of ${String(count)} worlds.`);
      }
    };
    await Promise.all(
      Array.from({ length: availableParallelism() }, () => {
        const worker = fork(program, { serialization: 'advanced' });
        processes.push(worker);
        return work(worker);
      }),
    );
    return joined(summaries, (performance.now() - startedAt) / 1000);
  } finally {
    for (const worker of processes) worker.kill();
    await rm(folder, { recursive: true, force: true });
  }
}

async function simulatedBy(worker: ChildProcess, asked: AskedWorlds): Promise<Summary> {
  const gone = new AbortController();
  const died = once(worker, 'exit', gone).then(([code]) => {
    throw new Error(
      `The process of the worlds from seed ${String(asked.firstSeed)} ended with ${String(code)}.`,
    );
  });
  worker.send(asked);
  try {
    const [summary] = (await Promise.race([once(worker, 'message', gone), died])) as [Summary];
    return summary;
  } finally {
    died.catch(() => undefined);
    gone.abort();
  }
}

function joined(summaries: readonly Summary[], seconds: number): Summary {
  const happened = new Map<string, number>();
  for (const summary of summaries)
    for (const [what, often] of summary.happened) happened.set(what, (happened.get(what) ?? 0) + often);
  const failures = summaries.flatMap(({ failure }) => failure ?? []);
  return {
    worlds: summaries.reduce((sum, { worlds }) => sum + worlds, 0),
    seconds,
    happened,
    failure: failures.toSorted((one, other) => one.seed - other.seed)[0],
  };
}

/** What runs thousands of worlds: one file, whose modules need not find each other's exports again and again. */
async function bundle(file: string): Promise<void> {
  const build = await rolldown({
    cwd: ROOT,
    platform: 'node',
    input: join(ROOT, 'test/simulation/worlds-process.ts'),
    tsconfig: join(ROOT, 'tsconfig.json'),
    external: /^(?!nestjs-lianlian|@oxc-project)[@a-z]/,
    plugins: [withoutDatabase],
  });
  await build.write({ file, format: 'es', sourcemap: true });
  await build.close();
}

/** The sample shop's code runs on tables of the world, as in `simulation.spec.ts`. */
const withoutDatabase: Plugin = {
  name: 'without-database',
  load: (id) => (id.endsWith('/shop-database.ts') ? 'export class ShopDatabase {}' : null),
};
