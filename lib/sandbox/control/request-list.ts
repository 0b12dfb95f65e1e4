import { oneOf } from '../common/input-rules.js';
import { SandboxError } from '../common/sandbox-error.js';
import type { RequestListView } from '../contract.js';
import { isOfPayouts } from '../data/data.js';
import type { NotifiedEntry } from '../notifications/notification.js';
import type { SandboxRequest } from '../gateway/request-log.js';
import { findOrder } from '../orders/find-order.js';
import { findPayout } from '../payouts/find-payout.js';
import type { PayoutEntry } from '../payouts/payout.js';
import type { ControlParts } from './parts.js';
import { type ControlCall, pageOf } from './route.js';
import { requestView } from './views.js';

const ONLY = oneOf('problems');
const SUCCESS = '0000';

/** The requests that a search and its filters find, newest first: a page of them. */
export function requestList({ query }: ControlCall, { log, services }: ControlParts): RequestListView {
  const [only, ref] = [query.get('only') ?? undefined, query.get('order') ?? undefined];
  const partner = query.get('oid_partner') ?? undefined;
  if (only !== undefined && !ONLY.test(only)) throw SandboxError.fields([{ field: 'only', rule: ONLY.rule }]);
  const order = ref === undefined ? undefined : findOrder(services.ledger, ref, {});
  const payoutRef = query.get('payout') ?? undefined;
  const payout = payoutRef === undefined ? undefined : findPayout(services.payoutBook, payoutRef, partner);
  const things = [order, payout].filter((thing) => thing !== undefined);
  const text = (query.get('search') ?? '').trim().toLowerCase();
  const all = log.all();
  const found = all.filter(
    (request) =>
      (only === undefined || isProblem(request)) &&
      things.every((thing) => isAbout(request, thing)) &&
      (text === '' || textsOf(request).some((each) => each.toLowerCase().includes(text))),
  );
  return { requests: pageOf(found, query).map(requestView), found: found.length, all: all.length };
}

/** The ids of the requests that name an order or a payout, oldest first. */
export function requestsAbout(thing: NotifiedEntry | PayoutEntry, { log }: ControlParts): readonly string[] {
  return log
    .naming([thing.no_order, thing.oid_paybill])
    .filter((request) => isAbout(request, thing))
    .map(({ id }) => id);
}

/** Whether a request names an order or a payout, by the shop's number or by LianLian's. */
function isAbout({ api, fields }: SandboxRequest, thing: NotifiedEntry | PayoutEntry): boolean {
  // An order and a payout may share a number.
  if (fields['oid_partner'] !== thing.oid_partner || isOfPayouts(api) !== isOfPayouts(thing.api))
    return false;
  const { oid_paybill } = thing;
  const isPaybill = oid_paybill !== undefined && fields['oid_paybill'] === oid_paybill;
  return fields['no_order'] === thing.no_order || isPaybill;
}

function isProblem({ verified, ret_code }: SandboxRequest): boolean {
  return !verified || ret_code !== SUCCESS;
}

function textsOf({ api, fields, ret_code, ret_msg, fault = '' }: SandboxRequest): readonly string[] {
  const { no_order = '', oid_paybill = '', no_refund = '' } = fields;
  return [api, no_order, oid_paybill, no_refund, ret_code, ret_msg, fault];
}
