import type { DeliveryHow, FaultView } from '../control/contract.js';

/** A fault of a notification: what is done to the attempt that it strikes. */
export interface NotificationFault extends FaultView {
  readonly of: 'notification';
  readonly does: DeliveryHow | 'hold-for-a-while' | 'hold-for-the-next';
}

/** Everything that can happen to a notification on its way. */
export const notificationFaults: readonly NotificationFault[] = [
  fault('duplicated', 'Two copies at once', 'twice'),
  { ...fault('delayed', 'Comes ms milliseconds later (ten minutes)', 'hold-for-a-while'), reads: ['ms'] },
  fault('reordered', 'Comes after the merchant’s next notification', 'hold-for-the-next'),
  fault('tampered', 'One fen more, after it was signed', 'tampered'),
  fault('unsigned', 'Without its signature', 'unsigned'),
  fault('foreign-key', 'Signed with a key that is not LianLian’s', 'foreign-key'),
  fault('wrong-amount', 'Another amount, truly signed', 'wrong-amount'),
  fault('wrong-merchant', 'For another merchant, truly signed', 'wrong-merchant'),
  fault('dropped', 'Lost on the way', 'dropped'),
];

function fault(name: string, title: string, does: NotificationFault['does']): NotificationFault {
  return { fault: name, of: 'notification', title, reads: [], does };
}
