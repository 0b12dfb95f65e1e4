import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { TEST_CARDS } from 'nestjs-lianlian/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { SampleShop } from './support/sample-shop.js';
import { Shopper } from './support/shopper.js';

const CARD = {
  card_no: TEST_CARDS.pays,
  acct_name: '张三',
  id_no: '110101199003070038',
  bind_mob: '13800138000',
};
/** `http.timeoutMs` is half a minute. */
const SOON_MS = 15_000;

let shop: SampleShop;
let shopper: Shopper;

beforeAll(async () => {
  shop = await SampleShop.open({ kind: 'memory' });
  shopper = new Shopper(shop);
  const no_order = await shopper.order('oolong-tea');
  await shopper.send(`/orders/${no_order}/card`, { ...CARD, save: 'yes' });
  await shopper.sendCode(no_order, shop.sandbox.smsCode(no_order));
  await shop.sandbox.delivered(no_order);
});
afterAll(() => shop.close());
beforeEach(() => {
  shop.sandbox.scenarios.clear();
});

/** As the checkout calls it. */
async function savedCard(no_order: string): Promise<string> {
  const [method = ''] = /saved:[0-9a-f]{16}/.exec(await shopper.page(`/orders/${no_order}/checkout`)) ?? [];
  return method;
}

describe('a customer with a saved card, when LianLian does not tell their cards', () => {
  it('can choose another way to pay soon, and reads why the card is not there', async () => {
    const no_order = await shopper.order('oolong-tea');
    shop.sandbox.scenario({ fault: 'time-out', api: 'card.list' });
    const begunAt = Date.now();
    const page = await shopper.page(`/orders/${no_order}/checkout`);
    expect(Date.now() - begunAt).toBeLessThan(SOON_MS);
    expect(page).toContain('Your saved cards cannot be shown at the moment.');
    expect(page).toContain('method-wechat');
    expect(page).not.toContain('method-saved');
    shop.sandbox.scenarios.clear();
    const later = await shopper.page(`/orders/${no_order}/checkout`);
    expect(later).toContain('method-saved');
    expect(later).not.toContain('cannot be shown');
  });

  it('is not told of a payment, where none was made', async () => {
    shop.sandbox.scenario({ fault: 'bad-gateway', api: 'card.list' });
    for (const [language, words] of [
      ['en', 'LianLian does not tell us your cards at the moment.'],
      ['zh', '暂时无法从连连获取您的银行卡'],
    ] as const) {
      const page = await shopper.page('/cards', language);
      expect(page).toContain(words);
      expect(page).not.toMatch(/do not pay again|请勿重复/i);
    }
  });

  it('has not paid with it, and reads so', async () => {
    for (const product of ['oolong-tea', 'silk-scarf']) {
      const no_order = await shopper.order(product);
      const method = await savedCard(no_order);
      shop.sandbox.scenario({ fault: 'bad-gateway', api: 'card.list' });
      const path =
        product === 'oolong-tea'
          ? `/orders/${no_order}/checkout`
          : `/orders/${no_order}/saved-cards/${method.slice('saved:'.length)}`;
      const { problem } = await shopper.send(path, { method, bind_mob: CARD.bind_mob });
      expect(problem).toContain('Nothing was paid.');
      expect((await shop.payment(no_order)).status).toBe('unpaid');
      shop.sandbox.scenarios.clear();
    }
  });

  it.each([
    ['dropped-connection', 'We do not know whether the card was removed.'],
    ['ret-code', 'The card was not removed.'],
  ] as const)('reads what became of removing it: %s', async (fault, words) => {
    const [, id = ''] = /\/cards\/([0-9a-f]{16})\/remove/.exec(await shopper.page('/cards')) ?? [];
    shop.sandbox.scenario(
      fault === 'ret-code'
        ? { fault, ret_code: '3003', api: 'card.unbind', when: 'before' }
        : { fault, api: 'card.unbind', when: 'before' },
    );
    expect((await shopper.send(`/cards/${id}/remove`)).problem).toContain(words);
  });
});

describe('a form that is answered by a page for which LianLian may be asked', () => {
  const sources = fileURLToPath(new URL('../../../sample-app/src', import.meta.url));
  const forms = readdirSync(sources, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .flatMap((name) =>
      [...readFileSync(join(sources, name), 'utf8').matchAll(/<form\b[^>]*method="post"[^>]*>/g)].map(
        ([form]) => [name, form] as const,
      ),
    )
    .filter(([, form]) => !form.includes('action="/language"'));

  it('is one of several', () => {
    expect(forms.length).toBeGreaterThan(10);
  });
  it.each(forms)('shows that it waits: one of %s', (_, form) => {
    expect(form).toContain('data-waits');
  });
});
