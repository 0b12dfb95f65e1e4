import { randomUUID } from 'node:crypto';

import { Controller, type DynamicModule, Module, Scope, type Type } from '@nestjs/common';
import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import {
  type ExpectedPayment,
  type ExpectsPayments,
  LianlianEvents,
  LianlianModule,
  type LianlianNotificationOptions,
  LianlianNotification,
  LianlianNotify,
  type MaybeAsync,
  type NotificationInbox,
  type PaymentNotification,
  type RefundNotification,
} from 'nestjs-lianlian';

import {
  LianlianDeadLetters,
  type LianlianQueueOptions,
  LianlianQueueModule,
} from '../../../../lib/bullmq/index.js';
import { RedisInbox } from '../../../../lib/notifications/inbox/redis/index.js';
import { type Adapter, startApp } from '../../../support/adapters.js';
import { OID_PARTNER } from '../../../support/merchant.js';
import { RecordingLogger } from '../../../support/recording-logger.js';
import { inShape, keys, type Shape, shapeOf, SHAPES } from '../../../support/shop.js';

export interface QueueHooks {
  readonly expectedPayment?: (no_order: string) => MaybeAsync<ExpectedPayment | null>;
  readonly onPayment?: (notification: PaymentNotification) => unknown;
  readonly onRefund?: (notification: RefundNotification) => unknown;
}

export interface QueueShopSetup {
  readonly redisUrl: string;
  readonly hooks?: QueueHooks;
  readonly queueName?: string;
  readonly queue?: Partial<LianlianQueueOptions>;
  readonly notifications?: LianlianNotificationOptions;
  readonly adapter?: Adapter;
  readonly shape?: Shape;
  /** Modules beside ours. */
  readonly imports?: readonly DynamicModule[];
}

/** A queue name that no other test has. */
export const freshQueue = (): string => `test-${randomUUID()}`;

/** Pauses short enough for a test. */
export const QUICK = { firstMs: 20, maxMs: 100 } as const;

/** An app in queue mode, which shares its inbox with every other one on the same Redis and queue. */
export async function openQueueShop({ adapter = 'express', ...setup }: QueueShopSetup) {
  const { queueName = freshQueue(), redisUrl } = setup;
  const redis = new Redis(redisUrl, { maxRetriesPerRequest: 1 });
  redis.on('error', () => undefined);
  const logger = new RecordingLogger();
  const inbox = new RedisInbox(redis, { prefix: `${queueName}:inbox:`, retentionMs: 60_000 });
  const { app, url } = await startApp(queueModule({ ...setup, queueName }, inbox), adapter, {
    options: { logger },
  });
  return {
    app,
    queueName,
    logger,
    notifyUrl: `${url}/payments/notify`,
    deadLetters: app.get(LianlianDeadLetters, { strict: false }),
    events: app.get(LianlianEvents, { strict: false }),
    close: async () => {
      await app.close();

      redis.disconnect();
    },
  };
}

export type QueueShop = Awaited<ReturnType<typeof openQueueShop>>;

export function queueModule(
  {
    redisUrl,
    queueName,
    queue,
    hooks = {},
    notifications,
    shape = 'the mixin',
    imports = [],
  }: Omit<QueueShopSetup, 'adapter'>,
  inbox: NotificationInbox,
): DynamicModule {
  const shaped = inShape(shape === SHAPES[1] ? decorated(hooks) : taking(hooks, shape), shape);
  class QueueShopModule {}
  Module({})(QueueShopModule);
  return {
    module: QueueShopModule,
    imports: [
      LianlianQueueModule.forRoot({
        connection: redisUrl,
        queueName,
        backoff: QUICK,
        worker: { stalledMs: 1_000 },
        ...queue,
      }),
      LianlianModule.forRoot({
        oidPartner: OID_PARTNER,
        privateKey: keys.merchant.privateKey,
        lianlianPublicKey: keys.lianlian.publicKey,
        notifyUrl: 'https://shop.example.com/payments/notify',
        notifications: { inbox, leaseMs: 2_000, ...notifications },
        routes: shaped.routes,
      }),
      ...imports,
    ],
    controllers: shaped.controllers,
    providers: shaped.providers,
  };
}

const asExpected = (): ExpectedPayment => ({ money_order: '49.95' });

function taking(hooks: QueueHooks, shape: Shape): Type {
  const { Base, mark } = shapeOf(shape);
  @mark
  class Payments extends Base {
    expectedPayment(no_order: string): MaybeAsync<ExpectedPayment | null> {
      return (hooks.expectedPayment ?? asExpected)(no_order);
    }

    onPayment(notification: PaymentNotification): unknown {
      return hooks.onPayment?.(notification);
    }

    onRefund(notification: RefundNotification): unknown {
      return hooks.onRefund?.(notification);
    }
  }
  return Payments;
}

function decorated(hooks: QueueHooks): Type {
  @Controller({ path: 'payments', scope: Scope.REQUEST })
  class CheckoutController implements ExpectsPayments {
    expectedPayment(no_order: string): MaybeAsync<ExpectedPayment | null> {
      return (hooks.expectedPayment ?? asExpected)(no_order);
    }

    @LianlianNotify('notify')
    notified(@LianlianNotification() notification: PaymentNotification | RefundNotification): unknown {
      return notification.kind === 'payment'
        ? hooks.onPayment?.(notification)
        : hooks.onRefund?.(notification);
    }
  }
  return CheckoutController;
}

interface RawJob {
  readonly route: string;
  readonly message: string;
  readonly trace?: unknown;
}

/** The queue as BullMQ sees it, for tests that look into it or write to it. */
export function rawQueue(redisUrl: string, queueName: string): Queue<RawJob> {
  return new Queue(queueName, { connection: { url: redisUrl }, prefix: '{lianlian}' });
}

/** Takes a test's queue and inbox away. */
export async function removeQueue(redisUrl: string, queueName: string): Promise<void> {
  const queue = rawQueue(redisUrl, queueName);
  await queue.obliterate({ force: true });
  await queue.close();
  const redis = new Redis(redisUrl);
  for await (const found of redis.scanStream({ match: `${queueName}:*` })) {
    const names = found as string[];
    if (names.length > 0) await redis.del(...names);
  }
  redis.disconnect();
}
