import { randomUUID } from 'node:crypto';

import { Controller, type DynamicModule, Module, Scope, type Type } from '@nestjs/common';
import {
  type ExpectedPayment,
  type ExpectsPayments,
  LianlianEvents,
  LianlianModule,
  LianlianNotification,
  type LianlianNotificationOptions,
  LianlianNotify,
  type MaybeAsync,
  type NotificationInbox,
  type PaymentNotification,
  type RefundNotification,
} from 'nestjs-lianlian';

import { LianlianDeadLetters } from '../../../../lib/notifications/queue/dead-letters.js';
import { type Adapter, startApp } from '../../../support/adapters.js';
import { OID_PARTNER } from '../../../support/merchant.js';
import { RecordingLogger } from '../../../support/recording-logger.js';
import { inShape, keys, type Shape, shapeOf, SHAPES } from '../../../support/shop.js';
import type { ProcessQueue } from './queue-kind.js';

export interface QueueHooks {
  readonly expectedPayment?: (no_order: string) => MaybeAsync<ExpectedPayment | null>;
  readonly onPayment?: (notification: PaymentNotification) => unknown;
  readonly onRefund?: (notification: RefundNotification) => unknown;
  /** For classes: without it they have no such hook. */
  readonly onOtherResult?: (notification: PaymentNotification) => unknown;
}

export interface ShopSetup {
  readonly hooks?: QueueHooks;
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

/** An app in queue mode, on a queue of whatever module and with an inbox that others may share. */
export async function startShop(queue: DynamicModule, inbox: NotificationInbox, setup: ShopSetup) {
  const logger = new RecordingLogger();
  const { app, url } = await startApp(shopModule(queue, inbox, setup), setup.adapter ?? 'express', {
    options: { logger },
  });
  const events = app.get(LianlianEvents, { strict: false });
  return { app, logger, events, notifyUrl: `${url}/payments/notify` };
}

export type StartedShop = Awaited<ReturnType<typeof startShop>>;

/** The same, on a queue of this package's. */
export async function openShop(queueName: string, queue: ProcessQueue, setup: ShopSetup) {
  const shop = await startShop(queue.module, queue.inbox, setup);
  return {
    ...shop,
    queueName,
    deadLetters: shop.app.get(LianlianDeadLetters, { strict: false }),
    close: async () => {
      await shop.app.close();
      await queue.close();
    },
  };
}

export type QueueShop = Awaited<ReturnType<typeof openShop>>;

export function shopModule(
  queue: DynamicModule,
  inbox: NotificationInbox,
  { hooks = {}, notifications, shape = 'the mixin', imports = [] }: ShopSetup,
): DynamicModule {
  const shaped = inShape(shape === SHAPES[1] ? decorated(hooks) : taking(hooks, shape), shape);
  class QueueShopModule {}
  Module({})(QueueShopModule);
  return {
    module: QueueShopModule,
    imports: [
      queue,
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
  const { onOtherResult } = hooks;
  if (onOtherResult !== undefined) Object.assign(Payments.prototype, { onOtherResult });
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
