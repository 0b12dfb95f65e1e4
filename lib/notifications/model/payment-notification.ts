import type { Currency, IdType, OrOther, PaidWith, ReceivedSignType } from '../../common/enums.js';
import { LianlianMessage } from '../../common/fields/lianlian-message.js';

/**
 * LianLian's word on a payment, verified. Fields that LianLian adds without documenting them are there too.
 *
 * @see LianLian's "Payment asynchronous notification"
 */
export class PaymentNotification extends LianlianMessage {
  /** Tells payments and refunds apart. */
  readonly kind = 'payment' as const;
  /** The merchant number. */
  readonly oid_partner!: string;
  /** The merchant's order number. */
  readonly no_order!: string;
  /** The merchant's order time, yyyyMMddHHmmss in Asia/Shanghai. */
  readonly dt_order!: string;
  /** LianLian's transaction number. */
  readonly oid_paybill!: string;
  /**
   * Decimal text in `currency_order` as the sender wrote it (`0.1`, `1000.0`): compare `yuanToFen` of it, never text, and the
   * currency too.
   */
  readonly money_order!: string;
  /** Currency of `money_order`, such as `USD`. Left out by every product but `exchange`: then it is yuan. */
  readonly currency_order?: OrOther<Currency> | undefined;
  /** `SUCCESS`, or what LianLian says otherwise. */
  readonly result_pay!: OrOther<'SUCCESS'>;
  /** LianLian's clearing date, yyyyMMdd; with a success. */
  readonly settle_date?: string | undefined;
  /** What the request carried in `info_order`. */
  readonly info_order?: string | undefined;
  /** How it was paid; values beyond the documented ones occur. F and G are authorizations. */
  readonly pay_type?: OrOther<PaidWith | 'M' | 'F' | 'P'> | undefined;
  /** The bank's short code. */
  readonly bank_code?: string | undefined;
  /** The token of the bound card. Secret. */
  readonly no_agree?: string | undefined;
  /** Only where LianLian configured it for the merchant. */
  readonly id_type?: OrOther<IdType> | undefined;
  /** Only where LianLian configured it for the merchant. Secret. */
  readonly id_no?: string | undefined;
  /** Only where LianLian configured it for the merchant. Secret. */
  readonly acct_name?: string | undefined;
  /** Only where LianLian configured it for the merchant. Secret. */
  readonly card_no?: string | undefined;
  /** Currency of `money_settle`. Payments in a foreign currency; LianLian's samples spell it `currency_sellte`. */
  readonly currency_settle?: OrOther<Currency> | undefined;
  /** What you get, decimal text in `currency_settle`. LianLian's samples spell it `money_sellte`: it is read from either. */
  readonly money_settle?: string | undefined;
  /** Currency in which the payer pays. Payments in a foreign currency. */
  readonly currency_pay?: OrOther<Currency> | undefined;
  /** What the payer pays, decimal text in `currency_pay`. */
  readonly money_pay?: string | undefined;
  /** Rate of the exchange, decimal text. Payments in a foreign currency. */
  readonly exchange_rate?: string | undefined;
  readonly ret_code?: string | undefined;
  readonly ret_msg?: string | undefined;
  readonly sign_type!: ReceivedSignType;
  readonly sign!: string;
}
