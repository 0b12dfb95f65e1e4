import { generateKeyPairSync } from 'node:crypto';

import { describe, expect, it } from 'vitest';

import { withoutLikelySecrets } from '../../../../lib/common/secrets/likely-secrets.js';

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 1024 });
const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const base64 = privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64');

describe('a text of the app', () => {
  it.each([
    ['a card of 16 digits', 'params: o-1,4242424242424242', 'params: o-1,[masked]'],
    ['a card of 19 digits', '(6222021234567890128)', '([masked])'],
    ['a card of 13 digits', 'card4222222222222', 'card[masked]'],
    ['a card of 15 digits', '378282246310005', '[masked]'],
    ['a card in groups', 'card 4242 4242 4242 4242 declined', 'card [masked] declined'],
    ['a card of 19 digits in groups', '6222-0212-3456-7890-128', '[masked]'],
    ['a card of 15 digits in groups', '3782 822463 10005', '[masked]'],
    ["a citizen's number", 'id 11010119900307001X!', 'id [masked]!'],
    ['a mobile number', '手机13812345678, +86 13812345678', '手机[masked], [masked]'],
    ['a key in PEM', `cannot read ${pem}`, 'cannot read [masked]\n'],
    ['a key in PEM that is cut off', `cannot read ${pem.slice(0, 200)}`, 'cannot read [masked]'],
    ['a key in base64', `cannot read ${base64}.`, 'cannot read [masked].'],
    ['a password in a URL', 'redis://app:s3cret@10.0.0.1:6379/0', 'redis://app:[masked]@10.0.0.1:6379/0'],
  ])('has %s masked', (_what, text, shown) => {
    expect(withoutLikelySecrets(text)).toBe(shown);
  });

  it.each([
    ['digits that fail the check of cards', '4242424242424241'],
    [
      'a merchant, a time and a transaction of LianLian',
      '201304121000001004 20261128120000 2026112803480012',
    ],
    // It passes Luhn.
    ['milliseconds', '1764288000003'],
    ['a number that is too long for a card', '42424242424242424242'],
    ['seconds, and a number that begins like a mobile one', '1764288000 138123456789 no-13812345678a'],
    ['a place in a file', 'at node:internal/process/task_queues:95:5'],
    ['a URL without a password', 'https://example.com:8080/a@b'],
  ])('keeps %s', (_what, text) => {
    expect(withoutLikelySecrets(text)).toBe(text);
  });
});
