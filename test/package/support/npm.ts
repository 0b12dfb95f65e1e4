import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** How often an installation is begun before it counts as failed. */
const TRIES = 3;

/** How long one may take: the largest takes a minute on two busy cores. */
const PATIENCE_MS = 180_000;

/** A connection to the registry that stalls is given up after 20 seconds, and made again. npm itself waits for five minutes. */
const NETWORK = ['--fetch-timeout=20000', '--fetch-retries=5', '--no-audit', '--no-fund'];

/** How long the tries may take together, for the hook that waits for them. */
export const INSTALL_TIMEOUT_MS = TRIES * PATIENCE_MS + 20_000;

/**
 * Installs packages from the npm registry, or what npm kept of it. One that hangs is killed and begun again.
 *
 * @throws Error with what npm printed
 */
export async function npm(folder: string, command: 'install' | 'ci', ...options: string[]): Promise<void> {
  await patiently(folder, 'npm', [command, ...options, ...NETWORK]);
}

/**
 * Runs a package manager. One that hangs is killed and begun again.
 *
 * @throws Error with what it printed
 */
export async function patiently(
  folder: string,
  program: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      await run(program, args, { cwd: folder, env, timeout: PATIENCE_MS, killSignal: 'SIGKILL' });
      return;
    } catch (error) {
      if (tries < TRIES) continue;
      const { stdout, stderr } = error as { stdout: string; stderr: string };
      throw new Error(`${program} ${args.join(' ')} failed ${String(TRIES)} times:\n${stdout}${stderr}`, {
        cause: error,
      });
    }
  }
}
