import type { ComponentChildren, JSX } from 'preact';

import type { PayoutViewState, PayoutView } from '../../../contract.js';
import { PAYOUT_WORDS } from '../../../common/payout-words.js';
import { api } from '../api.js';
import { BalanceCards } from './balances.js';
import { moneyOf } from '../parts/money.js';
import { MoneyList, MoneyTable, NotifiedBadge } from '../parts/money-list.js';
import { Badge, Time } from '../parts/parts.js';
import { PAYOUT_LOOKS } from './payout-terms.js';
import { linkTo } from '../route.js';
import { said, t } from '../words.js';

const HEADINGS = [
  t('代付单号', 'Payout'),
  t('状态', 'State'),
  t('金额', 'Amount'),
  t('收款账户', 'Account'),
  t('通知', 'Notification'),
  t('申请时间', 'Applied'),
];

/** What each merchant can pay out, and every payout, newest first. */
export function PayoutsPage(): JSX.Element {
  const heading = t('代付', 'Payouts');
  return (
    <MoneyList
      heading={heading}
      countId="payout-count"
      load={(query) => api.payouts(query)}
      placeholder={t('单号、交易号、金额、备注、状态', 'Number, amount, memo, state')}
      words={PAYOUT_WORDS}
      none={t(
        '还没有代付。商户一申请代付，它会立刻出现在这里。',
        'No payouts yet. As soon as a shop applies for one, it appears here.',
      )}
      nothing={(all) => t(`${all} 笔代付中没有符合的。`, `None of the ${all} payouts is like that.`)}
      table={({ payouts }) => (
        <MoneyTable
          caption={heading}
          headings={HEADINGS}
          rows={payouts.map((payout) => ({
            key: `${payout.oid_partner}/${payout.no_order}`,
            cells: cellsOf(payout),
            oid_partner: payout.oid_partner,
          }))}
        />
      )}
    >
      <BalanceCards />
    </MoneyList>
  );
}

function cellsOf(payout: PayoutView): readonly ComponentChildren[] {
  const { no_order, state, money_order, card_no, notified, appliedAt } = payout;
  return [
    <a key="payout" class="mono" href={payoutLink(payout)} data-testid={`payout-${no_order}`}>
      {no_order}
    </a>,
    <PayoutBadge key="state" state={state} testId={`state-${no_order}`} />,
    <strong key="amount" class="number">
      {moneyOf(money_order)}
    </strong>,
    <span key="account" class="mono">
      {card_no}
    </span>,
    notified === undefined ? '—' : <NotifiedBadge key="notified" state={notified} />,
    <Time key="applied" at={appliedAt} />,
  ];
}

/** A payout under review has no number of LianLian's: merchant and number say which one it is. */
function payoutLink({ oid_partner, no_order }: PayoutView): string {
  return linkTo('payouts', `${oid_partner}/${no_order}`);
}

/** The state of a payout. */
export function PayoutBadge({
  state,
  testId,
}: {
  readonly state: PayoutViewState;
  readonly testId: string;
}): JSX.Element {
  return (
    <Badge look={PAYOUT_LOOKS[state]} testId={testId}>
      {said(PAYOUT_WORDS[state])}
    </Badge>
  );
}
