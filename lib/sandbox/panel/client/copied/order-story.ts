import type { DeliveryHow, HistoryEntryView, HistoryWhat, OrderDetailView } from '../../../contract.js';
import { deliveryTest, expectedOf, LATE_MS, remarkOn, type Say } from './delivery-test.js';
import { storyPartsOf, type StoryAttempt } from './grouped-attempts.js';
import { commentOf, literalOf } from './literal.js';

/** What a test's file has to have beside its steps. */
export type StoryNeed = 'capture' | 'cancel' | 'earlier' | 'slow-refunds';

/** The steps of a test that replays an order. */
interface OrderStory {
  readonly lines: readonly string[];
  readonly needs: ReadonlySet<StoryNeed>;
}

/** What the sandbox does by itself at such an amount. */
const MAGIC = /^(?:44444\.\d\d|4444\d{4}\.44)$/;
/** A first attempt that comes later than this was held back. */
const HELD_MS = 1000;

/** What happened to an order, as the lines of a test. What the shop did wrong is expected right, and said. */
export function orderStory(order: OrderDetailView, say: Say): OrderStory {
  const story = new StoryWriter(order, say);
  for (const part of storyPartsOf(order)) {
    if (part.is === 'step') story.step(part.step);
    else story.attempt(part);
  }
  story.end();
  return story;
}

class StoryWriter implements OrderStory {
  readonly lines: string[] = [];
  readonly needs = new Set<StoryNeed>();
  private readonly number: string;
  private readonly refundNames = new Map<string, string>();
  /** Where the line stands after which LianLian notifies, when that was, and of how much money. */
  private sending = { line: 0, at: 0, amount: '' };
  /** How many notifications there are. */
  private known = 0;
  /** When LianLian last tried to deliver each notification, and how far the test's clock was moved since. */
  private readonly tried = new Map<string, { readonly at: number; movedMs: number }>();
  private repeating: { readonly id: string; ms: number } | undefined;

  constructor(
    private readonly order: OrderDetailView,
    private readonly say: Say,
  ) {
    this.number = literalOf(order.no_order);
  }

  step({ at, what, detail = '', no_refund = '' }: HistoryEntryView): void {
    this.repeating = undefined;
    const { number, order } = this;
    const sends = (line: string, amount: string): void => {
      this.sending = { line: this.lines.length, at: Date.parse(at), amount };
      this.lines.push(line);
    };
    switch (what) {
      case 'placed':
        this.lines.push('await placeOrder();');
        break;
      case 'paid':
      case 'authorized': {
        const how = literalOf({ pay_type: order.paid_by, bank_code: order.bank_code });
        sends(`await sandbox.pay(${how === '{}' ? number : `${number}, ${how}`});`, order.money_order);
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
        this.refund(no_refund, sends);
        break;
      case 'refunded':
      case 'refund-failed': {
        const name = this.refundNames.get(no_refund);
        if (name === undefined) break;
        const method = what === 'refunded' ? 'completeRefund' : 'failRefund';
        sends(`await sandbox.${method}(${name}.no_refund);`, this.moneyOf(no_refund));
        break;
      }
      default:
        this.lines.push(commentOf(this.say(...SAID[what])));
    }
  }

  attempt(part: StoryAttempt): void {
    const { notification, number, attempt, isFirst } = part;
    this.known = Math.max(this.known, number);
    if (isFirst) this.first(part);
    else if (attempt.how === undefined) this.repeat(part);
    else this.byHand(part);
    if (isFirst || attempt.how === undefined)
      this.tried.set(notification.id, { at: Date.parse(attempt.at), movedMs: 0 });
  }

  /** What holds of the order as it is now. */
  end(): void {
    const { result_pay, notifications } = this.order;
    const isTaken = result_pay === 'SUCCESS' || result_pay === 'REFUND';
    if (!isTaken) this.lines.push(`sandbox.expectNotPaid(${this.number});`);
    const delivered = this.expectDelivered;
    if (notifications.at(-1)?.acknowledged === true && this.lines.at(-1) !== delivered)
      this.lines.push(delivered);
  }

  /** One that ends by itself has ended when it is applied for. */
  private refund(no_refund: string, sends: (line: string, amount: string) => void): void {
    const amount = this.moneyOf(no_refund);
    const call = `await sandbox.refund(${this.number}, ${literalOf(amount)});`;
    if (this.endsAtOnce(no_refund)) {
      sends(call, amount);
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

  /** LianLian's first attempt, which a scenario may have changed or held back. */
  private first({ notification: { kind }, number, attempt }: StoryAttempt): void {
    const heldMs = Date.parse(attempt.at) - this.sending.at;
    const isHeld = heldMs > HELD_MS;
    const fault = isHeld
      ? { fault: 'delayed', kind, times: 1, ms: heldMs }
      : { fault: faultOf(attempt.how), kind, times: 1 };
    const isMagic = MAGIC.test(this.sending.amount);
    if (fault.fault !== undefined && !isMagic)
      this.lines.splice(this.sending.line, 0, `sandbox.scenario(${literalOf(fault)});`);
    if (isHeld) this.advance(heldMs);
    this.lines.push(...remarkOn(attempt, this.say));
    if (attempt.how === undefined) {
      if (number === this.known) this.lines.push(this.expectDelivered);
      return;
    }
    const expected = literalOf({ how: attempt.how, ...expectedOf(attempt) });
    this.lines.push(`expect(sandbox.deliveries(${this.number}).at(-1)).toMatchObject(${expected});`);
  }

  /** LianLian's repeats, in one go where nothing came between them. */
  private repeat({ notification: { id }, number, attempt }: StoryAttempt): void {
    const last = this.tried.get(id);
    const ms = Date.parse(attempt.at) - (last?.at ?? 0) - (last?.movedMs ?? 0);
    const isGoingOn = this.repeating?.id === id;
    if (isGoingOn) this.lines.pop();
    const total = Math.max(ms, 0) + (isGoingOn ? (this.repeating?.ms ?? 0) : 0);
    this.advance(total);
    this.repeating = { id, ms: total };
    if (!attempt.acknowledged || number !== this.known) return;
    this.lines.push(this.expectDelivered);
    this.repeating = undefined;
  }

  /** What a person, or a test, had delivered. */
  private byHand({ number, attempt }: StoryAttempt): void {
    this.repeating = undefined;
    const { how = 'again' } = attempt;
    if (number === this.known || how === 'out-of-order') {
      this.lines.push(...deliveryTest({ is: 'orders', no_order: this.order.no_order }, attempt, this.say));
    } else {
      this.needs.add('earlier');
      const call = `await deliverEarlier(${literalOf(how)}, ${literalOf(`n${String(number)}`)})`;
      const expected = literalOf({ attempts: how === 'twice' ? undefined : [expectedOf(attempt)] });
      this.lines.push(...remarkOn(attempt, this.say));
      this.lines.push(how === 'late' ? `${call};` : `expect(${call}).toMatchObject(${expected});`);
      if (how === 'late') this.lines.push(`await sandbox.clock.advance(${String(LATE_MS)});`);
    }
    if (how === 'late') this.moved(LATE_MS);
  }

  private get expectDelivered(): string {
    return `sandbox.expectDelivered(${this.number});`;
  }

  private advance(ms: number): void {
    this.lines.push(`await sandbox.clock.advance(${String(ms)});`);
    this.moved(ms);
  }

  private moved(ms: number): void {
    for (const each of this.tried.values()) each.movedMs += ms;
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

/** The scenario that changes a notification so. */
function faultOf(how: DeliveryHow | undefined): string | undefined {
  return how === 'twice' ? 'duplicated' : how;
}
