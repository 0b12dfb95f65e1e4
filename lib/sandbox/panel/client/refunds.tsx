import type { ComponentChildren, JSX } from 'preact';

import type { OrderDetailView, RefundView } from '../../contract.js';
import { useActing } from './acting.js';
import { api } from './api.js';
import { Field, typedInto, withDecimals } from './fields.js';
import { moneyOf } from './money.js';
import { Action, Badge, Card, Table } from './parts.js';
import { REFUND_STATES } from './terms.js';
import { t } from './words.js';

/** An order's refunds, and the form for another one. */
export function Refunds({ of: order }: { readonly of: OrderDetailView }): JSX.Element | null {
  const { can, refunds } = order;
  if (!can.refund && refunds.length === 0) return null;
  return (
    <Card id="refunds" heading={t('退款', 'Refunds')}>
      <RefundForm of={order} />
      {refunds.length > 0 && (
        <Table
          caption={t('退款', 'Refunds')}
          headings={[t('退款号', 'Refund'), t('金额', 'Amount'), t('状态', 'State'), t('操作', 'Action')]}
          rows={refunds.map((refund) => ({
            key: refund.no_refund,
            cells: cellsOf(refund, order),
          }))}
        />
      )}
    </Card>
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
      <Field id="refund-amount" label={t(`金额（还可退 ${left}）`, `Amount (${left} left)`)}>
        <input inputMode="decimal" placeholder={refundable} autocomplete="off" disabled={!can.refund} />
      </Field>
      <button data-testid="refund" disabled={!can.refund} aria-busy={isBusy}>
        {t('退款', 'Refund')}
      </button>
    </form>
  );
}

function cellsOf(
  refund: RefundView,
  { oid_partner, currency_order }: OrderDetailView,
): readonly ComponentChildren[] {
  const { no_refund, money_refund, sta_refund } = refund;
  const [state, look] = REFUND_STATES[sta_refund] ?? [sta_refund, 'warn'];
  const settle = (how: 'complete' | 'fail', said: string) => async () => {
    await api.settleRefund(no_refund, how, oid_partner);
    return said;
  };
  return [
    <span key="number" class="mono">
      {no_refund}
    </span>,
    <span key="amount" class="number">
      {moneyOf(money_refund, currency_order)}
    </span>,
    <Badge key="state" look={look} testId="refund-state">
      {state}
    </Badge>,
    sta_refund === '1' && (
      <span key="settle" class="buttons">
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
      </span>
    ),
  ];
}
