import { shortened } from '../../common/printable.js';

/**
 * What is safe where this call sent nothing: another one, or another process, may have sent the same payout, and nobody could
 * look.
 */
const SETTLE_IT =
  'call payouts.settle with the same no_order and the same fields: it asks LianLian first about what was sent. Another no_order would be another payout.';

/** Every sentence about payouts that a user may read. None of them ever holds a value of a field, but the payout's number. */
export const payoutMessages = {
  differsFromSent: (field: string) => `${field} is not what was sent with this no_order before`,
  otherVersion: () => 'what was sent with this no_order before was noted by another version of this package',
  sentOtherwise: (no_order: string) =>
    `Payout ${shortened(no_order)} was not sent: its no_order was sent before, with other fields, and may be paid. Query it, or send it with the very fields of the first time. Another payout has a no_order of its own, and is paid beside this one`,
  notNoted: (subject: string) =>
    `${subject}: what is to be sent could not be noted in the inbox, see the cause. This call sent nothing, but an earlier one may have. When the inbox's store can be reached, ${SETTLE_IT}`,
  notNotedInTime: (subject: string) =>
    `${subject}: what is to be sent was not noted in the inbox in the time of the call. It sent nothing, but an earlier one may have: ${SETTLE_IT}`,
  sendsUnknown: (no_order: string) =>
    `Payout ${shortened(no_order)}: LianLian tells an end at which nothing was paid, and the inbox cannot be asked whether the payout was sent once more meanwhile; see the cause. Decide nothing by that end, and ask again when the inbox's store can be reached`,
  sentBefore: (subject: string) => `${subject}: it was sent before. Nothing was sent now: query it first.`,
  memoLoses: (dropped: string) =>
    `Instant Payment Apply API: LianLian drops ${dropped} from memo, of which it keeps letters, digits, Chinese characters, - and _. The payout is sent all the same; memoAsKept() tells beforehand what is left.`,
} as const;
