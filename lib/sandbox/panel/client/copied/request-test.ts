import type { RequestView } from '../../../contract.js';
import { literalOf } from './literal.js';

/** What is another one each time. */
const CHANGES = new Set([
  'sign',
  'timestamp',
  'time_stamp',
  'dt_order',
  'dt_refund',
  'risk_item',
  'pay_load',
]);

/** The line of a test that expects such a request of the shop. What is secret stands in it as `***`, as the sandbox shows it. */
export function requestTest({ api, fields }: Pick<RequestView, 'api' | 'fields'>): string {
  const lasting = Object.entries(fields).filter(([name]) => !CHANGES.has(name));
  return `sandbox.expectRequest(${literalOf(api)}, ${literalOf(Object.fromEntries(lasting))});`;
}
