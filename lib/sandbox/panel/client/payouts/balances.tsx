import type { JSX } from 'preact';

import type { BalanceListView } from '../../../contract.js';
import { useActing } from '../acting.js';
import { api } from '../api.js';
import { Field, typedInto, withDecimals } from '../parts/fields.js';
import { useLoaded } from '../loaded.js';
import { LoadProblem } from '../parts/load-problem.js';
import { moneyOf } from '../parts/money.js';
import { Section, Facts } from '../parts/parts.js';
import { t } from '../words.js';

type Balance = BalanceListView['balances'][number];

/** What each merchant has to pay out from, and a form that sets it. */
export function BalanceCards(): JSX.Element {
  const { view, error } = useLoaded(() => api.balances(), 'balances');
  const balances = view?.balances ?? [];
  return (
    <>
      <LoadProblem of={error} />
      <div class="columns">
        {balances.map((balance) => (
          <OneBalance key={balance.oid_partner} of={balance} isOnly={balances.length === 1} />
        ))}
      </div>
    </>
  );
}

function OneBalance({ of, isOnly }: { readonly of: Balance; readonly isOnly: boolean }): JSX.Element {
  const { oid_partner, amt_balance, amt_unsettle } = of;
  const [isBusy, act] = useActing();
  const id = `balance-of-${oid_partner}`;
  const merchant = isOnly ? '' : ` · ${oid_partner}`;
  return (
    <Section id={`balance-${oid_partner}`} heading={`${t('余额', 'Balance')}${merchant}`}>
      <Facts
        of={[
          [
            t('可用于代付的余额', 'To pay out from'),
            <strong key="balance" class="number">
              {moneyOf(amt_balance)}
            </strong>,
            `amt-balance-${oid_partner}`,
          ],
          [
            t('未结算（收款减退款，沙箱不结算）', 'Not settled (paid, less refunds; never settled here)'),
            <span key="unsettled" class="number">
              {moneyOf(amt_unsettle)}
            </span>,
          ],
        ]}
      />
      <form
        class="line"
        onSubmit={(event) => {
          event.preventDefault();
          const form = event.currentTarget;
          const amount = withDecimals(typedInto(form, id));
          void act(async () => {
            await api.setBalance(oid_partner, amount);
            form.reset();
            return t(`余额已设为 ${amount}`, `The balance is ${amount} now`);
          });
        }}
      >
        <Field id={id} label={t('设置余额', 'Set the balance')}>
          <input inputMode="decimal" placeholder={amt_balance} autocomplete="off" />
        </Field>
        <button data-testid={`set-balance-${oid_partner}`} aria-busy={isBusy}>
          {t('设置', 'Set')}
        </button>
      </form>
    </Section>
  );
}
