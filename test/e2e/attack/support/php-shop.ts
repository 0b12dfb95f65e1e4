import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { freePort } from '../../../../sample-app/src/free-port.js';

const SHOP = fileURLToPath(new URL('shop.php', import.meta.url));
const READY_MS = 10_000;

/** Whether there is a PHP on this machine. */
export function hasPhp(): boolean {
  try {
    execFileSync('php', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** The shop in PHP, in processes of its own. */
export class PhpShop {
  private constructor(
    readonly origin: string,
    private readonly folder: string,
    private readonly stopProcess: () => void,
  ) {}

  /** @param source the program, by default the careful one */
  static async start(publicKeyFile: string, source = readFileSync(SHOP, 'utf8')): Promise<PhpShop> {
    const folder = mkdtempSync(join(tmpdir(), 'php-shop-'));
    writeFileSync(join(folder, 'router.php'), source);
    const origin = `127.0.0.1:${String(await freePort(0, '127.0.0.1'))}`;
    // Several workers, or none of them could run at once.
    const env = { ...process.env, KEY: publicKeyFile, ORDERS: folder, PHP_CLI_SERVER_WORKERS: '8' };
    const shop = spawn('php', ['-S', origin, join(folder, 'router.php')], {
      env,
      stdio: 'ignore',
      detached: true,
    });
    const stop = (): void => {
      if (shop.pid !== undefined) process.kill(-shop.pid);
      rmSync(folder, { recursive: true, force: true });
    };
    await untilAnswers(`http://${origin}/orders/none`);
    return new PhpShop(`http://${origin}`, folder, stop);
  }

  place(no_order: string, money: string): void {
    writeFileSync(join(this.folder, `${no_order}.json`), JSON.stringify({ money }));
  }

  order(no_order: string): unknown {
    return JSON.parse(readFileSync(join(this.folder, `${no_order}.json`), 'utf8'));
  }

  stop(): void {
    this.stopProcess();
  }
}

async function untilAnswers(url: string): Promise<void> {
  for (const end = Date.now() + READY_MS; ;) {
    try {
      await fetch(url);
      return;
    } catch (error) {
      if (Date.now() > end) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}
