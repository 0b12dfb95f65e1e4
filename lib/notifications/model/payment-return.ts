import type { OrOther, PaidWith, ReceivedSignType } from '../../common/enums.js';
import { LianlianMessage } from '../../common/fields/lianlian-message.js';

/**
 * What LianLian signed for the payer to bring back. Never proof of payment on its own: it is sent once, the
 * payer may replay it, and the notification or a query tells what happened.
 *
 * @see LianLian's "Synchronous notification"
 */
export class VerifiedPaymentReturn extends LianlianMessage {
  readonly verified = true as const;
  readonly oid_partner!: string;
  /** The merchant's order number. */
  readonly no_order!: string;
  /** The merchant's order time, yyyyMMddHHmmss in Asia/Shanghai. */
  readonly dt_order?: string | undefined;
  /** LianLian's transaction number. */
  readonly oid_paybill?: string | undefined;
  /** Decimal text in yuan as the sender wrote it. */
  readonly money_order?: string | undefined;
  /** `SUCCESS`; one edition of the easy payment page leaves it out. */
  readonly result_pay?: OrOther<'SUCCESS'> | undefined;
  readonly settle_date?: string | undefined;
  readonly info_order?: string | undefined;
  readonly pay_type?: OrOther<PaidWith | 'M'> | undefined;
  readonly bank_code?: string | undefined;
  readonly ret_code?: string | undefined;
  readonly ret_msg?: string | undefined;
  readonly sign_type!: ReceivedSignType;
  readonly sign!: string;
}

/** Why a return tells nothing. `abandoned`: the payer came back without a message from LianLian. */
export type UnverifiedReason = 'abandoned' | 'invalid-signature' | 'unknown-merchant' | 'malformed';

/** A return that LianLian did not sign. Nothing else of it is passed on. */
export interface UnverifiedPaymentReturn {
  readonly verified: false;
  readonly reason: UnverifiedReason;
}

/** What the payer came back with. */
export type PaymentReturn = VerifiedPaymentReturn | UnverifiedPaymentReturn;
