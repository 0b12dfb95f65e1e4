/**
 * Where the inbox keeps that a payout was sent: by merchant and number. The keys of notifications begin with a merchant's
 * number, and never meet these.
 */
export function sentPayoutKey(oid_partner: string, no_order: string): string {
  return `payout-sent/${oid_partner}/${encodeURIComponent(no_order)}`;
}
