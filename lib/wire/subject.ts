import type { SignableFields } from './signature.js';

/** What a sentence about a message speaks of: the API and the order, refund or transaction. */
export function subjectOf(title: string, { no_refund, no_order, oid_paybill }: SignableFields): string {
  if (no_refund !== undefined) return `${title}, refund ${no_refund}`;
  if (no_order !== undefined) return `${title}, order ${no_order}`;
  return oid_paybill === undefined ? title : `${title}, transaction ${oid_paybill}`;
}
