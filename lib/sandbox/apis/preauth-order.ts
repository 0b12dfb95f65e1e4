import type { LedgerEntry } from '../orders/ledger.js';
import { Refusal } from '../data/refusal.js';
import type { AdmittedRequest } from './api.js';
import type { SandboxServices } from '../services.js';
import { queried } from './query-response.js';

/**
 * The order of a request about an authorization.
 *
 * @throws Refusal 5002 where there is none that asked for an authorization, 5601 for `pay_type` G (the sandbox
 * authorizes credit cards alone, as the new edition does), 3007 for another user's
 */
export function preauthOrder(request: AdmittedRequest, services: SandboxServices): LedgerEntry {
  const entry = queried(request, services);
  if (entry?.pay_type !== 'F') throw new Refusal('5002');
  const { pay_type, user_id = entry.user_id } = request.fields;
  if (pay_type !== entry.pay_type) throw new Refusal('5601');
  if (user_id !== entry.user_id) throw new Refusal('3007');
  return entry;
}
