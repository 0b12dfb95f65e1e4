import { generateKeyPairSync, type KeyObject } from 'node:crypto';

import type { SignType } from 'nestjs-lianlian';
import { describe, expect, it } from 'vitest';

import { createSettings } from '../../../lib/config/create-settings.js';
import { LianlianKeys } from '../../../lib/config/lianlian-keys.js';
import type { Merchant } from '../../../lib/config/settings.js';
import { OID_PARTNER, testKeys } from '../../support/merchant.js';

const { privateKey } = testKeys().merchant;
const publicKeys = Array.from(
  { length: 12 },
  () => generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey,
);

function merchantOf(lianlianPublicKey: KeyObject[], signType: SignType = 'RSA'): Merchant {
  const { merchants } = createSettings({ oidPartner: OID_PARTNER, privateKey, lianlianPublicKey, signType });
  const [merchant] = merchants;
  if (merchant === undefined) throw new Error('no merchant');
  return merchant;
}

/** The keys vouched for the message: what that costs is theirs to be told. */
const vouched = { failed: expect.any(Function) as unknown };

/** Which of the keys are tried for a message that none of them signed. */
function tried(keys: LianlianKeys): string[] {
  const names: string[] = [];
  keys.voucherFor(({ key, signType }) => {
    names.push(`${String(publicKeys.findIndex((each) => each.equals(key)))} ${signType}`);
    return false;
  });
  return names;
}

describe('the keys of LianLian that are known', () => {
  it('are told apart by key and algorithm, and kept once', () => {
    const keys = new LianlianKeys(5);
    for (let times = 0; times < 3; times++) {
      keys.learn(merchantOf(publicKeys.slice(0, 2)));
      keys.learn(merchantOf(publicKeys.slice(0, 1), 'SHA256withRSA'));
    }
    expect(tried(keys)).toEqual(['0 RSA', '1 RSA', '0 SHA256withRSA']);
  });

  it('are eight at most, and the one that was of use last stays the longest', () => {
    const keys = new LianlianKeys(5);
    const [first] = publicKeys;
    keys.learn(merchantOf(publicKeys.slice(0, 8)));
    expect(keys.voucherFor(({ key }) => key === first)).toEqual(vouched);
    keys.learn(merchantOf(publicKeys.slice(8)));
    expect(tried(keys)).toEqual([5, 6, 7, 0, 8, 9, 10, 11].map((index) => `${String(index)} RSA`));
  });

  it('vouch for nothing more once they vouched for too much in vain, each for itself', () => {
    const keys = new LianlianKeys(2);
    keys.learn(merchantOf(publicKeys.slice(0, 2)));
    const voucherOf = (index: number) => keys.voucherFor(({ key }) => key === publicKeys[index]);
    for (let times = 0; times < 50; times++) expect(voucherOf(0)).toEqual(vouched);
    voucherOf(0)?.failed();
    voucherOf(0)?.failed();
    expect(voucherOf(0)).toBeUndefined();
    expect(voucherOf(1)).toEqual(vouched);
    expect(voucherOf(7)).toBeUndefined();
  });
});
