import { type ChildProcess, spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';

import type { Example } from './example.js';

const START_LIMIT_MS = 30_000;

/** A process that serves an example by HTTP. */
export class HostProcess {
  /** Its exit code, or the signal that ended it. */
  readonly ended: Promise<number | NodeJS.Signals | null>;

  private constructor(
    private readonly child: ChildProcess,
    readonly url: string,
  ) {
    this.ended = new Promise((resolve) => {
      child.once('exit', (code, signal) => {
        resolve(code ?? signal);
      });
    });
  }

  /**
   * Resolves when it answers.
   *
   * @throws Error with what it wrote
   */
  static async start(
    { folder, env, port }: Pick<Example, 'folder' | 'env' | 'port'>,
    [program = '', ...args]: readonly string[],
    changes: NodeJS.ProcessEnv = {},
  ): Promise<HostProcess> {
    const own = { ...env, ...changes };
    const child = spawn(program, args, { cwd: folder, env: own, stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (part: Buffer) => (said += part.toString()));
    const process = new HostProcess(child, `http://127.0.0.1:${own['PORT'] ?? String(port)}`);
    for (const deadline = Date.now() + START_LIMIT_MS; !(await process.answers());) {
      if (child.exitCode !== null || Date.now() > deadline) {
        child.kill('SIGKILL');
        throw new Error(`${program} ${args.join(' ')} did not start:\n${said}`);
      }
      await sleep(100);
    }
    return process;
  }

  /** As a platform does that wants the instance to end. */
  terminate(signal: NodeJS.Signals = 'SIGTERM'): void {
    this.child.kill(signal);
  }

  async kill(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.ended;
  }

  private async answers(): Promise<boolean> {
    return fetch(this.url).then(
      () => true,
      () => false,
    );
  }
}
