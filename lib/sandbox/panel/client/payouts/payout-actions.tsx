import type { JSX } from 'preact';

import type { PayoutDetailView } from '../../../contract.js';
import { useActing } from '../acting.js';
import { api } from '../api.js';
import { Field, typedInto } from '../parts/fields.js';
import { Action, Section } from '../parts/parts.js';
import { t } from '../words.js';

/** What the bank does with a payout. */
export function PayoutActions({ of: payout }: { readonly of: PayoutDetailView }): JSX.Element {
  const { can, state } = payout;
  return (
    <Section id="bank" heading={t('替银行操作', 'What the bank does')}>
      <div class="buttons">
        <Action
          testId="complete"
          look="primary"
          disabled={!can.complete}
          does={async () => {
            await api.completePayout(payout);
            return t('代付成功', 'Paid');
          }}
        >
          {t('代付成功', 'Pay')}
        </Action>
        <Action
          testId="return-money"
          disabled={!can.returnMoney}
          does={async () => {
            await api.returnPayout(payout);
            return t('已退回，余额已恢复', 'Returned: the money is back in the balance');
          }}
        >
          {t('退回', 'Return the money')}
        </Action>
      </div>
      <FailForm of={payout} />
      {!can.complete && !can.returnMoney && (
        <small>
          {state === 'needs-confirmation'
            ? t('先要商户确认。', 'The shop has to confirm it first.')
            : t('这笔代付已经结束。', 'This payout has ended.')}
        </small>
      )}
    </Section>
  );
}

function FailForm({ of: payout }: { readonly of: PayoutDetailView }): JSX.Element {
  const [isBusy, act] = useActing();
  const { can } = payout;
  return (
    <form
      class="line"
      onSubmit={(event) => {
        event.preventDefault();
        const form = event.currentTarget;
        const reason = typedInto(form, 'fail-reason');
        void act(async () => {
          await api.failPayout(payout, reason === '' ? undefined : reason);
          form.reset();
          return t('代付失败，余额已恢复', 'Failed: the money is back in the balance');
        });
      }}
    >
      <Field id="fail-reason" label={t('失败原因（可不填）', 'Why it fails (optional)')}>
        <input maxLength={255} autocomplete="off" disabled={!can.fail} />
      </Field>
      <button data-testid="fail" disabled={!can.fail} aria-busy={isBusy}>
        {t('代付失败', 'Fail')}
      </button>
    </form>
  );
}
