import type { SandboxServices } from '../services.js';
import { type Checkout, checkoutPath } from '../orders/checkouts.js';
import { apiSpec } from '../data/data.js';
import { pageReply, redirectReply, type Reply } from '../http/reply.js';
import { ICBC } from '../orders/banks.js';
import { cardOf, fitting } from '../orders/cards.js';
import { cashierPage } from './cashier.js';
import type { Html } from '../http/html.js';
import { isOnlineBanking } from './methods.js';
import {
  abandonedPage,
  FAILED,
  failedPage,
  notFoundPage,
  paidPage,
  processingPage,
  refusalPage,
  returnPage,
} from './results.js';
import { Refusal } from '../data/refusal.js';
import { wasPaid } from '../common/was-paid.js';

type FormFields = Readonly<Record<string, string>>;

/** In the query of a paid order's page, this takes the payer back to the shop. */
const RETURN = 'return';

/** Shows the page on which a payer pays, and does what its buttons say. */
export class CheckoutHandler {
  constructor(private readonly services: SandboxServices) {}

  /**
   * The page in its current state, or what its query asks for: the result of a failed attempt, or the way back to the shop.
   */
  async show(id: string, query: URLSearchParams): Promise<Reply> {
    const checkout = this.services.checkouts.get(id);
    if (checkout === undefined) return pageReply(notFoundPage(), 404);
    const isPaid = checkout.entry.result_pay === 'SUCCESS';
    if (query.has(RETURN) && isPaid) return pageReply(await this.afterPayment(checkout));
    const hasFailed = checkout.entry.result_pay === 'FAILURE';
    return pageReply(query.has(FAILED) && hasFailed ? failedPage(checkout) : this.standing(checkout));
  }

  /** A button was pressed. */
  async act(id: string, fields: FormFields): Promise<Reply> {
    const checkout = this.services.checkouts.get(id);
    if (checkout === undefined) return pageReply(notFoundPage(), 404);
    const { entry, url_return } = checkout;
    if (fields['action'] === 'abandon') {
      return url_return === undefined ? pageReply(abandonedPage(checkout)) : redirectReply(url_return);
    }
    try {
      this.services.ledger.assertPayable(entry);
      if (fields['action'] === 'pay') return pageReply(await this.pay(checkout, fields));
      this.services.ledger.fail(entry, '付款人选择了支付失败');
      return pageReply(failedPage(checkout));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return pageReply(this.refused(checkout, error));
    }
  }

  private async pay(checkout: Checkout, fields: FormFields): Promise<Html> {
    const { entry, offer } = checkout;
    if (offer === 'card') this.payByCard(checkout, fields);
    else if (offer === 'wallet') this.services.payments.succeed(entry, {});
    else {
      const { method, bank_code } = fields;
      const isBanking = isOnlineBanking(method ?? entry.pay_type);
      this.services.payments.succeed(entry, {
        paid_by: method,
        bank_code: isBanking ? bank_code : undefined,
      });
    }
    await this.services.payments.notify(entry);
    return this.afterPayment(checkout);
  }

  private payByCard({ entry, card, isOneClick }: Checkout, fields: FormFields): void {
    if (!isOneClick && fields['verify_code'] !== this.services.settings.smsCode) throw new Refusal('1900');
    const used = card ?? fitting(cardOf(fields['card_no'] ?? '', entry.bank_code), entry.pay_type);
    this.services.payments.charge(entry, used, fields['bind_mob'] ?? '');
  }

  /** The page after a payment. A success leads back to the shop, by a signed form post. */
  private async afterPayment(checkout: Checkout): Promise<Html> {
    const { entry, returnsLike, url_return } = checkout;
    if (entry.result_pay !== 'SUCCESS' || !leadsBack(checkout)) return this.standing(checkout);
    if (returnsLike === undefined || url_return === undefined) return paidPage(checkout);
    const message = await this.services.payments.returnMessage(entry, returnsLike);
    const isOneField = apiSpec(returnsLike).transport === 'form:req_data';
    return returnPage(url_return, isOneField ? { res_data: message.json } : message.texts);
  }

  private standing(checkout: Checkout): Html {
    const { entry } = checkout;
    if (wasPaid(entry)) {
      const canReturn = entry.result_pay === 'SUCCESS' && leadsBack(checkout);
      return paidPage(checkout, canReturn ? `${checkoutPath(checkout.id)}?${RETURN}` : undefined);
    }
    if (entry.result_pay === 'PROCESSING') return processingPage(checkout);
    if (this.services.ledger.isClosed(entry))
      return refusalPage(new Refusal('2006'), {
        address: checkoutPath(checkout.id),
        back: checkout.url_return,
      });
    return cashierPage(checkout, { smsCode: this.services.settings.smsCode });
  }

  private refused(checkout: Checkout, refusal: Refusal): Html {
    const isOver = ['2006', '2007', '1003'].includes(refusal.ret_code);
    if (isOver) return this.standing(checkout);
    return cashierPage(checkout, { problem: refusal, smsCode: this.services.settings.smsCode });
  }
}

/** Whether a payer is sent back to the shop after a success. One bank keeps them. */
function leadsBack({ entry, offer, returnsLike, url_return }: Checkout): boolean {
  const isKeptByBank = offer === 'banks' && entry.bank_code === ICBC;
  return returnsLike !== undefined && url_return !== undefined && !isKeptByBank;
}
