import { Inject, Injectable } from '@nestjs/common';

import { isBlank } from '../../common/blank.js';
import { LianlianLogger } from '../../common/logging/lianlian-logger.js';
import type { LogFields } from '../../common/logging/log-fields.js';
import { MerchantRegistry } from '../../config/merchant-registry.js';
import { MerchantUnavailable } from '../../config/loaded-merchants.js';
import { LIANLIAN_SETTINGS, type LianlianSettings } from '../../config/settings.js';
import { receiveMessages } from './receive.messages.js';
import type { RawJsonObject } from '../../wire/raw-json.js';
import { claimedFields, claimedMerchant, claimedOrder } from './claimed-subject.js';
import { type HttpRequest, rawRequestOf } from './http-types.js';
import { MalformedMessage, parseJson } from './parse-message.js';
import { type PaymentReturn, type UnverifiedReason, VerifiedPaymentReturn } from '../model/payment-return.js';
import { RationedLog } from './rationed-log.js';
import { readMessage, UnreadBody } from './read-message.js';
import { addressOf } from './sender-address.js';
import { SignatureHints } from './signature-hints.js';
import { kindOf } from './to-notification.js';
import { assignFields, type Verification, verifyMessage } from './verify-message.js';

/** The one field in which some pages send the whole message, as JSON. */
const ENVELOPE = 'res_data';

/** From a payer's request to what LianLian signed in it. It never throws: the payer has to land somewhere. */
@Injectable()
export class ReturnReceiver {
  private readonly hints = new SignatureHints();
  private readonly log = new RationedLog<'merchants-unreachable' | UnverifiedReason>(new LianlianLogger());

  constructor(
    @Inject(LIANLIAN_SETTINGS) private readonly settings: LianlianSettings,
    private readonly merchants: MerchantRegistry,
  ) {}

  async receive(request: HttpRequest): Promise<PaymentReturn> {
    let message: RawJsonObject | undefined;
    try {
      message = await this.messageOf(request);
    } catch (error) {
      if (error instanceof MalformedMessage) return this.malformed(error, request);
      if (error instanceof UnreadBody) return unverified('malformed');
      throw error;
    }
    if (message === undefined) return unverified('abandoned');
    const verification = await this.verify(message, request);
    if ('reason' in verification) return unverified(verification.reason);
    // Other messages of LianLian's are signed too: a refund, a response.
    if (isBlank(message.texts['no_order']) || kindOf(message, 'payments') === 'refund')
      return unverified('malformed');
    return Object.assign(assignFields(new VerifiedPaymentReturn(), message), { verified: true as const });
  }

  /** A merchant that cannot be looked up is as good as unknown: what the page shows comes from the database anyway. */
  private async verify(message: RawJsonObject, request: HttpRequest): Promise<Verification> {
    try {
      const verification = await verifyMessage(message, this.merchants);
      if ('reason' in verification) this.warn(verification, message, request);
      return verification;
    } catch (error) {
      if (!(error instanceof MerchantUnavailable)) throw error;
      const { message: why, stack } = error;
      const line = (): string => receiveMessages.returnMerchantUnreachable(why);
      this.log.error('merchants-unreachable', line, stack, () => fieldsOf(message, request));
      return { reason: 'unknown-merchant' };
    }
  }

  /** What a browser makes up is nothing to look into; a middleware that reads the payers' returns away is. */
  private malformed({ why }: MalformedMessage, request: HttpRequest): PaymentReturn {
    if (why.isTouched) {
      const address = addressOf(request);
      this.log.warn(
        'malformed',
        () => receiveMessages.touchedReturn(why, address),
        () => ({ address }),
      );
    }
    return unverified('malformed');
  }

  /** What names no order says nothing that a person could look into. */
  private warn(
    { reason, claimed }: Extract<Verification, { readonly reason: unknown }>,
    message: RawJsonObject,
    request: HttpRequest,
  ): void {
    const order = claimedOrder(message);
    if (order === undefined || reason === 'malformed') return;
    const line = (): string => {
      const sentence =
        reason === 'unknown-merchant'
          ? receiveMessages.returnUnknownMerchant()
          : receiveMessages.returnBadSignature();
      const claim = receiveMessages.claimedReturn(addressOf(request), order, claimedMerchant(message));
      return `${sentence} ${claim}${this.hints.after(claimed, message)}`;
    };
    this.log.warn(reason, line, () => fieldsOf(message, request));
  }

  /**
   * The message in the body or the query, or undefined for a bare GET. Query parameters other than the envelope
   * are the app's own.
   */
  private async messageOf(request: HttpRequest): Promise<RawJsonObject | undefined> {
    const raw = rawRequestOf(request);
    const inQuery = new URLSearchParams(raw.url?.replace(/^[^?]*/, '')).getAll(ENVELOPE);
    if (inQuery.length > 1) throw new MalformedMessage('a field occurs twice');
    const [json] = inQuery;
    if (json !== undefined) return parseJson(json.trim());
    if (raw.method !== 'POST') return undefined;
    const message = await readMessage(request, this.settings.notifications.budgetMs);
    const enveloped = message.texts[ENVELOPE];
    return enveloped === undefined ? message : parseJson(enveloped.trim());
  }
}

function unverified(reason: UnverifiedReason): PaymentReturn {
  return { verified: false, reason };
}

/** Who sent a return, and what it says that it is about. */
function fieldsOf(message: RawJsonObject, request: HttpRequest): LogFields {
  return { ...claimedFields(message), address: addressOf(request) };
}
