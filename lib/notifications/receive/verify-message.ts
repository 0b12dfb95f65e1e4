import { isBlank } from '../../common/blank.js';
import { NOTIFIED_FIELDS } from '../../common/messages/notified-fields.js';
import { respellSettlement } from '../../common/messages/settlement-spelling.js';
import type { MerchantRegistry } from '../../config/merchant-registry.js';
import type { Merchant } from '../../config/settings.js';
import { acceptedSignType } from '../../wire/accepted-sign-type.js';
import type { RawJsonObject } from '../../wire/raw-json.js';
import { ambiguousField } from '../../wire/signature.js';
import { isSignedBy } from '../../wire/verification.js';

/** Fields that something is decided by: they are plain text. */
const DECISIVE_FIELDS = [
  'oid_partner',
  'sign_type',
  'no_order',
  'dt_order',
  'oid_paybill',
  'money_order',
  'currency_order',
  'result_pay',
  'pay_type',
  'no_refund',
  'dt_refund',
  'money_refund',
  'oid_refundno',
  'sta_refund',
] as const;

/** Why a message is not one of LianLian's to a merchant of ours. */
export type UnverifiedMessage = 'malformed' | 'unknown-merchant' | 'invalid-signature';

export type Verification =
  | { readonly merchant: Merchant }
  | {
      readonly reason: UnverifiedMessage;
      /** The merchant that it names, where that is one of ours. */
      readonly claimed?: Merchant;
    };

/** The keys and the algorithm that a merchant's settings allow. */
type Verifier = Pick<Merchant, 'lianlianPublicKeys' | 'signType'>;

/**
 * Whether LianLian signed this message for a merchant of ours.
 *
 * @throws MerchantUnavailable if it cannot be told who is a merchant of ours
 */
export async function verifyMessage(
  message: RawJsonObject,
  merchants: MerchantRegistry,
): Promise<Verification> {
  const isNested = DECISIVE_FIELDS.some((name) => isObject(message.values[name]));
  if (isNested || ambiguousField(message.texts, NOTIFIED_FIELDS) !== undefined)
    return { reason: 'malformed' };

  const isSigned = ({ lianlianPublicKeys: keys, signType }: Verifier): boolean => {
    const accepted = acceptedSignType({ signType }, claimedSignType(message));
    return accepted !== undefined && isSignedBy({ keys, signType: accepted }, message);
  };
  const oidPartner = message.texts['oid_partner'];
  const merchant = isBlank(oidPartner)
    ? undefined
    : await merchants.findClaimed(oidPartner, ({ key, signType }) =>
        isSigned({ lianlianPublicKeys: [key], signType }),
      );
  if (merchant === undefined) return { reason: 'unknown-merchant' };
  return isSigned(merchant) ? { merchant } : { reason: 'invalid-signature', claimed: merchant };
}

function claimedSignType({ texts }: RawJsonObject): string | undefined {
  const claimed = texts['sign_type'];
  return isBlank(claimed) ? undefined : claimed;
}

/**
 * Gives an instance of its class the fields of a verified message: scalars as text, nested values parsed, no blank ones, and
 * none by a name that LianLian misspells.
 */
export function assignFields<T extends object>(target: T, { texts, values }: RawJsonObject): T {
  // No name in it can reach a prototype: `__proto__` was refused when the message was read.
  const fields = target as Record<string, unknown>;
  for (const name in texts) {
    const text = texts[name];
    if (isBlank(text)) continue;
    const value = values[name];
    fields[name] = isObject(value) ? value : text;
  }
  respellSettlement(target);
  return target;
}

/** A null is no value: it counts as left out. */
function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}
