import {
  type ExpectedPayment,
  type ExpectedPayout,
  type ExpectedRefund,
  LianlianController,
  type NotificationContext,
  type PaymentNotification,
  type PaymentProduct,
  type PaymentReference,
  type PayoutNotification,
  type PayoutReference,
  type RefundNotification,
} from 'nestjs-lianlian';

import type { BackOffice } from './calls/back-office.js';
import { PayoutHooks } from './payouts/payout-hooks.js';
import type { WorldPayout } from './payouts/world-payouts.js';
import type { AppDatabase, Effect, Write } from './app-database.js';
import type { PlannedFaults } from './planned-faults.js';
import type { Actor, Scheduler } from './scheduler.js';
import type { AppTransaction } from './stores.js';
import type { WorldSettings } from './world-plan.js';

/** What the hooks need of their world. */
export interface ShopWorld {
  readonly scheduler: Scheduler;
  readonly faults: PlannedFaults;
  readonly database: AppDatabase;
  readonly settings: WorldSettings;
  /** What the app pays out: where it is nothing, it has no hooks for that. */
  readonly payouts: readonly WorldPayout[];
  /** The products by which an order may have been paid. */
  readonly products: readonly PaymentProduct[];
  /** Who has the refunds that operators make, in a world in which they do. */
  readonly office?: BackOffice | undefined;
}

/** What the hooks of a controller have in common. */
export interface ShopHooks {
  readonly world: ShopWorld;
  /** As one statement, or in the transaction of the inbox. */
  readonly write: (written: Write, transaction: AppTransaction | undefined) => Promise<void>;
  /** What an expectation does wrong this time; one that hangs never returns. */
  readonly misbehave: () => Promise<string | undefined>;
  /** Runs a handler's write, with what goes wrong in it. */
  readonly mayFail: (transaction: AppTransaction | undefined, write: () => Promise<void>) => Promise<void>;
}

/** An entity with a getter that is almost one of ours. */
class MisspeltOrder {
  readonly #paidBy: string | undefined;

  constructor(
    readonly money_order: string,
    readonly oid_partner: string,
    paidBy: string | undefined,
  ) {
    this.#paidBy = paidBy;
  }

  get oidPaybill(): string | undefined {
    return this.#paidBy;
  }
}

/** Longer than LianLian waits, and than its next repeat. */
const SLOW_MS = 150_000;

const BROKEN_ROWS: readonly unknown[] = [
  undefined,
  { product: 'aggregate', no_order: 'order-0', dt_order: new Date(NaN) },
  { product: 'aggregate', no_order: 'order-0', dt_order: 20_261_121 },
  { product: 'easypay', no_order: '\ud800', dt_order: '20261121120000' },
  { product: 'nothing', no_order: 'order-0', dt_order: '99990101000000' },
];

/** Before LianLian's last repeat of anything: after it, only a sweep tells of what came meanwhile. */
const MENDED_MS = 7.5 * 60_000;

/** A mistake in the app's code is there from the beginning, until somebody mends it. */
function mistakeOf({ faults, scheduler }: ShopWorld): { readonly how: 'number' | 'misspelt' } | undefined {
  if (scheduler.now() > MENDED_MS) return undefined;
  const how = faults
    .of('expectation')
    .find((fault) => fault.how === 'number' || fault.how === 'misspelt')?.how;
  return how === 'number' || how === 'misspelt' ? { how } : undefined;
}

