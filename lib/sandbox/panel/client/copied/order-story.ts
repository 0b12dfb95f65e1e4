import type { HistoryEntryView, HistoryWhat, OrderDetailView } from '../../../contract.js';
import type { Say } from './delivery-test.js';
import { DeliveryLines, HELD_MS } from './delivery-lines.js';
import { commentOf, literalOf } from './literal.js';
import { wasPaid } from '../../../common/was-paid.js';

/** What a test's file has to have beside its steps. */
export type StoryNeed = 'capture' | 'cancel' | 'earlier' | 'slow-refunds';

/** The steps of a test that replays an order. */
interface OrderStory {
  readonly lines: readonly string[];
  readonly needs: ReadonlySet<StoryNeed>;
}

/** What happened to an order, as the lines of a test. What the shop did wrong is expected right, and said. */
export function orderStory(order: OrderDetailView, say: Say): OrderStory {
  return new StoryWriter(order, say).told();
}

class StoryWriter {
  private readonly lines: string[] = [];
  private readonly needs = new Set<StoryNeed>();
  private readonly number: string;
  private readonly delivered: string;
  private readonly deliveries: DeliveryLines;
  private readonly refundNames = new Map<string, string>();

  constructor(
    private readonly order: OrderDetailView,
    private readonly say: Say,
  ) {
    const { no_order } = order;
    this.number = literalOf(no_order);
    this.delivered = `sandbox.expectDelivered(${this.number});`;
    const whose = { is: 'orders', no_order } as const;
    this.deliveries = new DeliveryLines(this.lines, { whose, delivered: this.delivered, say });
  }

  told(): OrderStory {
    this.deliveries.among(this.order, (step) => {
      this.step(step);
    });
    this.end();
    if (this.deliveries.hasEarlier) this.needs.add('earlier');
    return { lines: this.lines, needs: this.needs };
  }

  private step(step: HistoryEntryView): void {
    const { number, order } = this;
    const { what, detail = '', no_refund = '' } = step;
    switch (what) {
      case 'placed':
        this.lines.push('await placeOrder();');
        break;
      case 'paid':
      case 'authorized': {
        const how = literalOf({ pay_type: order.paid_by, bank_code: order.bank_code });
        const call = `await sandbox.pay(${how === '{}' ? number : `${number}, ${how}`});`;
        this.deliveries.sends(call, step, order.money_order);
        break;
      }
      case 'failed':
        this.lines.push(`await sandbox.fail(${number});`);
        break;
      case 'captured':
        this.needs.add('capture');
        this.lines.push(`await capture(${literalOf(detail)});`);
        break;
      case 'cancelled':
        this.needs.add('cancel');
        this.lines.push('await cancel();');
        break;
      case 'refund-applied':
        this.refund(step, no_refund);
        break;
      case 'refunded':
      case 'refund-failed': {
        const name = this.refundNames.get(no_refund);
        if (name === undefined) break;
        const method = what === 'refunded' ? 'completeRefund' : 'failRefund';
        const call = `await sandbox.${method}(${name}.no_refund);`;
        this.deliveries.sends(call, step, this.moneyOf(no_refund));
        break;
      }
      default:
        this.lines.push(commentOf(this.say(...SAID[what])));
    }
  }

  /** What holds of the order as it is now. */
  private end(): void {
    const { notifications } = this.order;
    if (!wasPaid(this.order)) this.lines.push(`sandbox.expectNotPaid(${this.number});`);
    if (notifications.at(-1)?.acknowledged === true && this.lines.at(-1) !== this.delivered)
      this.lines.push(this.delivered);
  }

  /** One that ends by itself has ended when it is applied for. */
  private refund(step: HistoryEntryView, no_refund: string): void {
    const amount = this.moneyOf(no_refund);
    const call = `await sandbox.refund(${this.number}, ${literalOf(amount)});`;
    if (this.endsAtOnce(no_refund)) {
      this.deliveries.sends(call, step, amount);
      return;
    }
    this.needs.add('slow-refunds');
    const name = `refund${String(this.refundNames.size + 1)}`;
    const isEnded = this.order.refunds.some(
      (each) => each.no_refund === no_refund && ['2', '3'].includes(each.sta_refund),
    );
    if (isEnded) this.refundNames.set(no_refund, name);
    this.lines.push(isEnded ? `const ${name} = ${call}` : call);
  }

  private endsAtOnce(no_refund: string): boolean {
    const [applied, ended] = this.order.history.filter((each) => each.no_refund === no_refund);
    if (applied === undefined || ended?.what !== 'refunded') return false;
    return Date.parse(ended.at) - Date.parse(applied.at) < HELD_MS;
  }

  private moneyOf(no_refund: string): string {
    return this.order.refunds.find((each) => each.no_refund === no_refund)?.money_refund ?? '';
  }
}

const SAID: Readonly<Record<SilentStep, readonly [zh: string, en: string]>> = {
  'placed-again': ['商户再次下单。', 'The shop placed it again.'],
  'cashier-opened': ['付款人打开收银台。', 'The payer opened the cashier.'],
  'sms-sent': ['发出短信验证码。', 'The payer was sent a code.'],
  processing: ['银行处理中。', 'The bank took its time.'],
  abandoned: ['付款人放弃。', 'The payer gave up.'],
};

/** What leaves no trace in a test: the payer is not in it. */
type SilentStep = Extract<
  HistoryWhat,
  'placed-again' | 'cashier-opened' | 'sms-sent' | 'processing' | 'abandoned'
>;
