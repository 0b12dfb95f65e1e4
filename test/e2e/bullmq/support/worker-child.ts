/**
 * A worker in a process of its own, without an HTTP server. It records every run in Redis, and says on stdout what
 * happens. `node worker-child.mjs <ChildSetup as JSON>`
 */
import 'reflect-metadata';

import { createPrivateKey, createPublicKey } from 'node:crypto';

import { Controller, Injectable, Module, type OnApplicationShutdown, Scope } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Redis } from 'ioredis';
import {
  type ExpectedPayment,
  type ExpectsPayments,
  LianlianModule,
  LianlianNotification,
  LianlianNotify,
  type PaymentNotification,
  type RefundNotification,
} from 'nestjs-lianlian';

import { LianlianQueueModule } from '../../../../lib/bullmq/index.js';
import { RedisInbox } from '../../../../lib/notifications/inbox/redis/index.js';

export interface ChildSetup {
  readonly redisUrl: string;
  readonly queueName: string;
  readonly oidPartner: string;
  readonly privateKey: string;
  readonly lianlianPublicKey: string;
  /** Whether handlers end, or hang when they have done their work. */
  readonly hangs: boolean;
  /** Whether `expectedPayment` says which transaction paid the order. */
  readonly knowsPayments: boolean;
}

const setup = JSON.parse(process.argv[2] ?? '{}') as ChildSetup;
const redis = new Redis(setup.redisUrl, { maxRetriesPerRequest: 1 });
redis.on('error', () => undefined);
const say = (line: string): void => void process.stdout.write(`${line}\n`);

@Injectable()
class Orders implements OnApplicationShutdown {
  readonly redis = redis;

  /** Not before: a client of ioredis that is closed between two attempts to connect never settles what waits for it. */
  onApplicationShutdown(): void {
    this.redis.disconnect();
  }
}

@Controller({ path: 'payments', scope: Scope.REQUEST })
class CheckoutController implements ExpectsPayments {
  constructor(private readonly orders: Orders) {}

  async expectedPayment(no_order: string): Promise<ExpectedPayment> {
    const paidBy = await this.orders.redis.get(`${setup.queueName}:paid:${no_order}`);
    return { money_order: '49.95', oid_paybill: setup.knowsPayments ? paidBy : undefined };
  }

  @LianlianNotify('notify')
  async notified(
    @LianlianNotification() notification: PaymentNotification | RefundNotification,
  ): Promise<void> {
    if (notification.kind === 'refund') return;
    const { no_order, oid_paybill } = notification;
    await this.orders.redis.rpush(`${setup.queueName}:runs`, no_order);
    await this.orders.redis.set(`${setup.queueName}:paid:${no_order}`, oid_paybill);
    say(`ran ${no_order}`);
    if (setup.hangs) await new Promise((resolve) => setTimeout(resolve, 60_000));
  }
}

@Module({
  imports: [
    LianlianModule.forRoot({
      oidPartner: setup.oidPartner,
      privateKey: createPrivateKey(setup.privateKey),
      lianlianPublicKey: createPublicKey(setup.lianlianPublicKey),
      notifications: {
        inbox: new RedisInbox(redis, { prefix: `${setup.queueName}:inbox:`, retentionMs: 60_000 }),
        leaseMs: 1_500,
      },
    }),
    LianlianQueueModule.forRoot({
      connection: setup.redisUrl,
      queueName: setup.queueName,
      worker: { stalledMs: 1_000 },
      backoff: { firstMs: 20, maxMs: 100 },
    }),
  ],
  controllers: [CheckoutController],
  providers: [Orders],
})
class WorkerModule {}

const app = await NestFactory.createApplicationContext(WorkerModule, { logger: false });
app.enableShutdownHooks();
say('ready');