/** Hooks as the guides write them. Each call of theirs that leaves the code is a step. */
export function shopController(actor: Actor, world: ShopWorld): object {
  const { scheduler, faults, database, settings, products, office } = world;

  const write = async (written: Write, transaction: AppTransaction | undefined): Promise<void> => {
    await scheduler.step(actor, async () => {
      if (transaction === undefined) database.apply([written]);
      else await transaction.write(written);
    });
  };

  /** `UPDATE … WHERE paid_by IS NULL`, and a look at why it changed nothing. */
  const writeIfUnpaid = async (effect: Effect, transaction: AppTransaction | undefined): Promise<void> => {
    const written: Write = { kind: 'effect', ...effect };
    await database.refresh();
    await scheduler.step(actor, async () => {
      const paidBy = database.find(effect.no_order)?.paidBy;
      if (paidBy === effect.oid_paybill) return;
      if (paidBy !== undefined) throw new Error(`Paid by ${paidBy}.`);
      if (transaction === undefined) database.apply([written]);
      else await transaction.write(written);
    });
  };

  /**
   * What a handler that swallows errors makes of one: with a transaction, its write is lost and the transaction with it.
   * Without one it is the mail after the write that fails, or else the app would be at fault.
   */
  const failAndSwallow = async (transaction: AppTransaction | undefined): Promise<boolean> => {
    return transaction !== undefined && (await scheduler.step(actor, () => transaction.fail()));
  };

  const mayFail: ShopHooks['mayFail'] = async (transaction, writes) => {
    const how = faults.next('handler', ({ run }) => run)?.how;
    if (how === 'hangs') await new Promise(() => undefined);
    if (how === 'slow') {
      await new Promise<void>((resolve) => {
        scheduler.after(SLOW_MS, resolve);
      });
    }
    const fail = (): never => {
      throw new Error('The handler failed.');
    };
    // Without a transaction, what was written stays written.
    if (how === 'throws' && transaction === undefined) fail();
    if (how === 'swallows' && (await failAndSwallow(transaction))) return;
    await writes();
    if (how === 'throws') fail();
  };

  const misbehave: ShopHooks['misbehave'] = async () => {
    const how = faults.next('expectation', ({ run }) => run)?.how;
    if (how === 'hangs') await new Promise(() => undefined);
    await database.refresh();
    return how;
  };

  class PaymentsController extends LianlianController() {
    override async expectedPayment(no_order: string, dt_order: string): Promise<ExpectedPayment | null> {
      const how = (await misbehave()) ?? mistakeOf(world)?.how;
      return scheduler.step(actor, () => {
        if (how === 'throws') throw new Error('The database is away.');
        const order = how === 'unknown' ? undefined : database.find(no_order);
        if (order === undefined) return null;
        const [column] = faults.of('column');
        if (column?.compares === true && order.dt_order !== dt_order) {
          faults.note('column compared');
          return null;
        }
        const { money_order, currency_order, oid_partner, paidBy, planned } = order;
        if (how === 'misspelt') return new MisspeltOrder(money_order, oid_partner, paidBy);
        if (how === 'number') return { money_order, oid_partner, authorization: 0 as unknown as boolean };
        return {
          money_order,
          currency_order,
          oid_partner,
          ...(settings.returnsPaidBy ? { oid_paybill: paidBy } : {}),
          ...(settings.saysAuthorization ? { authorization: planned.isAuthorization } : {}),
        };
      });
    }

    override async onPayment(
      { no_order, oid_paybill }: PaymentNotification,
      { transaction }: NotificationContext<AppTransaction>,
    ): Promise<void> {
      await mayFail(transaction, () =>
        settings.hook === 'careful'
          ? writeIfUnpaid({ no_order, oid_paybill }, transaction)
          : write({ kind: 'effect', no_order, oid_paybill }, transaction),
      );
    }

    override onOtherResult(
      { oid_paybill, result_pay }: PaymentNotification,
      { transaction }: NotificationContext<AppTransaction>,
    ): Promise<void> {
      return write({ kind: 'other', oid_paybill, result: result_pay }, transaction);
    }

    override async expectedRefund(no_refund: string): Promise<ExpectedRefund | null> {
      const made = await office?.expectedRefund(no_refund);
      if (made !== undefined) return made;
      const order = database.find(no_refund.replace('refund-of-', ''));
      return order === undefined ? null : { money_refund: order.money_order, oid_partner: order.oid_partner };
    }

    override async onRefund(
      notification: RefundNotification,
      { transaction }: NotificationContext<AppTransaction>,
    ): Promise<void> {
      const { no_refund = '', sta_refund = '' } = notification;
      await office?.notified(notification);
      await write({ kind: 'refund', no_refund, status: sta_refund }, transaction);
    }

    override async *unsettledPayments(): AsyncIterable<PaymentReference> {
      await database.refresh();
      for (const { no_order, dt_order, oid_partner } of database.unsettled()) {
        // A row that is broken stays so.
        if (faults.of('row').length > 0) {
          faults.note('row');
          for (const broken of BROKEN_ROWS) yield broken as PaymentReference;
        }
        if (faults.of('column').length > 0) faults.note('column');
        // A payer may have left the page of one product for another's: the guide says to list each.
        for (const product of products) {
          yield await scheduler.step(actor, () => ({ product, no_order, dt_order, oid_partner }));
        }
      }
    }
  }
  if (world.payouts.length === 0) return new PaymentsController();
  const hooks = new PayoutHooks(actor, { world, write, misbehave, mayFail });
  return new (class extends PaymentsController {
    override expectedPayout(no_order: string): Promise<ExpectedPayout | null> {
      return hooks.expectedPayout(no_order);
    }

    override onPayout(
      payout: PayoutNotification,
      context: NotificationContext<AppTransaction>,
    ): Promise<void> {
      return hooks.onPayout(payout, context);
    }

    override unsettledPayouts(): AsyncIterable<PayoutReference> {
      return hooks.unsettledPayouts();
    }
  })();
}
