import { verifiedParameter } from './route-parameters.js';

/**
 * The verified notification: a `PaymentNotification` or a `RefundNotification`, told apart by its `kind`.
 *
 * @example
 * notified(@LianlianNotification() notification: PaymentNotification | RefundNotification) {}
 */
export function LianlianNotification(): ParameterDecorator {
  return verifiedParameter('notification');
}

/**
 * What the payer came back with: a `PaymentReturn`.
 *
 * @example
 * back(@LianlianReturnResult() result: PaymentReturn) { return '/thanks'; }
 */
export function LianlianReturnResult(): ParameterDecorator {
  return verifiedParameter('return');
}

/**
 * The open transaction of a transactional inbox, as the app's own library knows it; undefined with another inbox.
 *
 * @example
 * notified(@LianlianNotification() notification: PaymentNotification, @LianlianTransaction() manager: EntityManager) {}
 */
export function LianlianTransaction(): ParameterDecorator {
  return verifiedParameter('transaction');
}
