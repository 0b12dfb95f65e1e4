import { isBlank } from '../../../common/blank.js';
import type { RawJsonObject } from '../../../wire/raw-json.js';
import { Refusal } from '../../data/refusal.js';
import { retMessage } from '../../data/data.js';
import { readRequest } from '../read-request.js';
import type { Reading } from '../reading.js';
import { envelopeMessages } from './envelope.messages.js';
import { openEnvelope, UnopenedEnvelope } from './open-envelope.js';
import type { KeyObject } from 'node:crypto';
import type { SandboxMerchant } from '../../common/merchants.js';

/** What LianLian could not decrypt. */
const NOT_DECRYPTED = '4007';

/**
 * The request in the `pay_load` of another one. What is checked, signed and diagnosed from then on is the inner text.
 *
 * @param outer the request as it came: `oid_partner` and `pay_load`
 * @throws Refusal 1004 without `pay_load` or with another `oid_partner` in it, 4007 for what cannot be decrypted, 1012
 * for what can, and is no JSON object
 */
export function unwrapRequest(
  reading: Reading,
  outer: RawJsonObject,
  merchant: SandboxMerchant,
  privateKey: KeyObject,
): RawJsonObject {
  const { pay_load: payLoad, oid_partner } = outer.texts;
  if (isBlank(payLoad)) throw Refusal.fields(['pay_load'], { reason: envelopeMessages.plain() });
  reading.isSealed = true;
  const body = opened(payLoad, { lianlian: privateKey, merchant: merchant.privateKey });
  reading.body = body;
  const inner = readRequest('json', { body });
  reading.isSealed = false;
  reading.texts = inner.texts;
  if (inner.texts['oid_partner'] !== oid_partner) {
    throw Refusal.fields(['oid_partner'], { reason: envelopeMessages.otherMerchant() });
  }
  return inner;
}

function opened(payLoad: string, keys: Parameters<typeof openEnvelope>[1]): string {
  try {
    return openEnvelope(payLoad, keys);
  } catch (error) {
    if (!(error instanceof UnopenedEnvelope)) throw error;
    throw new Refusal(
      NOT_DECRYPTED,
      retMessage(NOT_DECRYPTED, 'payout.apply'),
      true,
      ['pay_load'],
      error.reason,
    );
  }
}
