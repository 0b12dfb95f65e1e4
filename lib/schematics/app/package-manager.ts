import type { Tree } from '@angular-devkit/schematics';

/** By the file that tells which package manager an app uses. */
const BY_LOCKFILE = { 'pnpm-lock.yaml': 'pnpm', 'yarn.lock': 'yarn', 'bun.lock': 'bun' } as const;

/** The command of the package manager that the app uses: `npm`, `pnpm` and so on. */
export function packageManagerOf(tree: Tree): string {
  return Object.entries(BY_LOCKFILE).find(([file]) => tree.exists(file))?.[1] ?? 'npm';
}
