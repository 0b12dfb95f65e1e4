/**
 * As LianLian groups bound cards: `M` Easypay, `D` verified payment, and MPAY's: `2` debit, `3` credit, `P` new authenticated
 * payment.
 */
export type CardGroup = 'M' | 'D' | '2' | '3' | 'P';

/** The groups whose cards MPAY binds. */
export const MPAY_GROUPS: readonly CardGroup[] = ['2', '3', 'P'];

/** The group of the cards that an order of a card payment binds. */
export function cardGroupOf({
  api,
  pay_type,
}: {
  readonly api: string;
  readonly pay_type?: string | undefined;
}): CardGroup {
  if (api === 'mpay.apply') return mpayGroupOf(pay_type);
  return api === 'exchange.apply' && pay_type === 'D' ? 'D' : 'M';
}

/** MPAY's group of a `pay_type`: 27, of an older edition, is a credit card too, and D what P is now. */
export function mpayGroupOf(payType: string | undefined): CardGroup {
  if (payType === '3' || payType === '27') return '3';
  return payType === 'P' || payType === 'D' ? 'P' : '2';
}
