/** @import * as contract from '../../contract.js' */

const ROOT = '/_sandbox/';

/** What the sandbox did not do, in its words. */
export class Refused extends Error {}

/**
 * Calls the sandbox. What comes back is what the contract says of the path.
 *
 * @template T
 * @param {'GET' | 'POST' | 'DELETE'} method
 * @param {string} path
 * @param {object} [body]
 * @returns {Promise<T>}
 * @throws {Refused}
 */
async function call(method, path, body) {
  const response = await fetch(ROOT + path, {
    method,
    headers: method === 'GET' ? {} : { 'content-type': 'application/json' },
    ...(method === 'POST' ? { body: JSON.stringify(body ?? {}) } : {}),
  });
  const view = await response.json();
  if (!response.ok) throw new Refused(errorOf(view));
  return view;
}

/** @param {contract.ControlErrorBody} body */
function errorOf({ error, ret_code, violations = [] }) {
  const rules = violations.map(({ field, rule }) => `${field}: ${rule}`);
  return [ret_code && !error.includes(ret_code) ? `${ret_code} ${error}` : error, ...rules].join('; ');
}

/**
 * Which of the orders of one number.
 *
 * @param {contract.OrderView} order
 */
const which = ({ oid_partner, dt_order }) => ({ oid_partner, dt_order });

/** @param {contract.OrderView} order @param {string} action */
const path = ({ oid_paybill }, action) => `orders/${encodeURIComponent(oid_paybill)}/${action}`;

/** The control API. */
export const api = {
  /** @returns {Promise<contract.SettingsView>} */
  settings: () => call('GET', 'settings'),
  /** @returns {Promise<contract.OrderListView>} */
  orders: () => call('GET', 'orders'),
  /** @param {string} ref @returns {Promise<contract.OrderDetailView>} */
  order: (ref) => call('GET', `orders/${encodeURIComponent(ref)}`),
  /** @returns {Promise<contract.RequestListView>} */
  requests: () => call('GET', 'requests'),
  /** @param {string} id @returns {Promise<contract.RequestView>} */
  request: (id) => call('GET', `requests/${encodeURIComponent(id)}`),
  /** @returns {Promise<contract.ScenarioListView>} */
  scenarios: () => call('GET', 'scenarios'),
  /** @returns {Promise<contract.ClockView>} */
  clock: () => call('GET', 'clock'),

  /** @param {contract.OrderView} order @param {contract.PayBody} how */
  pay: (order, how) => call('POST', path(order, 'pay'), { ...which(order), ...how }),
  /** @param {contract.OrderView} order */
  fail: (order) => call('POST', path(order, 'fail'), which(order)),
  /** @param {contract.OrderView} order */
  abandon: (order) => call('POST', path(order, 'abandon'), which(order)),
  /** @param {contract.OrderView} order @param {string | undefined} amount */
  refund: (order, amount) => call('POST', path(order, 'refund'), { ...which(order), amount }),
  /**
   * @param {contract.OrderView} order
   * @param {Omit<contract.DeliveryBody, keyof contract.WhichBody>} how
   * @returns {Promise<contract.DeliveryResultView>}
   */
  deliver: (order, how) => call('POST', path(order, 'deliveries'), { ...which(order), ...how }),
  /** @param {string} no_refund @param {'complete' | 'fail'} how @param {string} oid_partner */
  settleRefund: (no_refund, how, oid_partner) =>
    call('POST', `refunds/${encodeURIComponent(no_refund)}/${how}`, { oid_partner }),

  /** @param {contract.ScenarioRule} rule */
  addScenario: (rule) => call('POST', 'scenarios', rule),
  /** @param {string} id */
  removeScenario: (id) => call('DELETE', `scenarios/${encodeURIComponent(id)}`),
  removeScenarios: () => call('DELETE', 'scenarios'),
  /** @param {number} advanceMs @returns {Promise<contract.ClockView>} */
  advance: (advanceMs) => call('POST', 'clock', { advanceMs }),
  /** @returns {Promise<contract.ClockView>} */
  backToNow: () => call('DELETE', 'clock'),
  reset: () => call('POST', 'reset'),
  /** @param {contract.ExplainBody} message @returns {Promise<contract.ExplainView>} */
  explain: (message) => call('POST', 'explain', message),
};
