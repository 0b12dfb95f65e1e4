import type { Mutant } from './mutants.js';

const SHOP = '../sample-app/src/';

/** Faults in what moves money: in the library's calls, and in the sample shop, which does what the guide says. */
export const CALL_MUTANTS: readonly Mutant[] = [
  {
    name: "a query's response undoes a capture that is open",
    file: `${SHOP}orders/hold-changes.ts`,
    find: '  if (isCallOpen(payment) && !isEndOf(payment.status, status)) return order;\n',
    replace: '',
  },
  {
    name: "what was captured is the amount of the query, not the call's",
    file: `${SHOP}orders/hold-changes.ts`,
    find: 'if (said !== undefined && asked.includes(said)) return said;',
    replace: 'if (said !== undefined) return said;',
  },
  {
    name: 'a capture that LianLian has not decided is captured',
    file: 'apis/preauth/preauth.definitions.ts',
    find: "isBlank(response.settle_date) ? 'capturing' : 'captured'",
    replace: "isBlank(response.ret_code) ? 'capturing' : 'captured'",
  },
  {
    name: "the number of a refund is cut from its order's",
    file: `${SHOP}refunds/refunds.service.ts`,
    find: 'await this.book.note({ no_refund, no_order, money_refund });',
    replace: 'await this.book.note({ no_refund: `R-${no_order.slice(0, 20)}`, no_order, money_refund });',
  },
  {
    name: 'a refund whose outcome is unknown is sent with another number',
    file: `${SHOP}refunds/refunds.service.ts`,
    find: "await this.send(refund, 'again');",
    replace: "await this.send({ ...refund, no_refund: `${refund.no_refund}-2` }, 'again');",
  },
  {
    name: 'the amount of a refund that was asked about is not compared',
    file: 'apis/refund/refund.service.ts',
    find: 'this.client.call(REFUND_QUERY, asked, call, { expected });',
    replace: 'this.client.call(REFUND_QUERY, asked, call, { expected: expected && {} });',
  },
  {
    name: 'a response about another refund is about this one',
    file: 'wire/foreign-field.ts',
    find: '  no_refund: sameText,\n',
    replace: '',
  },
  {
    name: 'what LianLian says of a refund is not remembered',
    file: 'notifications/handle/claim-of.ts',
    find: 'return joined(oid_partner, kind, oid_refundno ?? no_refund, sta_refund) + fenText(money_refund);',
    replace:
      'return joined(oid_partner, kind, oid_refundno ?? no_refund, String(Math.random()), money_refund);',
  },
];
