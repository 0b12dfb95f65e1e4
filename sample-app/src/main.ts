import 'reflect-metadata';

import { randomBytes } from 'node:crypto';

import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import encodeQR from 'qr';
import { LianlianError } from 'nestjs-lianlian';
import { LianlianSandbox } from 'nestjs-lianlian/testing';

import { AppModule } from './app.module.js';
import { describeLocation } from './database/database-location.js';
import { assertFree, freePort } from './free-port.js';
import { realLianlian, sandboxLianlian, sandboxOptions } from './lianlian.js';
import { openDatabase } from './open-database.js';
import { isLoopback, originOf, StartError, type StartSettings, startSettings } from './start-settings.js';

/** Starts the shop, and a LianLian of its own unless the environment names a real merchant. */
async function start(): Promise<void> {
  const settings = startSettings(process.env);
  const { port: wanted, host, database: location, password } = settings;
  const port = await freePort(wanted, host);
  const own = originOf(host, port);
  print('Starting 正在启动…');
  const database = await openDatabase(location);
  const sandbox = isMerchantConfigured() ? undefined : await ownSandbox(settings, own, port);
  const lianlian = sandbox === undefined ? realLianlian() : sandboxLianlian(sandbox, own);
  const [inNetwork] = sandbox?.networkUrls ?? [];
  const origin = settings.url ?? (inNetwork === undefined ? own : besides(inNetwork, port));
  const operatorPassword = password ?? randomBytes(9).toString('base64url');

  const app = await NestFactory.create<NestExpressApplication>(
    AppModule.forRoot({ origin, sandboxUrl: sandbox?.publicUrl, operatorPassword }, database, lianlian),
    {
      // Browsers keep the live updates open: without this they would hold up the shutdown.
      forceCloseConnections: true,
      logger: ['error', 'warn'],
      // What a start fails for is printed once, as a sentence.
      ...{ abortOnError: false, bufferLogs: true, autoFlushLogs: false },
    },
  );
  app.flushLogs();
  app.disable('x-powered-by');
  app.enableShutdownHooks();
  await app.listen(port, host);

  if (wanted !== 0 && port !== wanted)
    print(`Port ${String(wanted)} is taken, so the shop is on another one.`);
  print(
    `Listens on 监听 ${host}, port ${String(port)}: ${isLoopback(host) ? 'this machine alone; HOST=0.0.0.0 lets others in' : 'others reach it, too'}`,
  );
  print(`Orders are kept here 订单保存在: ${describeLocation(location)}`);
  if (sandbox !== undefined) {
    print(`LianLian sandbox, no real money 连连支付沙箱: ${sandbox.publicUrl}`);
    if (location.kind !== 'memory') {
      print(
        'The sandbox resets on every start: it knows nothing of payments and QR codes of earlier ones. ' +
          'Paid orders stay paid, unpaid ones can be paid anew.',
      );
    }
  }
  print(
    `Operator's side 运营后台: ${origin}/admin (user operator, password ${password === undefined ? operatorPassword : 'of OPERATOR_PASSWORD'})`,
  );
  const isForPhones = !isLoopback(new URL(origin).hostname);
  if (isForPhones && sandbox !== undefined && isLoopback(new URL(sandbox.publicUrl).hostname)) {
    print(
      'Only this machine reaches the sandbox: for payers elsewhere name its port in SANDBOX_PORT, and where they reach it in SANDBOX_URL.',
    );
  } else if (isForPhones) {
    print(`With a phone in the same network 同一网络中的手机可扫码打开:\n\n${encodeQR(origin, 'ascii')}`);
  }
  print(`Open the shop 打开商店: ${origin}`);
}

async function ownSandbox(settings: StartSettings, shop: string, port: number): Promise<LianlianSandbox> {
  await assertFree(settings.sandboxPort, settings.host, port);
  try {
    return await LianlianSandbox.start(sandboxOptions(settings, shop));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new StartError(`The sandbox cannot start: ${why}`, { cause: error });
  }
}

/** Where browsers reach the shop in the network in which they reach its sandbox. */
function besides(sandboxUrl: string, port: number): string {
  const url = new URL(sandboxUrl);
  url.port = String(port);
  return url.origin;
}

function isMerchantConfigured(): boolean {
  return (process.env['LIANLIAN_OID_PARTNER'] ?? '') !== '';
}

function print(line: string): void {
  process.stdout.write(`\n${line}\n`);
}

try {
  await start();
} catch (error) {
  // Anything else is a fault of the shop's, which its stack leads to.
  if (!(error instanceof StartError || error instanceof LianlianError)) throw error;
  process.stderr.write(`\n${error.message}\n`);
  process.exit(1);
}
