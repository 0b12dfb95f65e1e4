import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { paymentFields, signedByLianlian } from '../../../support/lianlian-signs.js';
import { OID_PARTNER, testKeys } from '../../../support/merchant.js';
import { ShopProcess } from './shop-process.js';

export type StoreKind =
  'memory' | 'redis' | 'postgres' | 'mariadb' | 'pglite' | 'sqlite' | 'queue' | 'pg-boss' | 'rabbitmq';

export interface ShopOptions {
  readonly store: StoreKind;
  /** The store's address; PGlite's folder; SQLite's file. */
  readonly url?: string | undefined;
  readonly processes: number;
  /** Whether a process that dies is replaced. */
  readonly replaced?: boolean;
  /** Whether `expectedPayment` forgets which transaction paid the order, so that the inbox alone knows. */
  readonly forgetful?: boolean;
  /** Options of the module beside the merchant's. */
  readonly lianlian?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, string>>;
  /** Builds another shop than the stores', and gives its main file. */
  readonly built?: () => Promise<string>;
}

export interface LedgerState {
  /** The orders whose handler took effect, each as often as it did. */
  readonly effects: readonly string[];
  readonly paid: number;
  /** The handler's runs in the process that was asked. */
  readonly runs: readonly string[];
}

const keys = testKeys();
const pem = { type: 'pkcs8', format: 'pem' } as const;
const MERCHANT = {
  oidPartner: OID_PARTNER,
  privateKey: keys.merchant.privateKey.export(pem),
  lianlianPublicKey: keys.lianlian.publicKey.export({ ...pem, type: 'spki' }),
};

/** A shop of several processes on one store, with tables or keys that no other test uses. */
export class Shop {
  /** How many processes died by themselves. */
  deaths = 0;
  private readonly live: ShopProcess[] = [];
  private readonly starting = new Set<Promise<void>>();
  private readonly folder = mkdtempSync(join(tmpdir(), 'lianlian-deaths-'));
  private readonly env: Readonly<Record<string, string>>;
  private turn = 0;
  private isStopped = false;
  private failure: Error | undefined;

  private constructor(private readonly options: ShopOptions) {
    this.env = {
      STORE: options.store,
      STORE_URL: options.url ?? '',
      NAME: `lltest_${randomBytes(5).toString('hex')}`,
      LIANLIAN: JSON.stringify({ ...MERCHANT, ...options.lianlian }),
      FORGETFUL: options.forgetful === true ? '1' : '',
      DEATHS: this.folder,
      ...options.env,
    };
  }

  static async start(options: ShopOptions): Promise<Shop> {
    const shop = new Shop(options);
    try {
      // The first one makes the tables.
      await shop.add();
      await Promise.all(Array.from({ length: options.processes - 1 }, () => shop.add()));
    } catch (error) {
      await shop.stop();
      throw error;
    }
    return shop;
  }

  /** The next process in turn; undefined while none is there. */
  readonly nextUrl = (): string | undefined => {
    if (this.failure !== undefined) throw this.failure;
    return this.live[this.turn++ % Math.max(1, this.live.length)]?.url;
  };

  /** Orders that wait for their payment. */
  async addOrders(numbers: readonly string[]): Promise<void> {
    await this.ledger('POST', 'orders', numbers);
  }

  /** Orders that LianLian knows, too. */
  async checkout(numbers: readonly string[]): Promise<void> {
    await this.ledger('POST', 'checkout', numbers);
  }

  async state(): Promise<LedgerState> {
    return (await (await this.ledger('GET', '')).json()) as LedgerState;
  }

  /** The state once it is as wanted, or as it was when the time was over. */
  async stateWhen(isAsWanted: (state: LedgerState) => boolean, limitMs = 120_000): Promise<LedgerState> {
    for (const deadline = Date.now() + limitMs; ;) {
      const state = await this.state();
      if (isAsWanted(state) || Date.now() > deadline) return state;
      await sleep(200);
    }
  }

  /** The server goes down: all its processes, at once. */
  async goDown(): Promise<void> {
    await Promise.all(this.live.splice(0).map((process) => process.kill()));
  }

  /** A further process, or the first one after `goDown`. */
  async add(env: Readonly<Record<string, string>> = {}): Promise<void> {
    const process = await ShopProcess.start({ ...this.env, ...env }, this.options.built);
    if (this.isStopped) {
      await process.kill();
      return;
    }
    this.live.push(process);
    void process.exited.then(() => {
      const at = this.live.indexOf(process);
      if (at < 0) return;
      this.live.splice(at, 1);
      this.deaths += 1;
      if (this.options.replaced === true) this.replace();
      else this.failure = new Error(`A process of the shop died:\n${process.said()}`);
    });
  }

  /** Ends all processes and removes what they left in the store. */
  async stop(): Promise<void> {
    this.isStopped = true;
    await Promise.all(this.starting);
    await this.ledger('DELETE', '').catch(() => undefined);
    await this.goDown();
    rmSync(this.folder, { recursive: true, force: true });
  }

  private replace(): void {
    const started = this.add()
      .catch((error: unknown) => {
        this.failure = error instanceof Error ? error : new Error(String(error));
      })
      .finally(() => this.starting.delete(started));
    this.starting.add(started);
  }

  private async ledger(method: string, path: string, body?: unknown): Promise<Response> {
    for (const deadline = Date.now() + 60_000; ;) {
      const url = this.nextUrl();
      try {
        if (url === undefined) throw new Error('no process');
        const response = await fetch(`${url}/ledger/${path}`, {
          method,
          ...(body === undefined
            ? {}
            : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
        });
        if (!response.ok)
          throw new Error(`The ledger answered ${String(response.status)}: ${await response.text()}`);
        return response;
      } catch (error) {
        if (Date.now() > deadline || this.isStopped) throw error;
        // A process that died just then: the next one knows as much.
        await sleep(200);
      }
    }
  }
}

/** The options of the module that the tests' merchant has. */
export function merchantOptions(): Readonly<Record<string, unknown>> {
  return MERCHANT;
}

/** A payment of an order, as LianLian signs it. */
export function paymentOf(no_order: string, oid_paybill = `P-${no_order}`): string {
  const fields = paymentFields({ no_order, oid_paybill });
  return JSON.stringify(signedByLianlian(fields, keys.lianlian.privateKey));
}

/** How often each order's handler took effect. */
export function countsOf(numbers: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const number of numbers) counts.set(number, (counts.get(number) ?? 0) + 1);
  return counts;
}
