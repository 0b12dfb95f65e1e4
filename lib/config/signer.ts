import type { SignType } from '../common/sign-type.js';

/** Whose signature is asked for. */
export interface SigningMerchant {
  readonly oidPartner: string;
}

/**
 * Signs in the place of a `privateKey`: for a key that lives in a KMS or an HSM and never leaves it. One signer may
 * serve several merchants.
 *
 * If it throws, or gives something that is no signature, the call ends before anything was sent.
 *
 * @example
 * const signer: Signer = {
 *   sign: (source, signType, { oidPartner }, signal) => kms.sign(keys[oidPartner], signType, source, { signal }),
 * };
 */
export interface Signer {
  /**
   * Resolves with the signature as base64 text: RSASSA-PKCS1-v1_5, with MD5 for `RSA` and SHA-256 for
   * `SHA256withRSA`, over the very bytes of `source`. They may hold card data: they are for the signer alone.
   *
   * @param signal aborts when the call's time (`http.timeoutMs`) is over: the signature comes too late then
   */
  sign(source: Buffer, signType: SignType, merchant: SigningMerchant, signal: AbortSignal): Promise<string>;
}
