import { amountOfFen, fenOfAmount } from '../common/amount.js';
import type { Refund } from './transaction.js';

/** Yuan for one unit of the foreign currency, in ten-thousandths: the sandbox has one rate. */
const RATE = { id: 'SANDBOX20260101', text: '7.1000', tenThousandths: 71_000n };

/** Bank of China's short code: where the sandbox exchanges money. */
const EXCHANGE_BANK = '01040000';

/** The amount of a cross-border refund in the payer's currency, rounded to two decimals, and how it was exchanged. */
export function foreignPart(
  money_refund: string,
): Pick<Refund, 'money_foreign_refund' | 'rate_id' | 'rate' | 'exchange_bankcode'> {
  const fen = fenOfAmount(money_refund) ?? 0n;
  const foreign = (fen * 10_000n + RATE.tenThousandths / 2n) / RATE.tenThousandths;
  return {
    money_foreign_refund: amountOfFen(foreign),
    rate_id: RATE.id,
    rate: RATE.text,
    exchange_bankcode: EXCHANGE_BANK,
  };
}
