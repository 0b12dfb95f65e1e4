import type {
  ExpectedPayout,
  NotificationContext,
  PayoutNotification,
  PayoutReference,
} from 'nestjs-lianlian';

import type { Actor } from '../scheduler.js';
import type { AppTransaction } from '../stores.js';
import type { ShopHooks } from '../shop-controller.js';
import type { WorldPayout } from './world-payouts.js';

/** What follows an end: nothing is left to be asked about, unless it is sent again. */
const SETTLED: readonly string[] = ['FAILURE', 'CANCEL', 'CLOSED'];

const BROKEN_ROWS: readonly unknown[] = [
  undefined,
  { no_order: 'payout-0', dt_order: new Date(NaN) },
  { no_order: '', dt_order: '20261121120000' },
];

/** The hooks of an app that also pays out. */
export class PayoutHooks {
  private readonly known: readonly WorldPayout[];

  constructor(
    private readonly actor: Actor,
    private readonly hooks: ShopHooks,
  ) {
    this.known = hooks.world.payouts.filter(({ planned }) => !planned.isUnknown);
  }

  async expectedPayout(no_order: string): Promise<ExpectedPayout | null> {
    const how = await this.hooks.misbehave();
    return this.hooks.world.scheduler.step(this.actor, () => {
      if (how === 'throws') throw new Error('The database is away.');
      const payout = how === 'unknown' ? undefined : this.find(no_order);
      if (payout === undefined) return null;
      const { money_order, oid_partner, planned } = payout;
      const oid_paybill = planned.knowsTransaction ? payout.sends.at(-1)?.oid_paybill : undefined;
      return { money_order, oid_partner, oid_paybill };
    });
  }

  async onPayout(
    { no_order, oid_paybill = '', result_pay }: PayoutNotification,
    { transaction }: NotificationContext<AppTransaction>,
  ): Promise<void> {
    const { write, mayFail } = this.hooks;
    const send = (this.find(no_order)?.sends.length ?? 0) - 1;
    await mayFail(transaction, () =>
      write({ kind: 'payout', no_order, oid_paybill, result: result_pay, send }, transaction),
    );
  }

  async *unsettledPayouts(): AsyncIterable<PayoutReference> {
    const { scheduler, faults, database } = this.hooks.world;
    await database.refresh();
    if (faults.of('row').length > 0) yield* BROKEN_ROWS as readonly PayoutReference[];
    for (const { no_order, dt_order, oid_partner, sends, planned } of this.known) {
      const send = sends.at(-1);
      const told = database.toldOf(no_order).filter((each) => each.send === send?.index);
      if (send === undefined || told.some(({ result }) => SETTLED.includes(result))) continue;
      const appliedAt = planned.listsAppliedAt ? send.appliedAt : undefined;
      yield await scheduler.step(this.actor, () => ({ no_order, dt_order, oid_partner, appliedAt }));
    }
  }

  /** What was saved when it was sent. */
  private find(no_order: string): WorldPayout | undefined {
    return this.known.find((payout) => payout.no_order === no_order && payout.sends.length > 0);
  }
}
