import { setTimeout as sleep } from 'node:timers/promises';

import { Controller } from '@nestjs/common';
import { LianlianController } from 'nestjs-lianlian';

/** The controller of a user of the mixin, with the decorators applied by hand. */
export function paymentsController(orders, dies, isForgetful) {
  class PaymentsController extends LianlianController() {
    async expectedPayment(no_order) {
      const order = await orders.find(no_order);
      // A forgetful app leaves it all to the inbox.
      return isForgetful && order !== undefined ? { money_order: order.money_order } : order;
    }

    async onPayment(notification, { transaction }) {
      orders.started(notification.no_order);
      // An order such as `takes-8000-1` has a slow handler.
      const takes = /takes-(\d+)-/.exec(notification.no_order);
      if (takes !== null) await sleep(Number(takes[1]));
      await orders.pay(notification, transaction);
      dies('handling', notification.no_order);
    }

    async *unsettledPayments() {
      for (const order of await orders.unsettled()) yield { product: 'aggregate', ...order };
    }
  }
  Controller('payments')(PaymentsController);
  return PaymentsController;
}
