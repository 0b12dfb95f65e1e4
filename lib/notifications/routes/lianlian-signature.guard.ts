import { type CanActivate, type ExecutionContext, Injectable, type OnModuleInit } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';

import { LianlianConfigError } from '../../errors/lianlian-config.error.js';
import { routeMessages } from './route.messages.js';
import { type HttpRequest, type HttpResponse, rawRequestOf } from '../receive/http-types.js';
import { NotificationReceiver } from '../receive/notification-receiver.js';
import { NotificationDispatcher } from '../handle/notification-dispatcher.js';
import { noteTold } from './answered-before.js';
import { requestState } from './request-state.js';
import { ReturnReceiver } from '../receive/return-receiver.js';
import { routeOf } from './route-metadata.js';
import type { MarkedKind } from '../receive/route-mark.js';
import { watchFailed, watchUncalled } from './unanswered.js';

/**
 * Lets a request pass only if LianLian signed it. `@LianlianNotify`, `@LianlianPayoutNotify` and `LianlianController()`
 * bring it along; on its own it guards a route that answers by itself. There a payout is not told from a payment: its
 * message has the same fields, so it reads `kind: 'payment'`.
 *
 * On a `@LianlianReturn` route every request passes, and the result says whether it was verified.
 *
 * @throws BadRequestException, UnauthorizedException, ForbiddenException, PayloadTooLargeException,
 * RequestTimeoutException: 400, 401, 403, 413, 408
 * @example
 * @Post('lianlian/raw')
 * @UseGuards(LianlianSignatureGuard)
 * received(@LianlianNotification() notification: PaymentNotification | RefundNotification) {}
 */
@Injectable()
export class LianlianSignatureGuard implements CanActivate, OnModuleInit {
  private notificationReceiver: NotificationReceiver | undefined;
  private returnReceiver: ReturnReceiver | undefined;
  private dispatcher: NotificationDispatcher | undefined;

  /** @internal ModuleRef alone, so that the guard resolves in any module of the app. */
  constructor(private readonly moduleRef: ModuleRef) {}

  /** @throws LianlianConfigError where LianlianModule is not imported: at start, not with the first payment */
  onModuleInit(): void {
    this.provided(NotificationReceiver);
  }

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const http = context.switchToHttp();
    const request = http.getRequest<HttpRequest>();
    const response = http.getResponse<HttpResponse>();
    noteTold(rawRequestOf(request));
    const kind = routeOf(context.getHandler())?.kind;
    // A route of the app's own, whose response Nest writes.
    if (kind === undefined) {
      await this.verify(kind, request, response);
      return true;
    }
    try {
      await this.verify(kind, request, response);
    } catch (error) {
      watchFailed(response, kind, error);
      throw error;
    }
    watchUncalled(response, kind);
    return true;
  }

  private async verify(
    kind: MarkedKind | undefined,
    request: HttpRequest,
    response: HttpResponse,
  ): Promise<void> {
    if (kind === 'return') {
      await this.verifyReturn(request);
      return;
    }
    requestState.keepTaken(rawRequestOf(request), kind === 'payout-notify' ? 'payouts' : 'payments');
    await this.verifyNotification(request, response);
  }

  protected async verifyNotification(request: HttpRequest, response: HttpResponse): Promise<void> {
    const raw = rawRequestOf(request);
    const { notification, arrivedAt } = await this.notifications().receive(
      request,
      response,
      requestState.takenOf(raw),
    );
    const dispatcher = this.notificationDispatcher();
    requestState.keepNotification(raw, { notification, arrivedAt, dispatcher });
  }

  protected async verifyReturn(request: HttpRequest): Promise<void> {
    requestState.keepReturn(rawRequestOf(request), await this.returns().receive(request));
  }

  private notifications(): NotificationReceiver {
    this.notificationReceiver ??= this.provided(NotificationReceiver);
    return this.notificationReceiver;
  }

  private notificationDispatcher(): NotificationDispatcher {
    this.dispatcher ??= this.provided(NotificationDispatcher);
    return this.dispatcher;
  }

  private returns(): ReturnReceiver {
    this.returnReceiver ??= this.provided(ReturnReceiver);
    return this.returnReceiver;
  }

  private provided<T>(token: new (...args: never[]) => T): T {
    try {
      return this.moduleRef.get<T>(token, { strict: false });
    } catch {
      throw new LianlianConfigError([{ option: 'LianlianModule', message: routeMessages.moduleMissing() }]);
    }
  }
}
