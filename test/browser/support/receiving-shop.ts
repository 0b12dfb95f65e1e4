import type { LianlianSandbox } from 'nestjs-lianlian/testing';

import { call, type Fields, orders, PATHS } from '../../e2e/sandbox/support/merchant.js';
import { openShop, type Shop } from '../../support/shop.js';

/** What happened to a POST to the shop. */
interface Answered {
  readonly url: string;
  readonly status: number;
}

/** A Nest app that takes the notifications of a sandbox, and tells what became of them. */
export class ReceivingShop {
  /** Orders that its handler was told of, once for each run. */
  readonly paid: string[] = [];
  readonly refunded: string[] = [];
  /** Every POST that it answered. */
  readonly answered: Answered[] = [];

  private constructor(private readonly amounts: ReadonlyMap<string, string>) {}

  static async open(
    sandbox: LianlianSandbox,
  ): Promise<{ app: Shop; shop: ReceivingShop; place: (no_order: string) => Promise<void> }> {
    const amounts = new Map<string, string>();
    const shop = new ReceivingShop(amounts);
    const app = await shop.start(sandbox);
    const place = async (no_order: string): Promise<void> => {
      const order: Fields = { ...orders.direct(sandbox, app.notifyUrl), no_order };
      amounts.set(no_order, order['money_order'] ?? '');
      await call(sandbox, PATHS.direct, order);
    };
    return { app, shop, place };
  }

  private start(sandbox: LianlianSandbox): Promise<Shop> {
    return openShop({
      adapter: 'express',
      module: sandbox.options,
      hooks: {
        expectedPayment: (no_order) => {
          const money_order = this.amounts.get(no_order);
          return money_order === undefined ? null : { money_order };
        },
        onPayment: ({ no_order }) => this.paid.push(no_order),
        onRefund: ({ money_refund = '' }) => this.refunded.push(money_refund),
      },
      configure: (nest) => {
        nest.use((request: Incoming, response: Outgoing, next: () => void) => {
          response.on('finish', () => {
            this.answered.push({ url: request.url, status: response.statusCode });
          });
          next();
        });
      },
    });
  }
}

interface Incoming {
  readonly url: string;
}

interface Outgoing {
  readonly statusCode: number;
  on(event: 'finish', listener: () => void): unknown;
}
