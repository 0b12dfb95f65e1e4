import { Body, Controller, Delete, Get, Post } from '@nestjs/common';

/** What tests know of a shop, whatever store it has: they make orders here, and read what became of them. */
export function ledgerController(orders, lianlian) {
  class LedgerController {
    /** Takes orders as if a payer had been sent to LianLian with them. */
    async add(numbers) {
      await orders.add(numbers);
      return numbers.length;
    }

    /** Sends orders to LianLian, too: the sandbox knows them afterwards. */
    async checkout(numbers) {
      await orders.add(numbers);
      for (const no_order of numbers) {
        const { money_order, dt_order } = await orders.find(no_order);
        await lianlian().aggregateDirect.pay({
          no_order,
          dt_order,
          money_order,
          user_id: 'u-1',
          busi_partner: '109001',
          name_goods: '羽毛球',
          pay_type: 'I',
          risk_item: { frms_ware_category: '1009' },
        });
      }
      return numbers.length;
    }

    /** `effects`: the orders' numbers, each as often as its handler took effect. `runs`: of this process alone. */
    async read() {
      // In this order: while handlers run, every payment that is counted is among the effects.
      const paid = await orders.paid();
      return { paid, effects: await orders.effects(), runs: orders.runs };
    }

    async remove() {
      await orders.remove();
    }
  }
  Controller('ledger')(LedgerController);
  route(LedgerController, 'add', Post('orders'));
  route(LedgerController, 'checkout', Post('checkout'));
  route(LedgerController, 'read', Get());
  route(LedgerController, 'remove', Delete());
  Body()(LedgerController.prototype, 'add', 0);
  Body()(LedgerController.prototype, 'checkout', 0);
  return LedgerController;
}

function route({ prototype }, name, decorate) {
  decorate(prototype, name, Object.getOwnPropertyDescriptor(prototype, name));
}
