import { HttpException } from '@nestjs/common';
import { UnrecoverableError } from 'bullmq';

import { errorClass } from '../common/error-text.js';
import { HookFailure } from '../notifications/handle/hook-runner.js';
import { NotificationConflict, NotificationUnavailable } from '../notifications/model/refusal.js';
import { queueMessages } from './queue.messages.js';

/** A problem of a job itself, in a sentence of ours, that another attempt may not have. */
export class JobProblem extends Error {}

/** Conflicts that no further attempt can change; an unknown order may only not be visible yet. */
const isFinal = ({ reason }: NotificationConflict): boolean => reason !== 'unknown-order';

/** Whether another copy of the notification is being handled: no failure of this one. */
export function isBusy(error: unknown): boolean {
  return error instanceof NotificationUnavailable && error.reason === 'busy';
}

/**
 * What BullMQ, Redis and the dead-letter list keep of a failed attempt: a reason without the handler's own words,
 * which may hold a payer's data. The log has the handler's error.
 */
export function jobFailureOf(error: unknown): Error {
  if (error instanceof UnrecoverableError || error instanceof JobProblem) return error;
  if (error instanceof NotificationConflict) {
    const reason = queueMessages.refused(error.reason);
    return isFinal(error) ? new UnrecoverableError(reason) : new Error(reason);
  }
  if (error instanceof NotificationUnavailable) return new Error(queueMessages.refused(error.reason));
  if (error instanceof HookFailure) {
    return new Error(queueMessages.hookFailed(error.hook, errorClass(error.cause ?? error)));
  }
  // Thrown by this package: its sentence is ours.
  if (error instanceof HttpException) return new Error(error.message);
  return new Error(queueMessages.failed(errorClass(error)));
}
