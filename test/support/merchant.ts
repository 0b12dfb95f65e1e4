import { generateKeyPairSync, type KeyObject } from 'node:crypto';

/** Real keys of a merchant's and of LianLian's, made once per test file. 1024 bits, as LianLian's own key. */
export interface TestKeys {
  readonly merchant: { readonly publicKey: KeyObject; readonly privateKey: KeyObject };
  readonly lianlian: { readonly publicKey: KeyObject; readonly privateKey: KeyObject };
}

export function testKeys(modulusLength = 1024): TestKeys {
  return {
    merchant: generateKeyPairSync('rsa', { modulusLength }),
    lianlian: generateKeyPairSync('rsa', { modulusLength }),
  };
}

export const OID_PARTNER = '201304121000001004';
export const OTHER_OID_PARTNER = '201304121000009009';
