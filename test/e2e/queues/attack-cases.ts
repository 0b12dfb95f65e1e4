import { Controller, Module } from '@nestjs/common';
import {
  type ExpectedPayment,
  LianlianController,
  LianlianModule,
  type PaymentNotification,
  type RefundNotification,
} from 'nestjs-lianlian';
import type { LianlianSandbox } from 'nestjs-lianlian/testing';
import { afterEach, beforeEach, expect, it } from 'vitest';

import { LianlianDeadLetters } from '../../../lib/notifications/queue/dead-letters.js';
import { freePort } from '../../../sample-app/src/free-port.js';
import { ADAPTERS, startApp } from '../../support/adapters.js';
import { call, orders, PATHS, startSandbox } from '../sandbox/support/merchant.js';
import type { ProcessQueue, QueueKind } from './support/queue-kind.js';
import { freshQueue } from './support/queue-shop.js';

/** A shop in queue mode, attacked as a careful shop is. */
export function attackCases(kind: QueueKind): void {
  let sandbox: LianlianSandbox;
  let queueName: string;
  let queue: ProcessQueue;
  beforeEach(async () => {
    sandbox = await startSandbox();
    queueName = freshQueue();
    queue = await kind.open(queueName, {});
  });
  afterEach(async () => {
    await queue.close();
    await kind.remove(queueName);
    await sandbox.stop();
  });

  it.each(ADAPTERS)(
    'ships once, and a second payment of the order becomes a dead letter, on %s',
    async (adapter) => {
      const shipped: string[] = [];
      const noted: (string | undefined)[] = [];
      const notifyUrl = `http://127.0.0.1:${String(await freePort(0, '127.0.0.1'))}/notify`;

      @Controller()
      class Payments extends LianlianController() {
        override expectedPayment(no_order: string): ExpectedPayment | null {
          return no_order === 'o-1' ? { money_order: '210.90', authorization: false } : null;
        }

        override onPayment({ oid_paybill }: PaymentNotification): void {
          shipped.push(oid_paybill);
        }

        override onOtherResult({ no_order }: PaymentNotification): void {
          noted.push(no_order);
        }

        override onRefund({ no_refund }: RefundNotification): void {
          noted.push(no_refund);
        }
      }

      @Module({
        imports: [
          queue.module,
          LianlianModule.forRoot({
            ...sandbox.options,
            notifyUrl,
            // No route of the shop's: it pays nobody.
            payoutNotifyUrl: `${notifyUrl}-payouts`,
            notifications: { inbox: queue.inbox },
          }),
        ],
        controllers: [Payments],
      })
      class App {}

      const { app, url } = await startApp(App, adapter);
      await call(sandbox, PATHS.direct, orders.direct(sandbox, `${url}/notify`));
      const { rows } = await sandbox.attack('o-1', { shipped: () => shipped.length });
      // Acknowledged before anybody compares it: nothing but the dead letter tells that it was noticed.
      expect(
        rows.filter(({ verdict }) => verdict !== 'held').map(({ id, verdict }) => [id, verdict]),
      ).toEqual([['paid-twice', 'unclear']]);
      expect(shipped).toEqual([sandbox.transaction('o-1').oid_paybill]);
      const letters = await app.get(LianlianDeadLetters, { strict: false }).list();
      expect(letters.filter(({ reason }) => reason.includes('paid-twice'))).toMatchObject([
        { no_order: 'o-1' },
      ]);
      await app.close();
    },
  );
}
