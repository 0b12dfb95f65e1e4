// An app whose sweeper goes through `orders` unsettled orders, twice: {orders, asked, options} by message.
import 'reflect-metadata';

import { Controller, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';

import { LianlianController, LianlianModule, LianlianService } from '../../../dist/index.js';
import { bytesInUse } from '../../support/figures-of.mjs';

const ROUNDS = 2;
const DAY_MS = 24 * 60 * 60 * 1000;

const { orders, asked, options } = await new Promise((resolve) => process.once('message', resolve));
const [today, yesterday] = [timeOf(Date.now()), timeOf(Date.now() - DAY_MS)];

class PaymentsController extends LianlianController() {
  expectedPayment() {
    return { money_order: '210.97' };
  }
  onPayment() {
    throw new Error('nothing is paid here');
  }
  /** As a database's cursor would give them. LianLian is asked about those of yesterday. */
  async *unsettledPayments() {
    const every = Math.ceil(orders / asked);
    for (let index = 0; index < orders; index++) {
      const dt_order = index % every === 0 ? yesterday : today;
      yield { product: 'aggregate', no_order: `bench-${index}`, dt_order };
    }
  }
}
Controller('payments')(PaymentsController);

class AppModule {}
Module({
  imports: [
    LianlianModule.forRoot({
      ...options,
      sweeper: { enabled: false, olderThanMs: DAY_MS / 2, perSecond: 1000 },
    }),
  ],
  controllers: [PaymentsController],
})(AppModule);
const app = await NestFactory.create(AppModule, new FastifyAdapter(), { logger: false });
// It listens, so that the process stays up while the sweeper pauses.
await app.listen(0, '127.0.0.1');

const { sweeper } = app.get(LianlianService);
const before = bytesInUse();
const rounds = [];
for (let round = 0; round < ROUNDS; round++) {
  const begun = performance.now();
  await sweeper.sweep();
  rounds.push({ seconds: (performance.now() - begun) / 1000, bytes: bytesInUse() - before });
}
process.send({ before, rounds, rss: process.memoryUsage().rss });
await app.close();
process.disconnect();

function timeOf(ms) {
  const text = new Date(ms).toLocaleString('sv-SE', { timeZone: 'Asia/Shanghai' });
  return text.replaceAll(/\D/g, '');
}
