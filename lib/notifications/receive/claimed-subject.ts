import { isBlank } from '../../common/blank.js';
import type { LogFields } from '../../common/logging/log-fields.js';
import { quoted, shortened } from '../../common/printable.js';
import type { RawJsonObject } from '../../wire/raw-json.js';
import type { TakenMessages } from '../model/any-notification.js';
import { kindOf } from './to-notification.js';

/** What a message says that it is about, in words that a log may have: nobody verified it, so anybody may have written it. */
export function claimedSubject(message: RawJsonObject, takes: TakenMessages): string {
  const named = (name: string): string | undefined => {
    const text = message.texts[name];
    return isBlank(text) ? undefined : quoted(text);
  };
  const kind = kindOf(message, takes);
  if (kind === 'payment' || kind === 'payout') {
    const what = kind === 'payout' ? 'payout' : 'payment of order';
    return `${what} ${named('no_order') ?? ''} (transaction ${named('oid_paybill') ?? ''})`;
  }
  const [ours, lianlians] = [named('no_refund'), named('oid_refundno')];
  if (ours === undefined) return `refund with LianLian's number ${lianlians ?? ''}`;
  return `refund ${ours}${lianlians === undefined ? '' : ` (LianLian's number ${lianlians})`}`;
}

/** The order that a return names, if it names one: nobody verified it. */
export function claimedOrder({ texts }: RawJsonObject): string | undefined {
  const { no_order } = texts;
  return isBlank(no_order) ? undefined : `order ${quoted(no_order)}`;
}

/** The numbers that a message names, for a line of the log, under names that say that nobody verified them. */
export function claimedFields({ texts }: RawJsonObject): LogFields {
  const named = (name: string): string | undefined => {
    const text = texts[name];
    return isBlank(text) ? undefined : shortened(text);
  };
  return {
    claimed_no_order: named('no_order'),
    claimed_no_refund: named('no_refund'),
    claimed_oid_paybill: named('oid_paybill'),
    claimed_oid_partner: named('oid_partner'),
  };
}

/** The merchant that a message names. */
export function claimedMerchant({ texts }: RawJsonObject): string {
  const { oid_partner } = texts;
  return isBlank(oid_partner) ? 'no merchant' : `merchant ${quoted(oid_partner)}`;
}
