import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { LianlianSandbox, type SandboxStartOptions } from 'nestjs-lianlian/testing';
import { afterEach, beforeEach } from 'vitest';

import { ShopEnd } from './merchant.js';

type Options = Omit<SandboxStartOptions, 'merchants'>;

/** What each test of a file has: a folder with a state, a shop, and the sandboxes that it started, which end with it. */
export class KeptSandbox {
  /** What the test has started and not stopped itself. */
  readonly open: LianlianSandbox[] = [];
  private its?: { readonly folder: string; readonly shop: ShopEnd };

  /** Is called once in a test file. @param defaults of its sandboxes */
  constructor(private readonly defaults: Options = {}) {
    beforeEach(async () => {
      this.its = { folder: await mkdtemp(join(tmpdir(), 'lianlian-state-')), shop: await ShopEnd.open() };
    });
    afterEach(async () => {
      await Promise.all([...this.open.splice(0).map((each) => each.stop()), this.shop.close()]);
      await rm(this.folder, { recursive: true, force: true });
    });
  }

  get folder(): string {
    return this.ofTest.folder;
  }

  get shop(): ShopEnd {
    return this.ofTest.shop;
  }

  readonly file = (): string => join(this.folder, 'state.json');

  readonly start = async (options: Options = {}): Promise<LianlianSandbox> => {
    const its = { modulusLength: 1024, stateFile: this.file(), ...this.defaults, ...options };
    const sandbox = await LianlianSandbox.start(its);
    this.open.push(sandbox);
    return sandbox;
  };

  private get ofTest() {
    if (this.its === undefined) throw new Error('There is a folder and a shop within a test alone.');
    return this.its;
  }
}
