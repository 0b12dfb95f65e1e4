import type { MerchantRegistry } from '../../config/merchant-registry.js';
import type { RawJsonObject } from '../../wire/raw-json.js';
import type { AnyNotification, TakenMessages } from '../model/any-notification.js';
import { kindOf, toNotification, unusableField } from './to-notification.js';
import { type UnverifiedMessage, verifyMessage } from './verify-message.js';
import type { Merchant } from '../../config/settings.js';

/** A message that is no notification of LianLian's to a merchant of ours, and why. */
export type UnverifiedNotification =
  | {
      readonly reason: 'not-a-notification' | UnverifiedMessage;
      /** The merchant that it names, where that is one of ours. */
      readonly claimed?: Merchant | undefined;
    }
  | {
      /** LianLian signed it, and this field of it is not the amount that it has to be. */
      readonly reason: 'unusable-amount';
      readonly field: string;
    };

/**
 * The notification that a message is, verified: by one way and in one order, for a request as for a queue.
 *
 * @param takes what the route takes that it came to
 * @throws MerchantUnavailable if it cannot be told who is a merchant of ours
 */
export async function verifyNotification(
  message: RawJsonObject,
  merchants: MerchantRegistry,
  takes: TakenMessages,
): Promise<{ readonly notification: AnyNotification } | UnverifiedNotification> {
  const kind = kindOf(message, takes);
  if (kind === undefined) return { reason: 'not-a-notification' };
  const verification = await verifyMessage(message, merchants);
  if ('reason' in verification) return verification;
  const field = unusableField(message, kind);
  if (field !== undefined) return { reason: 'unusable-amount', field };
  return { notification: toNotification(message, kind) };
}
