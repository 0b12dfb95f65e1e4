import type { Detail } from '../pages/details.js';
import { money } from '../pages/money.js';
import type { Exchanged } from './payment.js';

/** What the payer paid for an order in another currency, and at which rate. Empty where LianLian did not tell. */
export function exchangeDetails(exchanged: Exchanged | undefined): readonly Detail[] {
  if (exchanged === undefined) return [];
  const { money_pay, currency_pay, exchange_rate } = exchanged;
  const paid: Detail = [{ zh: '实付', en: 'Paid by the card' }, money(money_pay, currency_pay), 'money-pay'];
  if (exchange_rate === undefined) return [paid];
  return [paid, [{ zh: '汇率', en: 'Exchange rate' }, exchange_rate, 'exchange-rate']];
}
