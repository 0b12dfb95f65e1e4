import { createHash } from 'node:crypto';

import { type KMSClient, SignCommand } from '@aws-sdk/client-kms';
import type { Signer, SigningMerchant, SignType } from 'nestjs-lianlian';

/**
 * Signs `SHA256withRSA` with AWS KMS. KMS knows no MD5, which all other APIs of LianLian's take: `RSA` is for another
 * signer, with a key of the same pair (KMS takes imported key material, so that both can have it).
 */
export class AwsKmsSigner implements Signer {
  constructor(
    private readonly kms: Pick<KMSClient, 'send'>,
    private readonly keyIdOf: (oidPartner: string) => string,
    private readonly forMd5: Signer,
  ) {}

  async sign(
    source: Buffer,
    signType: SignType,
    merchant: SigningMerchant,
    signal: AbortSignal,
  ): Promise<string> {
    if (signType === 'RSA') return this.forMd5.sign(source, signType, merchant, signal);
    const command = new SignCommand({
      KeyId: this.keyIdOf(merchant.oidPartner),
      // The digest, because KMS takes no message of more than 4096 bytes.
      Message: createHash('sha256').update(source).digest(),
      MessageType: 'DIGEST',
      SigningAlgorithm: 'RSASSA_PKCS1_V1_5_SHA_256',
    });
    const { Signature } = await this.kms.send(command, { abortSignal: signal });
    if (Signature === undefined) throw new Error('AWS KMS returned no signature');
    return Buffer.from(Signature).toString('base64');
  }
}
