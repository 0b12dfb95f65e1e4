import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

import { inject } from 'vitest';

export const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

/** The shop as its owner starts it: a process of its own. */
export class ShopProcess {
  private constructor(
    private readonly child: ChildProcess,
    readonly url: string,
    private readonly lines: string[],
    private readonly removeData: () => void,
  ) {}

  /**
   * Starts it on a free port, with its own sandbox unless `env` names a merchant, and with an embedded database in
   * a folder of its own unless `env` names one: a copy of an empty one, which takes half as long as making it.
   */
  static async start(env: NodeJS.ProcessEnv = {}): Promise<ShopProcess> {
    const inherited = Object.entries(process.env).filter(
      ([name]) => !/^(LIANLIAN_|SHOP_|DATABASE_|OPERATOR_|PORT$|VITEST|NODE_ENV)/.test(name),
    );
    const folder = mkdtempSync(join(tmpdir(), 'shop-'));
    if (env['SHOP_DATA_DIR'] === undefined && env['DATABASE_URL'] === undefined)
      cpSync(inject('emptyShop'), folder, { recursive: true });
    const removeData = (): void => {
      rmSync(folder, { recursive: true, force: true });
    };
    const child = spawn(process.execPath, ['sample-app/dist/main.js'], {
      cwd: ROOT,
      env: { ...Object.fromEntries(inherited), PORT: '0', SHOP_DATA_DIR: folder, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const lines: string[] = [];
    const url = await new Promise<string>((resolve, reject) => {
      for (const input of [child.stdout, child.stderr]) {
        createInterface({ input }).on('line', (line) => {
          lines.push(line);
          const [, address] = /^Open the shop.*: (http:\S+)$/.exec(line) ?? [];
          if (address !== undefined) resolve(address);
        });
      }
      child.once('exit', () => {
        removeData();
        reject(new Error(`The shop did not start:\n${lines.join('\n')}`));
      });
    });
    return new ShopProcess(child, url, lines, removeData);
  }

  /** Everything that it printed. */
  get log(): string {
    return this.lines.join('\n');
  }

  /** Where the sandbox is that it started. */
  get sandboxUrl(): string {
    const [, url] = /^LianLian sandbox.*: (http:\S+)$/m.exec(this.log) ?? [];
    if (url === undefined) throw new Error('The shop started no sandbox');
    return url;
  }

  /** Ends it as a service manager does, and expects it to obey. */
  stop(): Promise<void> {
    return this.end('SIGTERM');
  }

  /** Ends it as a power cut does. */
  kill(): Promise<void> {
    return this.end('SIGKILL');
  }

  private async end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    if (this.child.exitCode === null && this.child.signalCode === null) {
      const exited = once(this.child, 'exit');
      this.child.kill(signal);
      await exited;
    }
    this.removeData();
  }
}
