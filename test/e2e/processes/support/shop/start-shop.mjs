import 'reflect-metadata';

import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { LianlianModule, LianlianService } from 'nestjs-lianlian';

import { deathsFrom } from './deaths.mjs';
import { ledgerController } from './ledger.controller.mjs';
import { paymentsController } from './payments.controller.mjs';
import { payoutsController } from './payouts.controller.mjs';

/**
 * A shop of one process, as an app would write it: a stock Nest app on the built package, configured by its
 * environment. It prints its address when it listens, and ends with its parent.
 *
 * STORE, STORE_URL, NAME (of its tables or keys), LIANLIAN (options of the module as JSON), PORT,
 * EXECUTOR (a module that makes the SQL inbox's executor, where it is not the usual one),
 * FORGETFUL=1 (expectedPayment returns no oid_paybill), DEATHS (folder: see deaths.mjs).
 */
export async function startShop(openStore) {
  const { env } = process;
  const deaths = deathsFrom(env.DEATHS);
  const store = await openStore({ kind: env.STORE, url: env.STORE_URL, name: env.NAME, deaths });
  const options = JSON.parse(env.LIANLIAN);

  class ShopModule {}
  Module({
    imports: [
      LianlianModule.forRoot({
        ...options,
        notifications: { ...options.notifications, inbox: store.inbox },
      }),
      ...store.imports,
    ],
    controllers: [
      paymentsController(store.orders, deaths, env.FORGETFUL === '1'),
      ledgerController(store.orders, () => app.get(LianlianService)),
      payoutsController(() => app.get(LianlianService)),
    ],
  })(ShopModule);

  const app = await NestFactory.create(ShopModule, { logger: env.LOG === '1' ? undefined : false });
  await app.listen(Number(env.PORT ?? 0), '127.0.0.1');
  process.stdin.resume().once('end', () => process.kill(process.pid, 'SIGKILL'));
  console.log(`listening at http://127.0.0.1:${app.getHttpServer().address().port}`);
}
