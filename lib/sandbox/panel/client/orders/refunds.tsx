import type { JSX } from 'preact';

import type { OrderDetailView, RefundView } from '../../../contract.js';
import { useActing } from '../acting.js';
import { api } from '../api.js';
import { Field, typedInto, withDecimals } from '../parts/fields.js';
import { moneyOf } from '../parts/money.js';
import { Action, Badge, Section } from '../parts/parts.js';
import { REFUND_STATES } from '../parts/terms.js';
import { t } from '../words.js';

/** The form that refunds an order, and what ends a refund that is under way. */
export function RefundActions({ of: order }: { readonly of: OrderDetailView }): JSX.Element {
  const underWay = order.refunds.filter(({ sta_refund }) => sta_refund === '1');
  return (
    <Section id="refunds" heading={t('退款', 'Refund')}>
      <RefundForm of={order} />
      {underWay.map((refund) => (
        <UnderWay key={refund.no_refund} of={refund} order={order} />
      ))}
    </Section>
  );
}

/** Where a refund stands. */
export function RefundBadge({ of: { sta_refund } }: { readonly of: RefundView }): JSX.Element {
  const [state, look] = REFUND_STATES[sta_refund] ?? [sta_refund, 'warn'];
  return (
    <Badge look={look} testId="refund-state">
      {state}
    </Badge>
  );
}

function RefundForm({ of: order }: { readonly of: OrderDetailView }): JSX.Element {
  const { can, refundable, currency_order } = order;
  const left = moneyOf(refundable, currency_order);
  const [isBusy, act] = useActing();
  return (
    <form
      class="line"
      onSubmit={(event) => {
        event.preventDefault();
        const form = event.currentTarget;
        const amount = typedInto(form, 'refund-amount');
        void act(async () => {
          await api.refund(order, amount === '' ? undefined : withDecimals(amount));
          // What was typed has been done.
          form.reset();
          return t('已申请退款', 'Refunded');
        });
      }}
    >
      <Field
        id="refund-amount"
        label={can.refund ? t(`金额（还可退 ${left}）`, `Amount (${left} left)`) : t('金额', 'Amount')}
      >
        <input inputMode="decimal" placeholder={refundable} autocomplete="off" disabled={!can.refund} />
      </Field>
      <button data-testid="refund" disabled={!can.refund} aria-busy={isBusy}>
        {t('退款', 'Refund')}
      </button>
    </form>
  );
}

function UnderWay({
  of: { no_refund, money_refund },
  order: { oid_partner, currency_order },
}: {
  readonly of: RefundView;
  readonly order: OrderDetailView;
}): JSX.Element {
  const settle = (how: 'complete' | 'fail', said: string) => async () => {
    await api.settleRefund(no_refund, how, oid_partner);
    return said;
  };
  return (
    <div class="stack tight">
      <p>
        <span class="mono">{no_refund}</span>{' '}
        <span class="number">{moneyOf(money_refund, currency_order)}</span>
      </p>
      <div class="buttons">
        <Action
          testId="refund-complete"
          look="small"
          does={settle('complete', t('退款成功', 'The refund succeeded'))}
        >
          {t('设为成功', 'Let it succeed')}
        </Action>
        <Action testId="refund-fail" look="small" does={settle('fail', t('退款失败', 'The refund failed'))}>
          {t('设为失败', 'Let it fail')}
        </Action>
      </div>
    </div>
  );
}
