import { type ChildProcessByStdio, spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';

import { builtShop } from './build-shop.js';

const START_LIMIT_MS = 120_000;

/** One process of a shop. */
export class ShopProcess {
  readonly exited: Promise<void>;

  private constructor(
    private readonly child: ChildProcessByStdio<Writable, Readable, Readable>,
    /** `http://127.0.0.1:34567` */
    readonly url: string,
    /** The end of what it wrote. */
    readonly said: () => string,
  ) {
    this.exited = new Promise((resolve) => {
      if (child.exitCode !== null || child.signalCode !== null) resolve();
      else
        child.once('exit', () => {
          resolve();
        });
    });
  }

  /** Resolves when it listens. */
  static async start(env: Readonly<Record<string, string>>, built = builtShop): Promise<ShopProcess> {
    const main = await built();
    const child = spawn(process.execPath, [main], {
      env: { ...process.env, NODE_ENV: 'production', ...env },
      // It ends when its stdin does: no process outlives the tests.
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    let said = '';
    const url = await new Promise<string>((resolve, reject) => {
      const fail = (how: string): void => {
        clearTimeout(timer);
        child.kill('SIGKILL');
        reject(new Error(`A shop's process ${how}:\n${said}`));
      };
      const timer = setTimeout(fail, START_LIMIT_MS, 'did not start');
      const listen = (part: Buffer): void => {
        said = (said + part.toString()).slice(-10_000);
        const address = /listening at (\S+)/.exec(said)?.[1];
        if (address === undefined) return;
        clearTimeout(timer);
        resolve(address);
      };
      child.stdout.on('data', listen);
      child.stderr.on('data', listen);
      child.once('error', () => {
        fail('could not be started');
      });
      child.once('exit', (code) => {
        fail(`ended with ${String(code)}`);
      });
    });
    if (env['LOG'] === '1') child.stdout.pipe(process.stderr, { end: false });
    return new ShopProcess(child, url, () => said);
  }

  /** As `kill -9` does. */
  async kill(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.exited;
  }
}
