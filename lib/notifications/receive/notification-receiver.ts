import {
  BadRequestException,
  ForbiddenException,
  type HttpException,
  Inject,
  Injectable,
  PayloadTooLargeException,
  RequestTimeoutException,
  UnauthorizedException,
} from '@nestjs/common';

import { errorMessages } from '../../common/secrets/error-text.js';
import { LianlianLogger } from '../../common/logging/lianlian-logger.js';
import type { LogFields } from '../../common/logging/log-fields.js';
import { MerchantRegistry } from '../../config/merchant-registry.js';
import { MerchantUnavailable } from '../../config/loaded-merchants.js';
import { LIANLIAN_SETTINGS, type LianlianSettings, type Merchant } from '../../config/settings.js';
import { receiveMessages } from './receive.messages.js';
import type { RawJsonObject } from '../../wire/raw-json.js';
import { arrivalOf } from './arrivals.js';
import { claimedFields, claimedMerchant, claimedSubject } from './claimed-subject.js';
import { MAX_BODY_BYTES } from './collect-body.js';
import { type HttpRequest, type HttpResponse, rawRequestOf, rawResponseOf } from './http-types.js';
import { LianlianEvents, type RefusalReason } from '../model/lianlian-events.js';
import type { ReceivedNotification, TakenMessages } from '../model/any-notification.js';
import { MalformedMessage } from './parse-message.js';
import { readMessage, UnreadBody } from './read-message.js';
import { NotificationUnavailable } from '../model/refusal.js';
import { RationedLog } from './rationed-log.js';
import { addressOf, hasPort } from './sender-address.js';
import { SignatureHints } from './signature-hints.js';
import { SourceFilter } from './source-filter.js';
import { type UnverifiedNotification, verifyNotification } from './verify-notification.js';

/** A message that came, and the route that it came to: nobody verified it. */
interface Claim {
  readonly request: HttpRequest;
  readonly message: RawJsonObject;
  readonly takes: TakenMessages;
}

/** From a request to a verified notification. Nothing in it is used before its signature is checked. */
@Injectable()
export class NotificationReceiver {
  private readonly log = new RationedLog<RefusalReason | 'signed'>(new LianlianLogger());
  private readonly sources: SourceFilter;
  private readonly hints = new SignatureHints();

  constructor(
    @Inject(LIANLIAN_SETTINGS) private readonly settings: LianlianSettings,
    private readonly merchants: MerchantRegistry,
    private readonly events: LianlianEvents,
  ) {
    this.sources = new SourceFilter(settings.notifications.allowedSources);
  }

  /**
   * @param takes what the route takes
   * @throws BadRequestException (400), PayloadTooLargeException (413), RequestTimeoutException (408): not read
   * @throws ForbiddenException (403): source; UnauthorizedException (401): merchant or signature
   * @throws ServiceUnavailableException (503): the merchant cannot be looked up
   */
  async receive(
    request: HttpRequest,
    response: HttpResponse,
    takes: TakenMessages,
  ): Promise<ReceivedNotification> {
    const arrivedAt = arrivalOf(rawRequestOf(request)).at;
    if (!this.sources.allows(request.ip)) {
      const sentence = receiveMessages.sourceRefused(addressOf(request), hasPort(request));
      this.log.warn(
        'source',
        () => sentence,
        () => ofRefused(request),
      );
      throw this.refused('source', new ForbiddenException(sentence));
    }
    const message = await this.read(request, response);
    const claim: Claim = { request, message, takes };
    try {
      const verified = await verifyNotification(message, this.merchants, takes);
      if ('notification' in verified) return { notification: verified.notification, arrivedAt };
      throw this.unverified(verified, claim);
    } catch (error) {
      throw error instanceof MerchantUnavailable ? this.unverifiable(error, claim) : error;
    }
  }

  private async read(request: HttpRequest, response: HttpResponse): Promise<RawJsonObject> {
    const { budgetMs } = this.settings.notifications;
    try {
      return await readMessage(request, budgetMs);
    } catch (error) {
      if (error instanceof MalformedMessage) {
        throw this.malformed(request, receiveMessages.malformedBody(error.message), error.why.advice);
      }
      if (!(error instanceof UnreadBody)) throw error;
      // The rest of the body may still be on its way: the connection is of no more use.
      rawResponseOf(response).shouldKeepAlive = false;
      throw this.unread(error, request, budgetMs);
    }
  }

