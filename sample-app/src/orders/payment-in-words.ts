import type { Payment } from './payment.js';

/** Where a payment stands, for lists. */
export function paymentInWords({ status }: Payment): string {
  switch (status) {
    case 'paid':
      return '已支付 Paid';
    case 'authorized':
      return '已冻结 Held';
    case 'capturing':
      return '扣款中 Being captured';
    case 'captured':
      return '已扣款 Captured';
    case 'cancelling':
      return '释放中 Being released';
    case 'cancelled':
      return '已释放 Released';
    case 'processing':
    case 'confirmed':
    case 'unknown':
      return '待确认 Not decided';
    default:
      return '未支付 Not paid';
  }
}
