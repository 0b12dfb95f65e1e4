import type { LoggerService } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import {
  LianlianModule,
  type LianlianMerchantOptions,
  LianlianService,
  type LianlianSharedOptions,
} from 'nestjs-lianlian';

import { OID_PARTNER, type TestKeys } from '../../../support/merchant.js';

export interface App {
  readonly lianlian: LianlianService;
  close(): Promise<void>;
}

/** A Nest app with one merchant, or with those of `merchants`. */
export async function startLianlian(
  keys: TestKeys,
  options: LianlianSharedOptions &
    (Partial<LianlianMerchantOptions> | { readonly merchants: readonly LianlianMerchantOptions[] }) = {},
  logger: LoggerService | false = false,
): Promise<App> {
  const module =
    'merchants' in options
      ? LianlianModule.forRoot({ ...options, oidPartner: undefined })
      : LianlianModule.forRoot({ ...merchantOptions(keys), ...options });
  const app = await NestFactory.createApplicationContext(module, { logger, abortOnError: false });
  return { lianlian: app.get(LianlianService), close: () => app.close() };
}

export function merchantOptions(keys: TestKeys): LianlianMerchantOptions {
  return {
    oidPartner: OID_PARTNER,
    privateKey: keys.merchant.privateKey,
    lianlianPublicKey: keys.lianlian.publicKey,
    notifyUrl: 'https://shop.example/notify',
    returnUrl: 'https://shop.example/return',
  };
}
