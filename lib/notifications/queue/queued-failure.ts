import { HttpException } from '@nestjs/common';

import { errorClass, errorMessage } from '../../common/secrets/error-text.js';
import { HookFailure } from '../handle/hook-runner.js';
import type { RefusalReason } from '../model/lianlian-events.js';
import { NotificationConflict, NotificationUnavailable } from '../model/refusal.js';
import { queuedMessages } from './queued.messages.js';

/** Why an attempt failed, and whether another one can help. */
export interface QueuedFailure {
  /** Without the handler's own words, which may hold a payer's data: the log has the handler's error. */
  readonly reason: string;
  /** Whether no further attempt can change it: the notification is for a person to look at. */
  readonly isFinal: boolean;
}

/** Refusals whose sentence says which transactions a person has to look at: numbers, and no personal data. */
const TOLD_IN_FULL: readonly RefusalReason[] = [
  ...(['paid-twice', 'reversed', 'other-transaction', 'contradicted', 'not-confirmed'] as const),
];

/** How long a queue puts a notification off whose order or copy is being handled. */
export const BUSY_MS = 2_000;

/** What a queue may keep of a failed attempt. */
export function queuedFailureOf(error: unknown): QueuedFailure {
  if (error instanceof NotificationConflict) {
    const sentence = TOLD_IN_FULL.includes(error.reason) ? errorMessage(error.cause) : '';
    // An unknown order may only not be visible yet.
    const isFinal = error.reason !== 'unknown-order';
    return { reason: queuedMessages.refused(error.reason, sentence), isFinal };
  }
  return { reason: reasonOf(error), isFinal: false };
}

function reasonOf(error: unknown): string {
  if (error instanceof NotificationUnavailable) return queuedMessages.refused(error.reason);
  if (error instanceof HookFailure) {
    return queuedMessages.hookFailed(error.hook, errorClass(error.cause ?? error));
  }
  // Thrown by this package: its sentence is ours.
  if (error instanceof HttpException) return error.message;
  return queuedMessages.failed(errorClass(error));
}
