import type { BankStatus, CardType, OrOther } from '../../common/enums.js';
import { UnlimitedText } from '../../common/fields/text-fields.js';
import { LianlianMessage } from '../../common/fields/lianlian-message.js';

/**
 * A bank with its limits. LianLian may not sign it: for display.
 *
 * @see LianLian's "Supported Bank Query"
 */
export class SupportedBank extends LianlianMessage {
  /** LianLian's code of the bank. */
  @UnlimitedText()
  bank_code!: string;

  /** Name of the bank, in Chinese. */
  @UnlimitedText()
  bank_name!: string;

  /** `2` debit card, `3` credit card. */
  @UnlimitedText()
  card_type!: OrOther<CardType>;

  /** Limit of one payment, in whole yuan as text. */
  @UnlimitedText()
  single_amt!: string;

  /** Limit of a day, in whole yuan as text. */
  @UnlimitedText()
  day_amt!: string;

  /** Limit of a month, in whole yuan as text. */
  @UnlimitedText()
  month_amt!: string;

  /** `0` in service, `2` under maintenance. */
  @UnlimitedText()
  bank_status!: OrOther<BankStatus>;
}
