import { Injectable } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { DelayedError, UnrecoverableError } from 'bullmq';

import { jitteredMs } from '../common/back-off.js';
import { MerchantRegistry } from '../config/merchant-registry.js';
import { OnceOnlyHandler } from '../notifications/handle/once-only-handler.js';
import { NotifyRoutes } from '../notifications/routes/notify-routes.js';
import type { AnyNotification } from '../notifications/model/any-notification.js';
import { verifyNotification } from '../notifications/receive/verify-notification.js';
import type { RawJsonObject } from '../wire/raw-json.js';
import { isBusy, jobFailureOf, JobProblem } from './job-failure.js';
import { type NotificationJob, type NotificationJobData, storedMessage } from './notification-job.js';
import { queueMessages } from './queue.messages.js';

/** How long a notification is put off that another process holds: its claim may be completed by then, or its lease over. */
const BUSY_MS = 2_000;

/** Handles one notification from the queue, as a request would have. */
@Injectable()
export class JobProcessor {
  constructor(private readonly moduleRef: ModuleRef) {}

  /**
   * Resolves when the notification is handled, now or before.
   *
   * @throws UnrecoverableError if no further attempt can help, DelayedError if it was put off, Error if it failed
   */
  async process(job: NotificationJob, token: string | undefined): Promise<void> {
    try {
      await this.handle(job.data);
    } catch (error) {
      if (!isBusy(error)) throw jobFailureOf(error);
      // No attempt of this notification's: another one is under way, or its process died and its lease still runs.
      await job.moveToDelayed(Date.now() + jitteredMs(BUSY_MS, 0.25), token);
      throw new DelayedError();
    }
  }

  private async handle(data: NotificationJobData): Promise<void> {
    const notification = await this.verified(data);
    const route = this.ofLianlian(NotifyRoutes).find(data.route);
    if (route === undefined) throw new JobProblem(queueMessages.unknownRoute());
    const controller = await route.controller();
    const handling = this.ofLianlian(OnceOnlyHandler);
    await handling.handleOnce(notification, route.handlersOf(controller), data.trace);
  }

  /** Anybody who can write to Redis can write a payment: only its signature makes it one. */
  private async verified(data: NotificationJobData): Promise<AnyNotification> {
    const message = readable(data);
    if (message === undefined) throw new UnrecoverableError(queueMessages.unreadable());
    const verified = await verifyNotification(message, this.ofLianlian(MerchantRegistry));
    if ('notification' in verified) return verified.notification;
    const { reason } = verified;
    const isReadable = reason !== 'not-a-notification' && reason !== 'unusable-amount';
    throw new UnrecoverableError(isReadable ? queueMessages.unverified(reason) : queueMessages.unreadable());
  }

  private ofLianlian<T>(type: new (...args: never[]) => T): T {
    return this.moduleRef.get<T>(type, { strict: false });
  }
}

function readable(data: NotificationJobData): RawJsonObject | undefined {
  try {
    return storedMessage(data);
  } catch {
    return undefined;
  }
}
