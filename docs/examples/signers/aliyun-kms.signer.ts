import { createHash } from 'node:crypto';

import kms20160120, { AsymmetricSignRequest } from '@alicloud/kms20160120';
import type { Signer, SigningMerchant, SignType } from 'nestjs-lianlian';

/** A key of Alibaba Cloud KMS, and which version of it signs. */
export interface AliyunKey {
  readonly keyId: string;
  readonly keyVersionId: string;
}

/**
 * Signs `SHA256withRSA` with Alibaba Cloud KMS. It knows no MD5, which all other APIs of LianLian's take: `RSA` is for
 * another signer, with a key of the same pair (KMS takes imported key material, so that both can have it).
 */
export class AliyunKmsSigner implements Signer {
  constructor(
    private readonly kms: Pick<kms20160120.default, 'asymmetricSign'>,
    private readonly keyOf: (oidPartner: string) => AliyunKey,
    private readonly forMd5: Signer,
  ) {}

  async sign(
    source: Buffer,
    signType: SignType,
    merchant: SigningMerchant,
    signal: AbortSignal,
  ): Promise<string> {
    if (signType === 'RSA') return this.forMd5.sign(source, signType, merchant, signal);
    const request = new AsymmetricSignRequest({
      ...this.keyOf(merchant.oidPartner),
      algorithm: 'RSA_PKCS1_SHA_256',
      digest: createHash('sha256').update(source).digest('base64'),
    });
    // The client takes no signal: the call ends at its own time-out, and a signature that comes later is not used.
    const { value } = await this.kms.asymmetricSign(request);
    return value;
  }
}
