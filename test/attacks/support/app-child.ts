/**
 * A shop in a process of its own, whose memory can be measured: `fork(file, [ChildSetup as JSON], { execArgv: ['--expose-gc'] })`.
 * It says `{ url }` when it listens, and answers `measure` with what it holds once garbage is collected.
 */
import 'reflect-metadata';

import type { AddressInfo } from 'node:net';

import { Controller, Get, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ExpressAdapter } from '@nestjs/platform-express';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { LianlianController, LianlianModule, type LianlianModuleOptions } from 'nestjs-lianlian';

export interface ChildSetup {
  readonly adapter: 'express' | 'fastify';
  readonly oidPartner: string;
  readonly privateKey: string;
  readonly lianlianPublicKey: string;
  readonly budgetMs: number;
}

export interface Measurement {
  /** Megabytes that are in use: objects and the bytes that they hold. */
  readonly usedMb: number;
  readonly handled: number;
  readonly unexpected: number;
}

let handled = 0;
/** Errors that nobody caught, which a process may die of. */
let unexpected = 0;

@Controller('payments')
class PaymentsController extends LianlianController() {
  override expectedPayment(): { money_order: string } {
    return { money_order: '49.95' };
  }

  override onPayment(): void {
    handled++;
  }

  override onReturn(): string {
    return '/orders';
  }
}

@Controller('own')
class OwnController {
  @Get()
  fine(): string {
    return 'fine';
  }
}

const { adapter, budgetMs, ...merchant } = JSON.parse(process.argv[2] ?? '') as ChildSetup;
const options: LianlianModuleOptions = { ...merchant, notifications: { budgetMs } };

@Module({ imports: [LianlianModule.forRoot(options)], controllers: [PaymentsController, OwnController] })
class ShopModule {}

process.on('uncaughtException', () => unexpected++);
process.on('unhandledRejection', () => unexpected++);
const http = adapter === 'express' ? new ExpressAdapter() : new FastifyAdapter();
const app = await NestFactory.create(ShopModule, http, { logger: false });
await app.listen(0, '127.0.0.1');
const { port } = app.getHttpServer().address() as AddressInfo;

process.on('message', () => {
  globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  process.send?.({ usedMb: (heapUsed + external) / 2 ** 20, handled, unexpected } satisfies Measurement);
});
process.on('disconnect', () => process.exit());
process.send?.({ url: `http://127.0.0.1:${String(port)}` });
