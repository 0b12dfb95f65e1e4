import { ShopDatabase } from '../../../../sample-app/src/database/shop-database.js';
import type { Payout } from '../../../../sample-app/src/payouts/payout.js';
import { newPayoutNumber, PayoutsService } from '../../../../sample-app/src/payouts/payouts.service.js';
import type { SampleShop, Told } from './sample-shop.js';

/** What the operator fills in. */
export type PayoutForm = Readonly<Record<'no_order' | 'supplier' | 'amount' | 'purpose', string>>;

/** The operator, who pays suppliers by the shop's forms. */
export class PayerOfSuppliers {
  constructor(readonly shop: SampleShop) {}

  /** A form as the page gives it, filled in: each has a number of its own. */
  form(changes: Partial<PayoutForm> = {}): PayoutForm {
    return {
      no_order: newPayoutNumber(),
      supplier: 'tea-garden',
      amount: '120.50',
      purpose: 'Invoice 7',
      ...changes,
    };
  }

  /** The operator agrees to what the form asks. */
  send(form: PayoutForm): Promise<Told> {
    return this.shop.ask('payouts', { ...form, confirmed: 'yes' });
  }

  /** @returns the payout's number */
  async pay(changes: Partial<PayoutForm> = {}): Promise<string> {
    const form = this.form(changes);
    const told = await this.send(form);
    if (told.location === undefined) throw new Error(JSON.stringify(told));
    return form.no_order;
  }

  /** A button of the payout's page, and yes to what it asks. */
  press(no_order: string, button: 'check' | 'confirm' | 'send' | 'give-up'): Promise<Told> {
    return this.shop.ask(`payouts/${no_order}/${button}`, { confirmed: 'yes' });
  }

  page(no_order: string): Promise<string> {
    return this.shop.operatorPage(`payouts/${no_order}`);
  }

  get(no_order: string): Promise<Payout> {
    return this.shop.get(PayoutsService).get(no_order);
  }

  async status(no_order: string): Promise<Payout['status']> {
    return (await this.get(no_order)).status;
  }

  /** What LianLian has of a supplier's money: the amounts that went, or may go. */
  sent(no_order: string): readonly string[] {
    return this.shop.sandbox.payouts
      .all()
      .filter((payout) => payout.no_order === no_order)
      .map(({ money_order }) => money_order);
  }

  /** As if the payout had been sent so much earlier, and nothing had happened since. */
  async later(no_order: string, ms: number): Promise<void> {
    const { appliedAt, calledAt, paidAt } = await this.get(no_order);
    const earlier = (moment: Date | undefined): Date | null =>
      moment === undefined ? null : new Date(moment.getTime() - ms);
    await this.shop
      .get(ShopDatabase)
      .queries.updateTable('shop_payouts')
      .set({
        applied_at: new Date(appliedAt.getTime() - ms),
        called_at: earlier(calledAt),
        paid_at: earlier(paidAt),
      })
      .where('no_order', '=', no_order)
      .execute();
  }
}
