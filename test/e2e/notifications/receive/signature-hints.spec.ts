import { generateKeyPairSync } from 'node:crypto';

import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';

import { ADAPTERS } from '../../../support/adapters.js';
import { post } from '../../../support/http.js';
import { paymentFields } from '../../../support/lianlian-signs.js';
import { keys, openShop, type Shop } from '../../../support/shop.js';
import { rsa, sourceOf, WRONG_WAYS, wronglySigned } from '../../../support/wrong-signatures.js';

const stranger = generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey;
const signers = { merchant: keys.lianlian.privateKey, stranger };

/** A notification with Chinese text and JSON in it, for the mistakes that need them. */
const FIELDS = {
  sign_type: 'RSA',
  ...paymentFields({ info_order: '羽毛球' }),
  risk_item: '{"a":"羽毛球","b":"2"}',
};

/** The line that tells of a refused signature. */
const linesOf = ({ logger }: Shop): string[] =>
  logger.texts('warn').filter((text) => text.includes('signature is missing or wrong'));

describe.each(ADAPTERS)('a wrong signature, on %s', (adapter) => {
  let shop: Shop;
  beforeAll(async () => {
    const hooks = { expectedPayment: () => ({ money_order: '49.95' }), onPayment: () => undefined };
    shop = await openShop({ adapter, shape: 'the mixin', hooks });
  });
  afterAll(() => shop.close());

  it('has its likely cause in the log, and not in the response', async () => {
    const { sent } = wronglySigned('sorted wrongly', FIELDS, signers);
    const { status, text } = await post(shop.notifyUrl, sent);
    expect(status).toBe(401);
    expect(text).not.toContain('sorted');
    expect(linesOf(shop).at(-1)).toContain('Likely cause: The fields were sorted wrongly. 字段排序不对。');
  });

  it('is looked into once a second at most', async () => {
    shop.logger.clear();
    const forged = { ...FIELDS, sign: rsa(sourceOf(FIELDS), stranger) };
    const started = performance.now();
    for (let number = 0; number < 15; number++) await post(shop.notifyUrl, forged);
    const seconds = (performance.now() - started) / 1000;
    const lines = linesOf(shop);
    expect(lines).toHaveLength(15);
    const hints = lines.filter((line) => line.includes('Likely cause')).length;
    expect(hints).toBeLessThanOrEqual(1 + Math.floor(seconds));
  });
});

describe.each(ADAPTERS)('a notification that was converted to GBK on its way, on %s', (adapter) => {
  let shop: Shop;
  beforeAll(async () => {
    const hooks = { expectedPayment: () => ({ money_order: '49.95' }), onPayment: () => undefined };
    shop = await openShop({ adapter, shape: 'the mixin', hooks });
  });
  afterAll(() => shop.close());

  /** 羽毛球 in GBK. */
  const GBK = [0xd3, 0xf0, 0xc3, 0xab, 0xc7, 0xf2];
  const signed = { ...FIELDS, sign: rsa(sourceOf(FIELDS), keys.lianlian.privateKey) };
  let laterMs = 0;
  const [before = '', after = ''] = JSON.stringify({ ...signed, risk_item: '' }).split('羽毛球');

  it.each([
    [
      'a JSON body that a parser of the app has read',
      Buffer.concat([Buffer.from(before), Buffer.from(GBK), Buffer.from(after)]),
      'application/json',
    ],
    [
      'a form',
      new URLSearchParams(signed).toString().replace(/info_order=[^&]*/, 'info_order=%D3%F0%C3%AB%C7%F2'),
      'application/x-www-form-urlencoded',
    ],
  ])('is told as such: %s', async (_what, body, type) => {
    shop.logger.clear();
    // A second later than the last one, as far as the hints can tell.
    laterMs += 10_000;
    vi.spyOn(performance, 'now').mockReturnValue(performance.now() + laterMs);
    const { status } = await post(shop.notifyUrl, body, type);
    vi.restoreAllMocks();
    expect([400, 401]).toContain(status);
    const lines = shop.logger.texts('warn').filter((line) => line.includes('GBK'));
    expect(lines).toEqual([expect.stringMatching(/UTF-8.*GBK/)]);
  });
});

describe('the likely cause', () => {
  let shop: Shop;
  beforeAll(async () => {
    const hooks = { expectedPayment: () => null, onPayment: () => undefined };
    shop = await openShop({ adapter: 'express', shape: 'the mixin', hooks });
  });
  afterAll(() => {
    vi.restoreAllMocks();
    return shop.close();
  });

  it.each(WRONG_WAYS)('holds no value of the message: %s', async (way) => {
    // A second later than the last one, as far as the hints can tell.
    const later = performance.now() + 10_000 * (1 + WRONG_WAYS.indexOf(way));
    vi.spyOn(performance, 'now').mockImplementation(() => later);
    shop.logger.clear();
    const { sent } = wronglySigned(
      way,
      { ...FIELDS, acct_name: '张三', card_no: '6222020000000000123' },
      signers,
    );
    await post(shop.notifyUrl, sent);
    vi.restoreAllMocks();
    const [line = ''] = linesOf(shop);
    expect(line).toContain('Likely cause: ');
    for (const secret of ['张三', '6222020000000000123', '羽毛球', sent['sign'] ?? ''])
      expect(line).not.toContain(secret);
  });
});
