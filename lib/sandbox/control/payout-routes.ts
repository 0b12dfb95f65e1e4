import { amount, clockMs, type InputRules, oneOf, text } from '../common/input-rules.js';
import { partnerOf } from '../common/merchants.js';
import type {
  BalanceBody,
  BalanceListView,
  DeliveryBody,
  FailPayoutBody,
  PayoutListView,
  WhichPayoutBody,
} from '../contract.js';
import { findPayout } from '../payouts/find-payout.js';
import type { PayoutEntry } from '../payouts/payout.js';
import { REASON } from '../payouts/reason.js';
import { unsettledOf } from '../payouts/unsettled.js';
import { bodyOf } from './body.js';
import { filteredList } from './filtered-list.js';
import { attemptView, notifiedOf } from './order-views.js';
import type { ControlParts } from './parts.js';
import { payoutDetailView, payoutViewState, payoutView } from './payout-views.js';
import { PAYOUT_WORDS } from '../common/payout-words.js';
import type { ControlCall, ControlHandler, ControlRoute } from './route.js';
import { deliveryHows } from './views.js';

const WHICH: InputRules = { oid_partner: text };

/** The routes that show payouts and balances, and act on them. */
export const payoutRoutes: readonly ControlRoute[] = [
  { method: 'GET', path: 'payouts', handle: payoutList },
  {
    method: 'GET',
    path: 'payouts/*',
    handle: ({ name, query }, parts) => {
      const which = { oid_partner: query.get('oid_partner') ?? undefined };
      return payoutDetailView(payoutOf(name, which, parts), parts);
    },
  },
  {
    method: 'POST',
    path: 'payouts/*/complete',
    handle: onPayout(WHICH, (entry, _, { services }) => services.payouts.complete(entry)),
  },
  {
    method: 'POST',
    path: 'payouts/*/fail',
    handle: onPayout({ ...WHICH, reason: REASON }, (entry, { reason }, { services }) =>
      services.payouts.fail(entry, reason),
    ),
  },
  {
    method: 'POST',
    path: 'payouts/*/return',
    handle: onPayout(WHICH, (entry, _, { services }) => services.payouts.returnMoney(entry)),
  },
  { method: 'POST', path: 'payouts/*/deliveries', handle: deliver },
  { method: 'GET', path: 'balances', handle: (_, parts) => balanceList(parts) },
  {
    method: 'POST',
    path: 'balances/*',
    handle: ({ name, body }, parts) => {
      const { amt_balance } = bodyOf(body, { amt_balance: amount }, ['amt_balance']) as BalanceBody;
      parts.services.balances.set(partnerOf(parts.merchants, name), amt_balance);
      return balanceList(parts);
    },
  },
];

/** A route that acts on a payout, and responds with the payout as it is afterwards. */
function onPayout(
  rules: InputRules,
  act: (entry: PayoutEntry, body: FailPayoutBody, parts: ControlParts) => Promise<void>,
): ControlHandler {
  return async ({ name, body }, parts) => {
    const asked = bodyOf(body, rules) as FailPayoutBody;
    const entry = payoutOf(name, asked, parts);
    await act(entry, asked, parts);
    return payoutDetailView(entry, parts);
  };
}

function payoutList({ query }: ControlCall, parts: ControlParts): PayoutListView {
  const { payoutBook, payouts } = parts.services;
  const all = payoutBook.all();
  for (const entry of all) payouts.isClosed(entry);
  const { page, ...counts } = filteredList(all, query, {
    stateOf: payoutViewState,
    notifiedOf: (entry) => notifiedOf(parts.notifier.of(entry).at(-1)),
    textsOf: ({ no_order, oid_paybill = '', money_order, card_no, memo = '', info_order = '' }) => [
      ...[no_order, oid_paybill, money_order, card_no, memo, info_order],
    ],
    stateWords: PAYOUT_WORDS,
  });
  return { payouts: page.map((entry) => payoutView(entry, parts)), ...counts };
}

async function deliver({ name, body }: ControlCall, parts: ControlParts): Promise<object> {
  const rules = { ...WHICH, how: oneOf(...deliveryHows), delayMs: clockMs, notification: text };
  const asked = bodyOf(body, rules, ['how']) as DeliveryBody;
  const entry = payoutOf(name, asked, parts);
  const { delayMs, notification: id } = asked;
  const { attempts, dueAt } = await parts.operator.deliver(entry, asked.how, { delayMs, id });
  return {
    attempts: attempts.map(attemptView),
    dueAt: dueAt?.toISOString(),
    payout: payoutDetailView(entry, parts),
  };
}

function balanceList({ merchants, services }: ControlParts): BalanceListView {
  return {
    balances: merchants.map(({ oidPartner }) => ({
      oid_partner: oidPartner,
      amt_balance: services.balances.of(oidPartner),
      amt_unsettle: unsettledOf(oidPartner, services.ledger),
    })),
  };
}

function payoutOf(ref: string, { oid_partner }: WhichPayoutBody, { services }: ControlParts): PayoutEntry {
  const entry = findPayout(services.payoutBook, ref, oid_partner);
  services.payouts.isClosed(entry);
  return entry;
}
