import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { inject } from 'vitest';

interface Manifest {
  dependencies: Record<string, string>;
}
/** A package as a lockfile has it. */
interface Locked {
  readonly name?: string | undefined;
  readonly version?: string | undefined;
  readonly [field: string]: unknown;
}
interface Lockfile {
  packages: Record<string, Locked>;
}

/** Puts the packed package in the place of the published one. Everything else is what the lockfile says. */
export async function takePacked(folder: string): Promise<void> {
  const packed = inject('packed');
  const tarball = `file:${packed.tarball}`;
  const read = async <T>(file: string): Promise<T> => JSON.parse(await readFile(file, 'utf8')) as T;
  const manifest = await read<Manifest>(join(folder, 'package.json'));
  const lock = await read<Lockfile>(join(folder, 'package-lock.json'));
  const { version, dependencies, peerDependencies, peerDependenciesMeta, bin } = await read<Locked>(
    join(packed.folder, 'package.json'),
  );
  manifest.dependencies['nestjs-lianlian'] = tarball;
  lock.packages[''] = { ...lock.packages[''], dependencies: manifest.dependencies };
  nameAddresses(lock, await registry());
  lock.packages['node_modules/nestjs-lianlian'] = {
    ...{ version, dependencies, peerDependencies, peerDependenciesMeta, bin },
    resolved: tarball,
  };
  await writeFile(join(folder, 'package.json'), JSON.stringify(manifest));
  await writeFile(join(folder, 'package-lock.json'), JSON.stringify(lock));
}

/**
 * Where the registry keeps each package, which the lockfiles here leave out: npm would first ask for the description of
 * every one of them, hundreds of requests, and not take what it has kept.
 */
function nameAddresses({ packages }: Lockfile, registry: string): void {
  for (const [path, locked] of Object.entries(packages)) {
    if (path === '' || locked.version === undefined) continue;
    const name = locked.name ?? path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
    const file = `${name.split('/').at(-1) ?? name}-${locked.version}.tgz`;
    packages[path] = { ...locked, resolved: `${registry}${name}/-/${file}` };
  }
}

/** The one that npm is set to, with a slash at its end. */
async function registry(): Promise<string> {
  const { stdout } = await promisify(execFile)('npm', ['config', 'get', 'registry']);
  return stdout.trim();
}
