import { SandboxError } from '../common/sandbox-error.js';
import type { FoundRefund, RefundBook } from './refund-book.js';

/**
 * The newest refund of a number.
 *
 * @throws SandboxError for an unknown number, with the known ones, and for a number that several merchants used
 */
export function findRefund(book: RefundBook, no_refund: string, oid_partner?: string): FoundRefund {
  const found = book
    .numbered(no_refund)
    .filter(({ entry }) => oid_partner === undefined || entry.oid_partner === oid_partner);
  const newest = found.at(-1);
  if (newest === undefined) {
    const known = book
      .all()
      .map(({ refund }) => refund.no_refund)
      .slice(-20)
      .join(', ');
    throw SandboxError.said(
      404,
      `the sandbox has no refund ${no_refund}; it has ${known || 'none'}`,
      `沙箱中没有退款 ${no_refund}；现有：${known || '无'}`,
    );
  }
  if (found.some(({ entry }) => entry.oid_partner !== newest.entry.oid_partner)) {
    throw SandboxError.said(
      409,
      `several merchants have a refund ${no_refund}: name its oid_partner`,
      `多个商户都有退款 ${no_refund}：请指明 oid_partner`,
    );
  }
  return newest;
}
