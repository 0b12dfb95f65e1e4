import type { JSX } from 'preact';

import type { OrderDetailView } from '../../../contract.js';
import { moneyOf } from '../parts/money.js';
import { Section, Facts } from '../parts/parts.js';
import { t } from '../words.js';

/** What a payment in a foreign currency was settled at. */
export function Settlement({ of: { settlement } }: { readonly of: OrderDetailView }): JSX.Element | null {
  if (settlement === undefined) return null;
  const { money_pay, currency_pay, exchange_rate, money_settle, currency_settle } = settlement;
  return (
    <Section id="settlement" heading={t('外币结算', 'Settlement')}>
      <Facts
        of={[
          [t('付款人支付', 'The payer pays'), moneyOf(money_pay, currency_pay), 'money_pay'],
          [t('结算给商户', 'Settled to the shop'), moneyOf(money_settle, currency_settle), 'money_settle'],
          [
            t('汇率', 'Exchange rate'),
            `1 ${currency_settle} = ${exchange_rate} ${currency_pay}`,
            'exchange_rate',
          ],
        ]}
      />
    </Section>
  );
}