  private unread({ problem }: UnreadBody, request: HttpRequest, budgetMs: number): HttpException {
    switch (problem) {
      case 'too-large':
        return this.unheard(
          problem,
          request,
          new PayloadTooLargeException(receiveMessages.bodyTooLarge(MAX_BODY_BYTES)),
        );
      case 'too-slow':
        return this.unheard(
          problem,
          request,
          new RequestTimeoutException(receiveMessages.bodyTooSlow(budgetMs)),
        );
      case 'broken-off':
        return this.malformed(request, receiveMessages.bodyBrokenOff());
    }
  }

  private unverified(unverified: UnverifiedNotification, claim: Claim): HttpException {
    const { reason } = unverified;
    const { request, message, takes } = claim;
    switch (reason) {
      case 'not-a-notification':
        return this.malformed(request, receiveMessages.notANotification(), receiveMessages.whatOneHas());
      case 'malformed':
        return this.malformed(request, receiveMessages.ambiguousNotification());
      case 'unusable-amount':
        return this.unusable(
          receiveMessages.unusableAmount(claimedSubject(message, takes), unverified.field),
          claim,
        );
      default:
        return this.unauthorized(reason, unverified.claimed, claim);
    }
  }

  private unauthorized(
    reason: 'unknown-merchant' | 'invalid-signature',
    claimed: Merchant | undefined,
    claim: Claim,
  ): HttpException {
    const sentence =
      reason === 'unknown-merchant'
        ? receiveMessages.notificationUnknownMerchant()
        : receiveMessages.notificationBadSignature();
    const line = (): string => `${sentence} ${claimOf(claim)}${this.hints.after(claimed, claim.message)}`;
    this.log.warn(reason, line, () => fieldsOfClaim(claim));
    return this.refused(reason, new UnauthorizedException(sentence));
  }

  private unverifiable(error: MerchantUnavailable, claim: Claim): HttpException {
    const sentence = receiveMessages.notificationMerchantUnreachable();
    const line = (): string => `${sentence} ${claimOf(claim)} ${errorMessages(error)}`;
    this.log.error('merchants-unreachable', line, undefined, () => fieldsOfClaim(claim));
    return this.refused(
      'merchants-unreachable',
      new NotificationUnavailable('merchants-unreachable', sentence, error),
    );
  }

  /** LianLian signed it, so this is for a person to look at. */
  private unusable(sentence: string, claim: Claim): HttpException {
    const line = (): string => receiveMessages.signedButRefused(sentence);
    // By a ration of its own, which nobody else can use up.
    this.log.error('signed', line, undefined, () => ({ ...fieldsOfClaim(claim), reason: 'malformed' }));
    return this.refused('malformed', new BadRequestException(sentence));
  }

  private malformed(request: HttpRequest, sentence: string, advice?: string): HttpException {
    return this.unheard('malformed', request, new BadRequestException(sentence), advice);
  }

  /** Nobody but its sender would hear of a refusal that depends on nothing in the message. */
  private unheard(
    reason: RefusalReason,
    request: HttpRequest,
    exception: HttpException,
    advice?: string,
  ): HttpException {
    const address = addressOf(request);
    const line = (): string => receiveMessages.unread(exception.message, address, advice);
    this.log.warn(reason, line, () => ofRefused(request));
    return this.refused(reason, exception);
  }

  /** Nothing of an unverified message is told: anybody may have sent it. */
  private refused(reason: RefusalReason, exception: HttpException): HttpException {
    this.events.tell({ type: 'refused', status: exception.getStatus(), reason });
    return exception;
  }
}

/** Who sent a message, and what it says that it is about. */
function claimOf({ request, message, takes }: Claim): string {
  return receiveMessages.claimed(
    addressOf(request),
    claimedSubject(message, takes),
    claimedMerchant(message),
  );
}

/** The same in fields. */
function fieldsOfClaim({ request, message }: Claim): LogFields {
  return { ...ofRefused(request), ...claimedFields(message) };
}

function ofRefused(request: HttpRequest): LogFields {
  return { event: 'refused', address: addressOf(request) };
}
