/** The signature algorithms, as the documents' enumerations write them. */
export type SignType = 'RSA' | 'SHA256withRSA';

/** The algorithm that a message names, in any case. */
export function signTypeOf(name: string | undefined): SignType | undefined {
  const lower = name?.toLowerCase();
  if (lower === 'rsa') return 'RSA';
  return lower === 'sha256withrsa' ? 'SHA256withRSA' : undefined;
}
