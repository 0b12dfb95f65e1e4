import type { ComponentChildren, JSX } from 'preact';

import type { PayoutViewState, PayoutView } from '../../contract.js';
import { NOTIFIED_WORDS } from '../../control/order-words.js';
import { PAYOUT_WORDS } from '../../control/payout-words.js';
import { api } from './api.js';
import { Balances } from './balances.js';
import { Filter } from './filter.js';
import { Found } from './found.js';
import { problemOf, useLoaded } from './loaded.js';
import { NotifiedBadge } from './orders.js';
import { Badge, ListHeading, Nothing, Problem, Table, Time } from './parts.js';
import { asked, askedPage, linkTo, route } from './route.js';
import { Search } from './search.js';
import { PAYOUT_LOOKS } from './payout-terms.js';
import { said, t } from './words.js';

const SIZE = 50;

const HEADINGS = [
  t('代付单号', 'Payout'),
  t('状态', 'State'),
  t('金额', 'Amount'),
  t('收款账户', 'Account'),
  t('通知', 'Notification'),
  t('申请时间', 'Applied'),
];
const MERCHANT = t('商户', 'Merchant');

/** What each merchant can pay out, and every payout, newest first. */
export function Payouts(): JSX.Element {
  const { query } = route.value;
  const page = askedPage();
  const [search, state, notified] = [asked('search'), asked('state'), asked('notified')];
  const { view, error } = useLoaded(
    () => api.payouts({ search, state, notified, limit: SIZE, offset: (page - 1) * SIZE }),
    query.toString(),
  );
  const isFiltered = `${search}${state}${notified}` !== '';
  return (
    <>
      <ListHeading count={view?.all ?? 0} testId="payout-count">
        {t('代付', 'Payouts')}
      </ListHeading>
      <Balances />
      {error !== undefined && (
        <Problem>
          <p>{problemOf(error)}</p>
        </Problem>
      )}
      {view?.all === 0 && !isFiltered && (
        <Nothing>
          {t(
            '还没有代付。商户一申请代付，它会立刻出现在这里。',
            'No payouts yet. As soon as a shop applies for one, it appears here.',
          )}
        </Nothing>
      )}
      {view !== undefined && (view.all > 0 || isFiltered) && (
        <>
          <div class="finder stack tight">
            <Search placeholder={t('单号、交易号、金额、备注、状态', 'Number, amount, memo, state')} />
            <Filter name="state" label={t('状态', 'State')} words={PAYOUT_WORDS} counts={view.states} />
            <Filter
              name="notified"
              label={t('通知', 'Notification')}
              words={NOTIFIED_WORDS}
              counts={view.notified}
            />
          </div>
          <Found
            found={view.found}
            size={SIZE}
            nothing={t(
              `${String(view.all)} 笔代付中没有符合的。`,
              `None of the ${String(view.all)} payouts is like that.`,
            )}
          >
            <PayoutTable payouts={view.payouts} />
          </Found>
        </>
      )}
    </>
  );
}

function PayoutTable({ payouts }: { readonly payouts: readonly PayoutView[] }): JSX.Element {
  const hasSeveral = new Set(payouts.map(({ oid_partner }) => oid_partner)).size > 1;
  return (
    <Table
      caption={t('代付', 'Payouts')}
      headings={hasSeveral ? [...HEADINGS, MERCHANT] : HEADINGS}
      rows={payouts.map((payout) => ({
        key: `${payout.oid_partner}/${payout.no_order}`,
        cells: cellsOf(payout, hasSeveral),
      }))}
    />
  );
}

function cellsOf(payout: PayoutView, namesMerchant: boolean): readonly ComponentChildren[] {
  const { no_order, state, money_order, card_no, oid_partner, notified, appliedAt } = payout;
  return [
    <a key="payout" class="mono" href={payoutLink(payout)} data-testid={`payout-${no_order}`}>
      {no_order}
    </a>,
    <PayoutBadge key="state" state={state} testId={`state-${no_order}`} />,
    <strong key="amount" class="number">{`¥ ${money_order}`}</strong>,
    <span key="account" class="mono">
      {card_no}
    </span>,
    notified === undefined ? '—' : <NotifiedBadge key="notified" state={notified} />,
    <Time key="applied" at={appliedAt} />,
    ...(namesMerchant
      ? [
          <span key="merchant" class="mono">
            {oid_partner}
          </span>,
        ]
      : []),
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
