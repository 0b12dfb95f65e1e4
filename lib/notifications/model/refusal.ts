import { ConflictException, ServiceUnavailableException } from '@nestjs/common';

import { printable } from '../../common/printable.js';
import type { RefusalReason } from './lianlian-events.js';

/**
 * A payment, a refund or a payout that is not the expected one: 409. What the app knows of it stands in `cause`, for the log:
 * the sender of the notification is not told.
 */
export class NotificationConflict extends ConflictException {
  constructor(
    readonly reason: RefusalReason,
    subject: string,
    sentence: string,
  ) {
    super(`${subject}: not the payment, refund or payout that is expected. It was refused.`, {
      cause: new Error(printable(sentence)),
    });
  }
}

/** Nothing is known to be wrong, but it cannot be handled now: 503, and LianLian asks again. */
export class NotificationUnavailable extends ServiceUnavailableException {
  constructor(
    readonly reason: RefusalReason,
    sentence: string,
    cause?: unknown,
  ) {
    super(sentence, { cause });
  }
}

/** Whether another copy of the notification is being handled: no failure of this one. */
export function isBusy(error: unknown): boolean {
  return error instanceof NotificationUnavailable && error.reason === 'busy';
}
