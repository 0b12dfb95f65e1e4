import type * as contract from '../../contract.js';
import { pathPart } from './path-part.js';
import { type ReportQuery, reportPath } from './reports/report-query.js';
import { said } from './words.js';

const ROOT = '/_sandbox/';

/** What the sandbox did not do, in its words. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    { error, sentence, ret_code, violations = [] }: contract.ControlErrorBody,
  ) {
    const words = sentence === undefined ? error : said(sentence);
    super(ret_code && !words.includes(ret_code) ? `${ret_code} ${words}` : words);
    this.violations = violations;
  }

  /** Each field that was wrong, with the rule that it broke. */
  readonly violations: NonNullable<contract.ControlErrorBody['violations']>;
}

/**
 * Calls the sandbox. What comes back is what the contract says of the path.
 *
 * @throws Refused
 */
async function call<View>(method: 'GET' | 'POST' | 'DELETE', path: string, body: object = {}): Promise<View> {
  const response = await fetch(ROOT + path, {
    method,
    ...(method === 'GET' ? {} : { headers: { 'content-type': 'application/json' } }),
    ...(method === 'POST' ? { body: JSON.stringify(body) } : {}),
  });
  if (!response.ok) throw new Refused(response.status, errorIn(response.status, await response.text()));
  return (await response.json()) as View;
}

/** What was said of an error. Where the sandbox failed, and where something before it answers, that is no JSON. */
function errorIn(status: number, text: string): contract.ControlErrorBody {
  try {
    const body = JSON.parse(text) as Partial<contract.ControlErrorBody> | null;
    if (typeof body?.error === 'string') return { ...body, error: body.error };
  } catch {
    // It is said as it came.
  }
  const words = text.trim().slice(0, 200);
  return { error: `HTTP ${String(status)}${words === '' || words.startsWith('<') ? '' : `: ${words}`}` };
}

/** What a list is asked for; what is empty is left out. */
export type ListQuery = Readonly<Record<string, string | number>>;

function listPath(name: string, query: ListQuery): string {
  const given = Object.entries(query).filter(([, value]) => value !== '');
  return `${name}?${new URLSearchParams(given.map(([field, value]) => [field, String(value)])).toString()}`;
}

/** Which of the orders of one number. */
const which = ({ oid_partner, dt_order }: contract.OrderView): contract.WhichBody => ({
  oid_partner,
  dt_order,
});

const orderPath = ({ oid_paybill }: contract.OrderView, action: string): string =>
  `orders/${pathPart(oid_paybill)}/${action}`;

type OnePayout = Pick<contract.PayoutView, 'no_order' | 'oid_partner'>;

/** A payout under review has no number of LianLian's. */
const payoutPath = ({ no_order }: OnePayout, action: string): string =>
  `payouts/${pathPart(no_order)}/${action}`;

/** Which of the payouts of one number. */
const ofMerchant = ({ oid_partner }: OnePayout): contract.WhichPayoutBody => ({ oid_partner });

/** The control API. */
export const api = {
  settings: () => call<contract.SettingsView>('GET', 'settings'),
  overview: (query: ListQuery) => call<contract.OverviewView>('GET', listPath('overview', query)),
  orders: (query: ListQuery) => call<contract.OrderListView>('GET', listPath('orders', query)),
  order: (ref: string) => call<contract.OrderDetailView>('GET', `orders/${pathPart(ref)}`),
  payouts: (query: ListQuery) => call<contract.PayoutListView>('GET', listPath('payouts', query)),
  payout: ({ no_order, oid_partner }: OnePayout) =>
    call<contract.PayoutDetailView>('GET', listPath(`payouts/${pathPart(no_order)}`, { oid_partner })),
  balances: () => call<contract.BalanceListView>('GET', 'balances'),
  report: (date: string, query: ReportQuery) =>
    call<contract.ReportView>('GET', reportPath(date, query, '/contents')),
  testCards: () => call<contract.TestCardListView>('GET', 'test-cards'),
  requests: (query: ListQuery) => call<contract.RequestListView>('GET', listPath('requests', query)),
  request: (id: string) => call<contract.RequestView>('GET', `requests/${pathPart(id)}`),
  scenarios: () => call<contract.ScenarioListView>('GET', 'scenarios'),
  clock: () => call<contract.ClockView>('GET', 'clock'),

  pay: (order: contract.OrderView) => call('POST', orderPath(order, 'pay'), which(order)),
  fail: (order: contract.OrderView) => call('POST', orderPath(order, 'fail'), which(order)),
  abandon: (order: contract.OrderView) => call('POST', orderPath(order, 'abandon'), which(order)),
  refund: (order: contract.OrderView, amount: string | undefined) =>
    call('POST', orderPath(order, 'refund'), { ...which(order), amount }),
  deliver: (order: contract.OrderView, how: Omit<contract.DeliveryBody, keyof contract.WhichBody>) =>
    call<contract.DeliveryResultView>('POST', orderPath(order, 'deliveries'), { ...which(order), ...how }),
  settleRefund: (no_refund: string, how: 'complete' | 'fail', oid_partner: string) =>
    call('POST', `refunds/${pathPart(no_refund)}/${how}`, { oid_partner }),

  completePayout: (payout: OnePayout) => call('POST', payoutPath(payout, 'complete'), ofMerchant(payout)),
  failPayout: (payout: OnePayout, reason: string | undefined) =>
    call('POST', payoutPath(payout, 'fail'), { ...ofMerchant(payout), reason }),
  returnPayout: (payout: OnePayout) => call('POST', payoutPath(payout, 'return'), ofMerchant(payout)),
  deliverPayout: (payout: OnePayout, how: Omit<contract.DeliveryBody, keyof contract.WhichBody>) =>
    call<contract.PayoutDeliveryResultView>('POST', payoutPath(payout, 'deliveries'), {
      ...ofMerchant(payout),
      ...how,
    }),
  setBalance: (oid_partner: string, amt_balance: string) =>
    call('POST', `balances/${pathPart(oid_partner)}`, { amt_balance }),

  addScenario: (rule: contract.ScenarioRule) => call('POST', 'scenarios', rule),
  removeScenario: (id: string) => call('DELETE', `scenarios/${pathPart(id)}`),
  removeScenarios: () => call('DELETE', 'scenarios'),
  advance: (advanceMs: number) => call<contract.ClockView>('POST', 'clock', { advanceMs }),
  backToNow: () => call<contract.ClockView>('DELETE', 'clock'),
  reset: () => call('POST', 'reset'),
  lastAttack: () => call<contract.LastAttackView>('GET', 'attacks'),
  attack: (which: contract.AttackBody) => call<contract.AttackView>('POST', 'attacks', which),
  explain: (message: contract.ExplainBody) => call<contract.ExplainView>('POST', 'explain', message),
};
