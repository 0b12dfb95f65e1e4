import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';

const START_LIMIT_MS = 30_000;

/** One of the shop's two processes, as it runs in production. */
export class ShopProcess {
  /** Everything that it wrote, by lines. */
  readonly lines: string[] = [];
  private readonly ended: Promise<number | null>;

  private constructor(
    private readonly child: ChildProcess,
    readonly url: string,
  ) {
    for (const stream of [child.stdout, child.stderr]) {
      if (stream !== null) createInterface(stream).on('line', (line) => void this.lines.push(line));
    }
    this.ended = new Promise((resolve) => void child.once('exit', resolve));
  }

  /**
   * Resolves when it is ready for work.
   *
   * @throws Error with what it wrote
   */
  static async start(program: 'web' | 'worker', port: number, env: NodeJS.ProcessEnv): Promise<ShopProcess> {
    const child = spawn(process.execPath, [`dist/${program}.js`], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    const started = new ShopProcess(child, `http://127.0.0.1:${port}`);
    for (const deadline = Date.now() + START_LIMIT_MS; !(await started.isReady()); await sleep(100)) {
      if (child.exitCode === null && Date.now() < deadline) continue;
      child.kill('SIGKILL');
      throw new Error(`${program} did not start:\n${started.lines.join('\n')}`);
    }
    return started;
  }

  /** Its log, as a collector reads it. A line that is no JSON fails. */
  get log(): Record<string, unknown>[] {
    return this.lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  }

  /** Whether it has logged such a sentence. */
  said(sentence: RegExp): boolean {
    return this.log.some(({ msg }) => sentence.test(String(msg)));
  }

  /** The value of a metric, for the labels that the line has among others. */
  async metric(name: string, labels: Readonly<Record<string, string>>): Promise<number> {
    const text = await (await fetch(`${this.url}/metrics`)).text();
    const wanted = Object.entries(labels).map(([label, value]) => `${label}="${value}"`);
    const values = text
      .split('\n')
      .filter((line) => line.startsWith(`${name}{`) && wanted.every((label) => line.includes(label)))
      .map((line) => Number(line.slice(line.lastIndexOf(' '))));
    return values.reduce((sum, value) => sum + value, 0);
  }

  /** As a platform does. Resolves with the exit code, null where a signal ended it. */
  stop(): Promise<number | null> {
    this.child.kill('SIGTERM');
    return this.ended;
  }

  private isReady(): Promise<boolean> {
    return fetch(`${this.url}/health/ready`).then(
      ({ ok }) => ok,
      () => false,
    );
  }
}
