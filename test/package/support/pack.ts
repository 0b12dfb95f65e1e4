import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TestProject } from 'vitest/node';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** The package as npm would publish it. */
export interface Packed {
  /** The .tgz file. */
  readonly tarball: string;
  /** The same, unpacked, where it finds the packages that this repository has installed. */
  readonly folder: string;
}

declare module 'vitest' {
  interface ProvidedContext {
    packed: Packed;
  }
}

/** Shared by the projects of one run, each of which loads this file anew. */
const shared = globalThis as { packedForTests?: Packed };

/** Builds and packs the package once for all the tests of a run. */
export default function setup(project: TestProject): (() => void) | undefined {
  if (shared.packedForTests !== undefined) {
    project.provide('packed', shared.packedForTests);
    return undefined;
  }
  const target = mkdtempSync(join(tmpdir(), 'lianlian-packed-'));
  const report = pack(target);
  const [{ filename }] = JSON.parse(report.slice(report.search(/^\[/m))) as [{ filename: string }];
  const tarball = join(target, filename);
  execFileSync('tar', ['-xzf', tarball, '-C', target]);
  symlinkSync(join(root, 'node_modules'), join(target, 'node_modules'), 'junction');
  shared.packedForTests = { tarball, folder: join(target, 'package') };
  project.provide('packed', shared.packedForTests);
  return () => {
    rmSync(target, { recursive: true, force: true });
  };
}

/** Builds, by the script "prepack", and packs. Returns what npm printed: the build's output, then JSON. */
function pack(target: string): string {
  try {
    return execFileSync('npm', ['pack', '--silent', '--json', '--pack-destination', target], {
      cwd: root,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
    });
  } catch (error) {
    throw new Error(`The package could not be built and packed:\n${(error as { stdout: string }).stdout}`);
  }
}
