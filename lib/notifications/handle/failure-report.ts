import { HttpException, Injectable } from '@nestjs/common';

import { errorMessage, errorMessages, errorStack } from '../../common/secrets/error-text.js';
import { LianlianLogger } from '../../common/logging/lianlian-logger.js';
import {
  type AnyNotification,
  notificationFields,
  notificationSubject,
  numbersOf,
} from '../model/any-notification.js';
import { LianlianEvents, type RefusalReason } from '../model/lianlian-events.js';
import { isBusy, NotificationConflict, NotificationUnavailable } from '../model/refusal.js';
import { notificationId } from './claim-of.js';
import { handleMessages } from './handle.messages.js';
import { HookFailure } from './hook-runner.js';
import { LinesOnce } from './lines-once.js';

/** What brings a notification. */
export type BroughtBy = keyof typeof handleMessages.comesAgain;

/** Not accepted, by ours. */
interface Refused {
  readonly type: 'refused';
  readonly status: number;
  readonly reason: RefusalReason;
}

/** Accepted, and a hook failed. */
interface Failed {
  readonly type: 'failed';
  readonly hook: string | undefined;
}

/** Tells logs and events why a notification was not handled: every time to events, once to the log. */
@Injectable()
export class FailureReport {
  private readonly logger = new LianlianLogger();
  private readonly lines = new LinesOnce();

  constructor(private readonly events: LianlianEvents) {}

  /** Runs a step whose failure is reported, and passed on. */
  async reported<T>(notification: AnyNotification, broughtBy: BroughtBy, step: () => Promise<T>): Promise<T> {
    try {
      return await step();
    } catch (error) {
      this.tell(notification, error);
      if (!isBusy(error)) this.log(notification, error, broughtBy);
      throw error;
    }
  }

  private tell(notification: AnyNotification, error: unknown): void {
    this.events.tell({ ...numbersOf(notification), ...whyOf(error) });
  }

  /** One line for what a person has to look at: a refusal with both amounts, or a failure with its stack. */
  private log(notification: AnyNotification, error: unknown, broughtBy: BroughtBy): void {
    // A message that is posted a thousand times is refused a thousand times for the same reason.
    const line = this.lines.take(notificationId(notification), errorMessages(error, notification));
    if (line === 'none') return;
    const { sentence, stack } = toldOf(notification, error);
    const { type: event, ...why } = whyOf(error);
    const ending = line === 'last' ? ` ${handleMessages.lastLine()}` : '';
    this.logger.error(`${sentence} ${handleMessages.comesAgain[broughtBy]}${ending}`, stack, {
      event,
      ...notificationFields(notification),
      ...why,
    });
  }
}

/** The event that it is. */
function whyOf(error: unknown): Refused | Failed {
  if (error instanceof NotificationConflict || error instanceof NotificationUnavailable) {
    return { type: 'refused', status: error.getStatus(), reason: error.reason };
  }
  return { type: 'failed', hook: error instanceof HookFailure ? error.hook : undefined };
}

/** What happened, and the stack of what was thrown that is not ours. */
function toldOf(
  notification: AnyNotification,
  error: unknown,
): { readonly sentence: string; readonly stack?: string | undefined } {
  if (error instanceof NotificationConflict && error.cause instanceof Error)
    return { sentence: error.cause.message };
  // A sentence of ours: a number in it is that of the order. Drivers put values into theirs.
  if (error instanceof HttpException)
    return { sentence: error.message, stack: errorStack(error.cause, notification) };
  const problem = errorMessage(error, notification);
  return {
    sentence: handleMessages.failed(notificationSubject(notification), problem),
    stack: errorStack(error, notification),
  };
}
