import 'reflect-metadata';

import { randomBytes } from 'node:crypto';

import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { LianlianSandbox } from 'nestjs-lianlian/testing';

import { AppModule } from './app.module.js';
import { databaseLocation, describeLocation } from './database/database-location.js';
import { freePort } from './free-port.js';
import { realLianlian, sandboxLianlian } from './lianlian.js';

const HOME_PORT = 3000;

/** Starts the shop, and a LianLian of its own unless the environment names a real merchant. */
async function start(): Promise<void> {
  const wanted = Number(process.env['PORT'] ?? HOME_PORT);
  const port = await freePort(wanted);
  const origin = process.env['SHOP_URL'] ?? `http://localhost:${String(port)}`;
  const database = databaseLocation(process.env);
  const sandbox = isMerchantConfigured() ? undefined : await LianlianSandbox.start();
  const lianlian = sandbox === undefined ? realLianlian() : sandboxLianlian(sandbox, origin);

  const chosenPassword = process.env['OPERATOR_PASSWORD'] ?? '';
  const operatorPassword = chosenPassword === '' ? randomBytes(9).toString('base64url') : chosenPassword;

  const app = await NestFactory.create<NestExpressApplication>(
    AppModule.forRoot({ origin, sandboxUrl: sandbox?.url, operatorPassword }, database, lianlian),
    // Browsers keep the live updates open: without this they would hold up the shutdown.
    { forceCloseConnections: true, logger: ['error', 'warn'] },
  );
  app.disable('x-powered-by');
  app.enableShutdownHooks();
  await app.listen(port);

  if (wanted !== 0 && port !== wanted)
    print(`Port ${String(wanted)} is taken, so the shop is on another one.`);
  print(`Orders are kept here 订单保存在: ${describeLocation(database)}`);
  if (sandbox !== undefined) {
    print(`LianLian sandbox, no real money 连连支付沙箱: ${sandbox.url}`);
    if (database.kind !== 'memory') {
      print(
        'The sandbox resets on every start: it knows nothing of payments and QR codes of earlier ones. ' +
          'Paid orders stay paid, unpaid ones can be paid anew.',
      );
    }
  }
  print(
    `Operator's side 运营后台: ${origin}/admin (user operator, password ${chosenPassword === '' ? operatorPassword : 'of OPERATOR_PASSWORD'})`,
  );
  print(`Open the shop 打开商店: ${origin}`);
}

function isMerchantConfigured(): boolean {
  return (process.env['LIANLIAN_OID_PARTNER'] ?? '') !== '';
}

function print(line: string): void {
  process.stdout.write(`\n${line}\n`);
}

await start();
