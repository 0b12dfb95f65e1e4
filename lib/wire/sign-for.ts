import { errorMessage, errorName, errorStack, isError } from '../common/secrets/error-text.js';
import { beforeAbort } from '../common/timing/within-time.js';
import type { SignType } from '../common/sign-type.js';
import type { Merchant } from '../config/settings.js';
import { wireMessages } from './wire.messages.js';
import { canonicalBase64, rsaSign, rsaVerify } from './rsa.js';

/** How long a signature may take. A call passes the signal of its own time, of which signing is a part. */
export interface SigningTime {
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
}

/** Why a signer gave no signature that can be sent. */
export class SigningFailure extends Error {
  constructor(
    readonly problem: 'failed' | 'too-slow' | 'no-signature' | 'other-key',
    sentence: string,
    cause?: unknown,
  ) {
    super(sentence, { cause });
  }
}

/**
 * Signs in a merchant's name, with its key or its signer. The one place that does.
 *
 * @throws SigningFailure if the merchant's signer gives no signature, or one that its `publicKey` does not verify
 */
export function signFor(
  merchant: Merchant,
  source: string,
  signType: SignType,
  time: SigningTime,
): Promise<string> {
  if (merchant.privateKey !== undefined) return rsaSign(source, merchant.privateKey, signType);
  return signBySigner(merchant, source, signType, time);
}

async function signBySigner(
  { oidPartner, signer, publicKey }: Extract<Merchant, { readonly privateKey?: undefined }>,
  source: string,
  signType: SignType,
  { timeoutMs, signal = AbortSignal.timeout(timeoutMs) }: SigningTime,
): Promise<string> {
  const bytes = Buffer.from(source, 'utf8');
  const signature: unknown = await beforeAbort(signal, async () =>
    signer.sign(bytes, signType, { oidPartner }, signal),
  ).catch((error: unknown) => {
    if (signal.aborted) throw new SigningFailure('too-slow', '', signal.reason);
    throw new SigningFailure('failed', '', withoutSource(error, source));
  });
  if (!isSignature(signature)) throw new SigningFailure('no-signature', wireMessages.signatureNotBase64());
  if (publicKey !== undefined && !rsaVerify(source, signature, publicKey, signType)) {
    throw new SigningFailure('other-key', wireMessages.signatureOfOtherKey());
  }
  return signature;
}

/** Canonical base64 of at least 1024 bits. */
function isSignature(signature: unknown): signature is string {
  return typeof signature === 'string' && (canonicalBase64(signature)?.length ?? 0) >= 128;
}

/**
 * What a signer threw, as far as a log may have it: name, message and stack. HTTP clients attach the request to their
 * errors, and it holds what was to be signed, card data included.
 */
function withoutSource(error: unknown, source: string): Error {
  if (!isError(error)) return new Error(`the signer threw a ${typeof error}`);
  const bytes = Buffer.from(source, 'utf8');
  const spellings = [source, bytes.toString('base64'), bytes.toString('base64url'), bytes.toString('hex')];
  // By the name of a field whose values never show.
  const about = { req_data: spellings };
  const copy = new Error(errorMessage(error, about));
  copy.name = errorName(error);
  copy.stack = errorStack(error, about) ?? '';
  return copy;
}
