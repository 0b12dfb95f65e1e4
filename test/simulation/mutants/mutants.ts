import { posix } from 'node:path';

import { CALL_MUTANTS } from './call-mutants.js';
import { CURRENCY_MUTANTS } from './currency-mutants.js';
import { PAYOUT_MUTANTS } from './payout-mutants.js';

/** A fault that is put into the library on purpose: the simulator has to find it. */
export interface Mutant {
  readonly name: string;
  /** A file, as lib sees it: the sample shop's begin with `../sample-app`. */
  readonly file: string;
  /** What stands there, once, and what it becomes. */
  readonly find: string;
  readonly replace: string;
}

/** The file's path in the repository. */
export function pathOf({ file }: Mutant): string {
  return posix.join('lib', file);
}

const HANDLE = 'notifications/handle/';

export const MUTANTS: readonly Mutant[] = [
  // Two transactions of one order
  {
    name: 'the claim is the message, not the order',
    file: `${HANDLE}claim-of.ts`,
    find: "if (notification.kind !== 'payment' || !isPayment) {",
    replace: "if (notification.kind !== 'payment' || notification.kind === 'payment') {",
  },
  {
    name: 'another transaction counts as a copy',
    file: `${HANDLE}once-only-handler.ts`,
    find: 'if (result.outcome === claim.outcome) return false;',
    replace: "if (result.outcome !== '') return false;",
  },
  {
    name: 'a payment whose money went back is settled',
    file: `${HANDLE}handling-plan.ts`,
    find: 'const unlessReversed = { ...claim, unless: reversalMark(notification) };',
    replace: 'const unlessReversed = claim;',
  },
  {
    name: 'a reversal is handled while its payment is',
    file: `${HANDLE}payment-reversals.ts`,
    find: 'if (!isBlank(notification.dt_order)) await this.refuseWhileItPays(notification);',
    replace: '',
  },
  {
    name: 'a payment begins while its reversal is handled',
    file: `${HANDLE}payment-reversals.ts`,
    find: 'await this.mark(notification);',
    replace: '',
  },
  {
    name: 'paid twice is refused without a line',
    file: `${HANDLE}failure-report.ts`,
    find: 'if (!isBusy(error)) this.log(notification, error, broughtBy);',
    replace: 'if (!isBusy(error) && !(error instanceof NotificationConflict)) this.log(notification, error);',
  },
  {
    name: 'a refusal is no event',
    file: `${HANDLE}failure-report.ts`,
    find: 'this.tell(notification, error);',
    replace: '',
  },
  {
    name: 'an order without time is an order of its own',
    file: `${HANDLE}handling-plan.ts`,
    find: '(pays === true && !isBlank(dt_order))',
    replace: 'pays === true',
  },
  {
    name: 'a copy with another amount is a copy',
    file: `${HANDLE}claim-of.ts`,
    find: 'return joined(oid_paybill, result) + fenText(money_order) +',
    replace: 'return joined(oid_paybill, result) + fenText(money_order).slice(0, 1) +',
  },
  {
    name: 'what the app says of who paid is not heard',
    file: `${HANDLE}handling-plan.ts`,
    find: 'if (isPayment && paidBy !== undefined) throw paidTwice(notification, paidBy);',
    replace: '',
  },
  // An authorization taken for a payment
  {
    name: 'a success without pay_type is a payment',
    file: 'common/payments/payment-state.ts',
    find: 'if (isAuthorization === undefined && isBlank(result.pay_type)) return undefined;',
    replace: '',
  },
  {
    name: 'what the app says of an authorization is not heard',
    file: 'common/payments/payment-state.ts',
    find: 'return isAuthorization !== true;',
    replace: 'return true;',
  },
  {
    name: 'an authorization by its pay_type is a payment',
    file: 'common/payments/payment-state.ts',
    find: 'return payType !== undefined && AUTHORIZATION_PAY_TYPES.includes(payType);',
    replace: 'return payType === AUTHORIZATION_PAY_TYPES.join();',
  },
  {
    name: 'authorizations are not asked about',
    file: 'queries/authorization-query.ts',
    find: 'if (isKnown !== false) return isKnown;',
    replace: 'if (isKnown !== false) return false;',
  },
  {
    name: 'a query for authorizations that fails says no',
    file: 'queries/authorization-query.ts',
    find: "return error instanceof LianlianApiError && error.category === 'not_found' ? false : undefined;",
    replace: 'return error instanceof LianlianApiError ? undefined : false;',
  },
  // Values that are almost right
  {
    name: 'a number passes for false',
    file: `${HANDLE}check-expected.ts`,
    find: "fits: (value) => typeof value === 'boolean' }",
    replace: 'fits: (value) => value !== Infinity }',
  },
  {
    name: 'a misspelt field passes',
    file: `${HANDLE}check-expected.ts`,
    find: 'if (misspelt !== undefined) {',
    replace: 'if (misspelt === field) {',
  },
  {
    name: 'the amount is not compared',
    file: `${HANDLE}check-expected.ts`,
    find: 'if (notified !== undefined && fenOf(notified) !== expectedFen) {',
    replace: "if (notified === '' && fenOf(notified) !== expectedFen) {",
  },
  {
    name: 'the merchant is not compared',
    file: `${HANDLE}check-expected.ts`,
    find: 'if (expected !== notified)',
    replace: "if (expected === '' && notified === '')",
  },
  {
    name: 'the merchant of a refund is not compared',
    file: `${HANDLE}check-expected.ts`,
    find: "compareMerchant(subject, oid_partner, expected.oid_partner, 'expectedRefund', hasSeveralMerchants);",
    replace: '',
  },
  {
    name: 'an unknown order is acknowledged',
    file: `${HANDLE}handling-preparation.ts`,
    find: '      if (await this.wasHandled(notification)) return undefined;\n      throw error;',
    replace: '      if (error instanceof NotificationConflict) return undefined;\n      throw error;',
  },
  {
    name: 'a signature is not verified',
    file: 'notifications/receive/verify-message.ts',
    find: 'return isSigned(merchant) ? { merchant }',
    replace: 'return isSigned(merchant) || merchant ? { merchant }',
  },
  // After the payment
  {
    name: 'what takes a payment back is acknowledged in silence',
    file: `${HANDLE}handling-plan.ts`,
    find: '    !takesBack(notification)\n',
    replace: '    notification.oid_paybill !== undefined\n',
  },
  // Observers
  {
    name: 'an observer that throws ends the process',
    file: 'notifications/model/isolated-observable.ts',
    find: '    } catch (error) {\n      this.report(error);',
    replace: '    } catch (error) {\n      queueMicrotask(() => {\n        throw error;\n      });',
  },
  // The sweeper
  {
    name: 'a broken row ends the sweep',
    file: 'sweeper/sweeper.service.ts',
    find: 'this.logger.error(sentence, errorStack(error), { kind: list.kind, no_order });',
    replace: 'throw error;',
  },
  {
    name: 'the sweeper goes by the clock on the wall',
    file: 'sweeper/swept-orders.ts',
    find: '() => performance.now(),',
    replace: '() => Date.now(),',
  },
  {
    name: 'an order that LianLian does not know is never asked about again',
    file: 'sweeper/payment-sweep.ts',
    find: 'if (isFinalState(state)) this.swept.settle',
    replace: "if (state !== 'pending') this.swept.settle",
  },
  {
    name: 'one of two products is swept',
    file: 'sweeper/payment-sweep.ts',
    find: 'asked.oid_partner, product, asked.no_order',
    replace: 'asked.oid_partner, asked.no_order',
  },
  {
    name: 'an order whose attempt was reversed is never asked about again',
    file: 'sweeper/payment-sweep.ts',
    find: " || state === 'reversed';",
    replace: ';',
  },
  {
    name: 'a hook that hangs ends the sweeper',
    file: 'sweeper/hand-on.ts',
    find: 'if (await time.isEnoughFor(handled, maxHandlingMs)) return handled;',
    replace: 'if (maxHandlingMs > 0) return handled;',
  },
  {
    name: 'an order that is authorized is never asked about again',
    file: 'sweeper/payment-sweep.ts',
    find: " || state === 'authorized'",
    replace: '',
  },
  {
    name: 'an order that LianLian knows by another time is not told of',
    file: 'sweeper/payment-sweep.ts',
    find: 'this.logger.error(queryMessages.knownByOtherTime(asked, found), undefined, {\n        ...fields(asked),\n        otherTime,\n      });',
    replace: '',
  },
  {
    name: 'the sweeper does not look why an order is not found',
    file: 'sweeper/payment-sweep.ts',
    find: 'await this.lookBeside(key, product, asked);',
    replace: 'return;',
  },
  {
    name: 'the sweeper looks once for an order, however late its payer comes',
    file: 'sweeper/swept-orders.ts',
    find: "order.lookAt = result === 'known' ? Infinity : 2 * order.notFound;",
    replace: 'order.lookAt = Infinity;',
  },
  // Queries
  {
    name: 'the first product alone confirms',
    file: 'queries/confirm-by-query.ts',
    find: 'of productsFor(notification, expected?.product)) {',
    replace: 'of productsFor(notification, expected?.product).slice(0, 1)) {',
  },
  {
    name: 'the response about another transaction confirms',
    file: 'queries/confirm-by-query.ts',
    find: 'return state === wanted && response?.oid_paybill === oid_paybill;',
    replace: 'return state === wanted && response?.oid_paybill !== `${oid_paybill}?`;',
  },
  // Claims
  {
    name: 'a handler that never ends keeps its order for ever',
    file: 'notifications/inbox/memory-inbox.ts',
    find: 'if (other !== undefined && other.endsAt > performance.now())',
    replace: 'if (other !== undefined)',
  },
  {
    name: 'a claim is free while its handler runs',
    file: 'notifications/inbox/memory-inbox.ts',
    find: 'if (other !== undefined && other.endsAt > performance.now())',
    replace: 'if (other !== undefined && other.endsAt < performance.now())',
  },
  {
    name: 'an order is done before its handler',
    file: 'notifications/inbox/memory-inbox.ts',
    find: '      await work();\n',
    replace: '      this.done.set(key, outcome);\n      await work();\n',
  },
  {
    name: 'a handler that failed is remembered',
    file: 'notifications/inbox/memory-inbox.ts',
    find: '    } finally {\n',
    replace:
      '    } catch (error) {\n      this.done.set(key, outcome);\n      throw error;\n    } finally {\n',
  },
  {
    name: 'an inbox that is out of reach is taken for done',
    file: `${HANDLE}once-only-handler.ts`,
    find: 'if (end === undefined) throw whatFailed(notification, error);',
    replace: "if (end === undefined) return { status: 'ran' };",
  },
  {
    name: 'a handler that waited its turn does not give it on',
    file: `${HANDLE}slots.ts`,
    find: 'if (next === undefined) this.free++;',
    replace: 'if (next === undefined) this.free += 0;',
  },
  {
    name: 'a handler that failed keeps its claim',
    file: 'notifications/inbox/memory-inbox.ts',
    find: 'if (this.running.get(key) === claim) this.running.delete(key);',
    replace: 'if (this.done.get(key) !== undefined) this.running.delete(key);',
  },
  {
    name: 'a handler that hangs keeps its place',
    file: `${HANDLE}slots.ts`,
    find: 'setTimeout(giveBack, maxMs)',
    replace: 'setTimeout(() => undefined, maxMs)',
  },
  {
    name: 'a handler over the budget is acknowledged',
    file: `${HANDLE}notification-dispatcher.ts`,
    find: 'reject(this.overBudget(notification));',
    replace: 'this.overBudget(notification);\n        resolve();',
  },
  // The queue
  {
    name: 'what the queue did not keep is acknowledged',
    file: `${HANDLE}notification-dispatcher.ts`,
    find: "throw new NotificationUnavailable('inbox-unreachable', sentence, cause);",
    replace: 'this.logger.debug(sentence, cause);',
  },
  {
    name: 'a worker believes its queue',
    file: 'notifications/queue/queued-notifications.ts',
    find: "import { verifyNotification } from '../receive/verify-notification.js';",
    replace: [
      "import { kindOf, toNotification } from '../receive/to-notification.js';",
      'const verifyNotification = (message) =>',
      '  Promise.resolve({ notification: toNotification(message, kindOf(message)) });',
    ].join('\n'),
  },
  {
    name: 'a job that has to wait is done',
    file: 'notifications/queue/queued-notifications.ts',
    find: "return isBusy(error) ? { status: 'busy' } :",
    replace: "return isBusy(error) ? { status: 'handled' } :",
  },
  {
    name: 'a handler that hangs keeps its worker',
    file: 'notifications/queue/queued-notifications.ts',
    find: 'if (await time.isEnoughFor(handling, maxHandlingMs))',
    replace: 'if ((await handling) === undefined)',
  },
  {
    name: 'the queue keeps one payment for each order',
    file: `${HANDLE}claim-of.ts`,
    find: '/${claimOutcome(notification, result)}`;',
    replace: '/${notification.no_order}`;',
  },
  ...CALL_MUTANTS,
  ...CURRENCY_MUTANTS,
  ...PAYOUT_MUTANTS,
];
