import type { PayoutDetailView } from '../../../contract.js';
import { DeliveryLines } from './delivery-lines.js';
import type { Say } from './delivery-test.js';
import { commentOf, literalOf } from './literal.js';
import { faultAt, nextStep, type PayoutStep } from './payout-faults.js';
import { scenarioTest } from './scenario-test.js';

/** What a payout's test has to have beside its steps. */
type PayoutNeed = 'confirm' | 'earlier' | 'no-magic';

/** The steps of a test that replays a payout. */
interface PayoutStory {
  readonly lines: readonly string[];
  readonly needs: ReadonlySet<PayoutNeed>;
}

/** What happened to a payout, as the lines of a test. What the shop did wrong is expected right, and said. */
export function payoutStory(payout: PayoutDetailView, say: Say): PayoutStory {
  return new StoryWriter(payout, say).told();
}

class StoryWriter {
  private readonly lines: string[] = [];
  private readonly needs = new Set<PayoutNeed>();
  private readonly number: string;
  private readonly deliveries: DeliveryLines;
  /** The test has emptied the balance. */
  private isEmptied = false;

  constructor(
    private readonly payout: PayoutDetailView,
    private readonly say: Say,
  ) {
    const { no_order } = payout;
    this.number = literalOf(no_order);
    const last = `sandbox.payouts.deliveries(${this.number}).at(-1)`;
    const delivered = `expect(${last}).toMatchObject(${literalOf({ acknowledged: true })});`;
    this.deliveries = new DeliveryLines(this.lines, { whose: { is: 'payouts', no_order }, delivered, say });
  }

  told(): PayoutStory {
    this.deliveries.among(this.payout, (step) => {
      this.step(step);
    });
    const { result_pay, refusedWith } = this.payout;
    const expected = literalOf({ result_pay, refusedWith });
    this.lines.push(`expect(sandbox.payouts.get(${this.number})).toMatchObject(${expected});`);
    if (this.deliveries.hasEarlier) this.needs.add('earlier');
    return { lines: this.lines, needs: this.needs };
  }

  private step(step: PayoutStep): void {
    const { what, detail = '' } = step;
    switch (what) {
      case 'applied':
        this.payOut(step);
        break;
      case 'applied-again':
        this.comment(
          '商户原样重发：各字段须与之前完全相同。',
          'The shop applied for it again, with every field as it was.',
        );
        this.payOut(step);
        break;
      case 'needs-confirmation':
        this.comment(`待人工确认（${detail}）。`, `It was held back for a confirmation (${detail}).`);
        break;
      case 'wrong-code':
        this.comment(`确认码错误，第 ${detail} 次。`, `A wrong code came, number ${detail}.`);
        break;
      case 'confirmed':
        this.confirm(step);
        break;
      case 'refused':
        this.comment(
          `连连未受理（${detail}）。应用若因此抛出异常，请在上一步中捕获。`,
          `LianLian refused it (${detail}). Where your app throws then, catch that in the step before.`,
        );
        break;
      case 'processing':
        break;
      case 'paid':
        this.ends(step, 'complete');
        break;
      case 'failed':
        this.ends(step, 'fail', detail);
        break;
      case 'returned':
        this.ends(step, 'returnMoney');
        break;
      case 'closed':
        this.deliveries.advance(this.reviewMs());
    }
  }

  private payOut(step: PayoutStep): void {
    const { scenario, isNotOfItsAmount } = faultAt(step, this.payout);
    if (isNotOfItsAmount) this.needs.add('no-magic');
    if (this.isEmptied) this.setBalance(this.payout.money_order);
    this.isEmptied = false;
    if (scenario !== undefined) this.lines.push(scenarioTest({ ...scenario, times: 1 }));
    this.lines.push('await payOut();');
  }

  /** Only a balance that is too low refuses what was confirmed. */
  private confirm(step: PayoutStep): void {
    this.needs.add('confirm');
    this.isEmptied = nextStep(step, this.payout)?.what === 'refused';
    if (this.isEmptied) this.setBalance('0.00');
    this.lines.push(`await confirm(sandbox.payouts.get(${this.number}).review?.confirm_code ?? '');`);
  }

  private ends(step: PayoutStep, method: string, ...reason: readonly string[]): void {
    const given = [this.number, ...reason.map(literalOf)].join(', ');
    this.deliveries.sends(`await sandbox.payouts.${method}(${given});`, step, this.payout.money_order);
  }

  private setBalance(money: string): void {
    this.lines.push(`sandbox.setBalance(${literalOf(money)});`);
  }

  /** How long the payout could be confirmed. */
  private reviewMs(): number {
    const { appliedAt, review } = this.payout;
    return Date.parse(review?.closesAt ?? appliedAt) - Date.parse(appliedAt);
  }

  private comment(zh: string, en: string): void {
    this.lines.push(commentOf(this.say(zh, en)));
  }
}
