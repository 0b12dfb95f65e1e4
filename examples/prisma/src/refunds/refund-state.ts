import {
  REFUND_STATUS,
  type RefundNotification,
  type RefundState,
} from 'nestjs-lianlian';

/** What a notification's `sta_refund` means. One that is unknown decides nothing. */
export function refundStateOf(
  sta_refund: RefundNotification['sta_refund'],
): RefundState {
  const names = Object.keys(REFUND_STATUS) as RefundState[];
  const name = names.find((each) => REFUND_STATUS[each] === sta_refund);
  return name ?? 'processing';
}
