import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { SignInAttempts } from '../../../sample-app/src/admin/sign-in-attempts.js';
import { OPERATOR_PASSWORD, SampleShop } from './support/sample-shop.js';

const SECOND = 1000;

describe('wrong passwords', () => {
  it('of an address are five at once, and then one every ten seconds', () => {
    const attempts = new SignInAttempts();
    for (let count = 0; count < 5; count++) {
      expect(attempts.waitMs('203.0.113.9', 0)).toBe(0);
      attempts.failed('203.0.113.9', 0);
    }
    expect(attempts.waitMs('203.0.113.9', 0)).toBe(10 * SECOND);
    expect(attempts.waitMs('::ffff:203.0.113.9', 0)).toBe(10 * SECOND);
    expect(attempts.waitMs('203.0.113.10', 0)).toBe(0);
    expect(attempts.waitMs('203.0.113.9', 10 * SECOND)).toBe(0);
    attempts.failed('203.0.113.9', 10 * SECOND);
    expect(attempts.waitMs('203.0.113.9', 10 * SECOND)).toBe(10 * SECOND);
  });

  it('of a network that has many addresses count together', () => {
    const attempts = new SignInAttempts();
    for (let count = 1; count <= 5; count++) attempts.failed(`2001:db8:0:1::${String(count)}`, 0);
    expect(attempts.waitMs('2001:db8::1:0:0:0:99', 0)).toBe(10 * SECOND);
    expect(attempts.waitMs('2001:db8:0:2::1', 0)).toBe(0);
  });

  it('from everywhere keep nobody out from where the operator has been, and others for seconds', () => {
    const attempts = new SignInAttempts();
    attempts.succeeded('198.51.100.1');
    for (let count = 0; count < 20_000; count++) {
      attempts.failed(`10.${String(count >> 16)}.${String((count >> 8) & 255)}.${String(count & 255)}`, 0);
      if (count === 30) expect(attempts.waitMs('192.0.2.1', 0)).toBeLessThanOrEqual(4 * SECOND);
    }
    expect(attempts.waitMs('198.51.100.1', 0)).toBe(0);
    // The oldest are forgotten: memory is bounded.
    expect(attempts.addresses).toBe(10_000);
  });
});

describe("the operator's side", () => {
  let shop: SampleShop;
  beforeAll(async () => {
    shop = await SampleShop.open({ kind: 'memory' });
  });
  afterAll(() => shop.close());

  const signIn = async (password?: string): Promise<[number, string | null]> => {
    const authorization = `Basic ${Buffer.from(`operator:${password ?? ''}`).toString('base64')}`;
    const response = await fetch(`${shop.origin}/admin`, {
      headers: password === undefined ? {} : { authorization },
    });
    return [response.status, response.headers.get('retry-after')];
  };

  it('makes those who guess wait, and looks at no password meanwhile', async () => {
    expect(await signIn(OPERATOR_PASSWORD)).toEqual([200, null]);
    // A browser that has no password yet guesses nothing.
    for (let count = 0; count < 10; count++) expect(await signIn()).toEqual([401, null]);
    const guesses = await Promise.all(
      Array.from({ length: 50 }, (_, count) => signIn(`guess-${String(count)}`)),
    );
    expect(guesses.filter(([status]) => status === 401)).toHaveLength(5);
    const refused = guesses.filter(([status]) => status === 429);
    expect(refused).toHaveLength(45);
    for (const [, retryAfter] of refused) expect(Number(retryAfter)).toBeGreaterThan(0);
    expect((await signIn(OPERATOR_PASSWORD))[0]).toBe(429);
  });
});
