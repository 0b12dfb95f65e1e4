import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { LianlianModule, LianlianService } from 'nestjs-lianlian';
import { LianlianSandbox, type SandboxStartOptions } from 'nestjs-lianlian/testing';

import { ShopEnd } from './merchant.js';

interface ClientOptions extends Omit<SandboxStartOptions, 'merchants'> {
  /** False for a merchant whose payers get no SMS codes. */
  readonly smsFlow?: boolean;
  /** What the app takes for LianLian's public key, where it is another one. */
  readonly lianlianPublicKey?: string | undefined;
}

/** The module in an app that calls a sandbox, and a shop that is notified. */
export class NestClient {
  private constructor(
    readonly sandbox: LianlianSandbox,
    readonly shop: ShopEnd,
    readonly lianlian: LianlianService,
    private readonly app: INestApplicationContext,
  ) {}

  static async open({
    smsFlow = true,
    lianlianPublicKey,
    ...start
  }: ClientOptions = {}): Promise<NestClient> {
    const shop = await ShopEnd.open();
    const merchants = [{ oidPartner: '201304121000001004', smsFlow }] as const;
    const sandbox = await LianlianSandbox.start({ modulusLength: 1024, ...start, merchants });
    const { options } = sandbox;
    const app = await NestFactory.createApplicationContext(
      LianlianModule.forRoot({
        ...options,
        lianlianPublicKey: lianlianPublicKey ?? options.lianlianPublicKey,
        notifyUrl: shop.url,
        payoutNotifyUrl: shop.url,
      }),
      { logger: false },
    );
    return new NestClient(sandbox, shop, app.get(LianlianService), app);
  }

  async close(): Promise<void> {
    await this.app.close();
    await Promise.all([this.sandbox.stop(), this.shop.close()]);
  }
}
