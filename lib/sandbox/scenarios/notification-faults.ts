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
      both('Comes ms milliseconds later (ten minutes)', '通知晚 ms 毫秒（十分钟）'),
      'hold-for-a-while',
    ),
    reads: ['ms'],
  },
  fault(
    'reordered',
    both('Comes after the merchant’s next notification', '通知排到商户的下一条之后'),
    'hold-for-the-next',
  ),
  fault('tampered', both('One fen more, after it was signed', '通知签名后金额加一分'), 'tampered'),
  fault('unsigned', both('Without its signature', '通知没有签名'), 'unsigned'),
  fault(
    'foreign-key',
    both('Signed with a key that is not LianLian’s', '通知的签名密钥不是连连的'),
    'foreign-key',
  ),
  fault('wrong-amount', both('Another amount, truly signed', '通知金额不对，签名正确'), 'wrong-amount'),
  fault(
    'wrong-merchant',
    both('For another merchant, truly signed', '通知是别的商户的，签名正确'),
    'wrong-merchant',
  ),
  fault('dropped', both('Lost on the way', '通知途中丢失'), 'dropped'),
];

function fault(name: string, title: Sentence, does: NotificationFault['does']): NotificationFault {
  return { fault: name, of: 'notification', title, reads: [], does };
}
