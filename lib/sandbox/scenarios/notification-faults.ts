import { both, type Sentence } from '../../diagnosis/signature-diagnosis.js';
import type { DeliveryHow, FaultView } from '../contract.js';

/** A fault of a notification: what is done to the attempt that it strikes. */
export interface NotificationFault extends FaultView {
  readonly of: 'notification';
  readonly does: DeliveryHow | 'hold-for-a-while' | 'hold-for-the-next';
}

/** Everything that can go wrong with a notification on its way. */
export const notificationFaults: readonly NotificationFault[] = [
  fault('duplicated', both('Two copies at once', '通知同时发两份'), 'twice'),
  {
    ...fault(
      'delayed',
      both('Delay the notification (default ten minutes)', '通知延迟（默认十分钟）'),
      'hold-for-a-while',
    ),
    reads: ['ms'],
  },
  fault(
    'reordered',
    both('Comes after the merchant’s next notification', '通知排到商户的下一条之后'),
    'hold-for-the-next',
  ),
  fault('tampered', both('Amount raised by 0.01 after signing', '通知签名后金额加一分'), 'tampered'),
  fault('unsigned', both('Without its signature', '通知没有签名'), 'unsigned'),
  fault(
    'foreign-key',
    both('Signed with a key that is not LianLian’s', '通知的签名密钥不是连连的'),
    'foreign-key',
  ),
  fault('wrong-amount', both('Validly signed, wrong amount', '通知签名有效但金额不符'), 'wrong-amount'),
  {
    ...fault(
      'wrong-currency',
      both('Validly signed, another currency', '通知签名有效但币种不符'),
      'wrong-currency',
    ),
    kinds: ['payment'],
  },
  fault(
    'wrong-merchant',
    both('Validly signed, wrong merchant', '通知签名有效但商户号不符'),
    'wrong-merchant',
  ),
  fault('dropped', both('Lost on the way', '通知途中丢失'), 'dropped'),
];

function fault(name: string, title: Sentence, does: NotificationFault['does']): NotificationFault {
  return { fault: name, of: 'notification', title, reads: [], does };
}
