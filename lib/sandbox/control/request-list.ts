import { oneOf } from '../common/input-rules.js';
import { SandboxError } from '../common/sandbox-error.js';
import type { RequestListView } from '../contract.js';
import type { SandboxRequest } from '../gateway/request-log.js';
import { findOrder } from '../orders/find-order.js';
import type { LedgerEntry } from '../orders/ledger.js';
import type { ControlParts } from './parts.js';
import { type ControlCall, pageOf } from './route.js';
import { requestView } from './views.js';

const ONLY = oneOf('problems');
const SUCCESS = '0000';

/** The requests that a search and its filters find, newest first: a page of them. */
export function requestList({ query }: ControlCall, { log, services }: ControlParts): RequestListView {
  const [only, ref] = [query.get('only') ?? undefined, query.get('order') ?? undefined];
  if (only !== undefined && !ONLY.test(only)) throw SandboxError.fields([{ field: 'only', rule: ONLY.rule }]);
  const order = ref === undefined ? undefined : findOrder(services.ledger, ref, {});
  const text = (query.get('search') ?? '').trim().toLowerCase();
  const all = log.all();
  const found = all.filter(
    (request) =>
      (only === undefined || isProblem(request)) &&
      (order === undefined || isAbout(request, order)) &&
      (text === '' || textsOf(request).some((each) => each.toLowerCase().includes(text))),
  );
  return { requests: pageOf(found, query).map(requestView), found: found.length, all: all.length };
}

/** Whether a request names an order, by the shop's number or by LianLian's. */
export function isAbout({ fields }: SandboxRequest, order: LedgerEntry): boolean {
  if (fields['oid_partner'] !== order.oid_partner) return false;
  return fields['no_order'] === order.no_order || fields['oid_paybill'] === order.oid_paybill;
}

function isProblem({ verified, ret_code }: SandboxRequest): boolean {
  return !verified || ret_code !== SUCCESS;
}

function textsOf({ api, fields, ret_code, ret_msg, fault = '' }: SandboxRequest): readonly string[] {
  const { no_order = '', oid_paybill = '', no_refund = '' } = fields;
  return [api, no_order, oid_paybill, no_refund, ret_code, ret_msg, fault];
}
