import type { Mutant } from './mutants.js';

const HANDLE = 'notifications/handle/';

/** Faults in what is done with messages about payouts, and with payouts of which no message came. */
export const PAYOUT_MUTANTS: readonly Mutant[] = [
  // A payment taken for a payout, and the other way round
  {
    name: 'the route of payouts takes a message with pay_type',
    file: 'notifications/receive/to-notification.ts',
    find: "has('pay_type') || has('currency_order')",
    replace: "has('currency_order')",
  },
  {
    name: "the route of payments takes a payout's failure",
    file: `${HANDLE}handling-plan.ts`,
    find: 'if (isTold && !mayBePayout)',
    replace: 'if (isTold)',
  },
  {
    name: 'an app with payouts is taken for one without',
    file: `${HANDLE}hook-runner.ts`,
    find: 'if (paysOut || this.payoutRoutes.areThere()) return true;',
    replace: '',
  },
  {
    name: 'LianLian is not asked about a payout whose transaction the app does not know',
    file: `${HANDLE}payout-preparation.ts`,
    find: 'isStateWanted || isBlank(expected.oid_paybill)',
    replace: 'isStateWanted',
  },
  {
    name: 'a query about another transaction confirms a payout',
    file: 'queries/confirm-payout.ts',
    find: "if ((oid_paybill ?? '') !== (notification.oid_paybill ?? ''))",
    replace: 'if (isBlank(state))',
  },
  {
    name: 'the transaction of a payout is not compared',
    file: `${HANDLE}check-expected.ts`,
    find: 'if (!isBlank(expected.oid_paybill) && expected.oid_paybill !== oid_paybill)',
    replace: 'if (!isBlank(expected.oid_paybill) && isBlank(oid_paybill))',
  },
  // One end, and what may follow it
  {
    name: 'the return of a payout is a copy of its payment',
    file: `${HANDLE}payout-claims.ts`,
    find: 'const outcome = claimOutcome(notification, result_pay);',
    replace: "const outcome = claimOutcome(notification, result_pay === 'CANCEL' ? 'SUCCESS' : result_pay);",
  },
  {
    name: 'a payout is paid after it was returned',
    file: `${HANDLE}payout-claims.ts`,
    find: "joined(oid_partner, 'payout-number', no_order)",
    replace: "joined(oid_partner, 'payout-number', no_order, result_pay)",
  },
  {
    name: 'the end of one payout is that of all',
    file: `${HANDLE}payout-claims.ts`,
    find: "joined(oid_partner, 'payout-number', no_order)",
    replace: "joined(oid_partner, 'payout-number')",
  },
  {
    name: 'a failure ends a payout, though it may be sent again',
    file: `${HANDLE}payout-preparation.ts`,
    find: 'if (before === undefined || !isOfNextSending(before, notification)) return { end, before };',
    replace: 'if (link === 0) return { end, before };',
  },
  {
    name: 'a second send that fails without a transaction is a copy of the first',
    file: `${HANDLE}payout-claims.ts`,
    find: 'return failed.sentAt === now.sentAt ||',
    replace: "return failed.sentAt !== ' ' ||",
  },
  // The sweeper
  {
    name: 'a payout that failed is never asked about again',
    file: 'sweeper/payout-sweep.ts',
    find: "['paid', 'failed']",
    replace: "['paid']",
  },
  {
    name: 'a payout that was paid is never asked about again',
    file: 'sweeper/payout-sweep.ts',
    find: "['paid', 'failed']",
    replace: "['failed']",
  },
  {
    name: 'a payout that never had a transaction is told of by nobody',
    file: 'sweeper/lost-payout-notification.ts',
    find: 'if (isBlank(oid_paybill) && WITH_TRANSACTION.includes(result_pay)) return undefined;',
    replace: 'if (isBlank(oid_paybill)) return undefined;',
  },
  {
    name: 'a payout that LianLian has not recorded yet is never asked about again',
    file: 'sweeper/payout-sweep.ts',
    find: 'else this.wait(key, asked, response, sentAt !== undefined);',
    replace: "else if (response?.state === 'not-found') this.swept.settle(key, false);",
  },
];
