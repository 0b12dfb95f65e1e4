/** The signature algorithms by LianLian's names: `RSA` is MD5withRSA. Both are RSASSA-PKCS1-v1_5, in base64. */
export type SignType = 'RSA' | 'SHA256withRSA';

/** The algorithm that a name stands for, whatever its case; undefined for `MD5` and everything else. */
export function signTypeOf(name: unknown): SignType | undefined {
  if (typeof name !== 'string') return undefined;
  const lower = name.toLowerCase();
  if (lower === 'rsa') return 'RSA';
  return lower === 'sha256withrsa' ? 'SHA256withRSA' : undefined;
}
