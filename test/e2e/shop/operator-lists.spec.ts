import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { SampleShop } from './support/sample-shop.js';

describe('an address of the operator’s lists that somebody kept, or wrote', () => {
  let shop: SampleShop;

  beforeAll(async () => {
    shop = await SampleShop.open({ kind: 'memory' });
    for (let made = 0; made < 3; made += 1) await shop.order();
  });
  afterAll(() => shop.close());

  it.each(['page=99999', 'page=2&state=unpaid', 'page=7&text=49.95&state='])(
    'leads to the last page, where there is none of its number: %s',
    async (query) => {
      const page = await shop.operatorPage(`?${query}`);
      expect(page).toContain('3 orders, page 1 of 1');
      expect(page).not.toContain('no-orders');
    },
  );

  it('leads to an empty list where nothing is found', async () => {
    const page = await shop.operatorPage('?page=3&state=paid');
    expect(page).toContain('0 orders, page 1 of 1');
    expect(page).toContain('No order matches.');
  });

  it.each(['state=bogus', 'state=toString', 'state=paid&state=unpaid', 'state[]=bogus'])(
    'is read without what makes no sense: %s',
    async (query) => {
      const page = await shop.operatorPage(`?${query}`);
      expect(page).toContain('3 orders, page 1 of 1');
      expect(page).not.toContain('selected');
    },
  );

  it.each([
    ['refunded', 'Refunded'],
    ['partly-refunded', 'Partly refunded'],
  ])('may be that of the orders that are %s', async (state, words) => {
    const page = await shop.operatorPage(`?state=${state}`);
    expect(page).toContain('0 orders, page 1 of 1');
    expect(page).toMatch(new RegExp(`value="${state}" selected\\s*>${words}<`));
  });

  it('leads to the last page of payouts, too', async () => {
    expect(await shop.operatorPage('payouts?page=99999')).toContain('0 payouts, page 1 of 1');
  });
});
