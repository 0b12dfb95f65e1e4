import { TEST_CARDS } from 'nestjs-lianlian/testing';
import { type Browser, type BrowserContextOptions, devices } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { hasChromium, launchChromium } from './support/chromium.js';
import { Customer, markPage } from './support/customer.js';
import { ShopProcess } from './support/shop-process.js';

const SMS_CODE = '123456';

describe.skipIf(!hasChromium())('the shop in a browser', () => {
  const opened: (() => Promise<unknown>)[] = [];
  let browser: Browser;
  let shop: ShopProcess;

  beforeAll(async () => {
    browser = await launchChromium();
    opened.push(() => browser.close());
    shop = await ShopProcess.start();
    opened.push(() => shop.stop());
  });
  afterAll(() => Promise.all(opened.map((close) => close())));

  /** Runs a story with a customer whom the shop has never seen. */
  async function story(
    name: string,
    tell: (customer: Customer) => Promise<void>,
    options: BrowserContextOptions = {},
  ): Promise<void> {
    const context = await browser.newContext({ locale: 'en-GB', ...options });
    try {
      await tell(await Customer.arrive(context, shop.url, name));
    } finally {
      await context.close();
    }
  }

  describe('every method ends in an order that turns to paid by itself', () => {
    it('LianLian’s cashier', () =>
      story('aggregate', async (customer) => {
        const no_order = await customer.order('shuttlecocks');
        const orderTab = await customer.watch(no_order);
        await customer.choose('aggregate');
        expect(await customer.see('amount')).toBe('¥ 210.97');
        await customer.keep('cashier');
        await customer.click('pay');
        expect(await customer.see('paid')).toContain('Paid');
        expect(customer.page.url()).toBe(`${shop.url}/orders/${no_order}`);
        await customer.keep('returned');
        await customer.seePaidWithoutReload(orderTab);
      }));

    it.each([
      ['wechat', 'Scan with WeChat'],
      ['alipay', 'Scan with Alipay'],
    ] as const)('a QR code of %s', (method, instruction) =>
      story(method, async (customer) => {
        await customer.order();
        await customer.choose(method);
        await customer.see('qr');
        await markPage(customer.page);
        await customer.keep('qr');
        expect(await customer.page.locator('main').textContent()).toContain(instruction);
        // The payer's phone: another browser, which opens what it scanned.
        const phone = await browser.newContext(devices['Pixel 5']);
        const scanned = await phone.newPage();
        await scanned.goto(await customer.see('qr-link'));
        await customer.keep('phone', scanned);
        await scanned.getByTestId('pay').click();
        await scanned.getByTestId('paid').waitFor();
        await phone.close();
        await customer.seePaidWithoutReload(customer.page);
      }),
    );

    it('a bank card with an SMS code, at the second try of the code', () =>
      story('card', async (customer) => {
        const no_order = await customer.order();
        const orderTab = await customer.watch(no_order);
        await customer.choose('card');
        await customer.enterCard(TEST_CARDS.pays);
        await customer.keep('code');
        await customer.enterCode('000000');
        expect(await customer.see('verify_code-problem')).toContain('短信码校验错误');
        await customer.keep('wrong-code');
        await customer.enterCode(SMS_CODE);
        expect(await customer.see('paid')).toContain('Paid');
        await customer.seePaidWithoutReload(orderTab);
      }));

    it('LianLian’s card page', () =>
      story('easypay', async (customer) => {
        const orderTab = await customer.watch(await customer.order());
        await customer.choose('easypay');
        await customer.see('pay');
        await customer.keep('card-page');
        await customer.click('pay');
        await customer.see('paid');
        await customer.seePaidWithoutReload(orderTab);
      }));

    it('LianLian’s card page for phones', () =>
      story(
        'phone',
        async (customer) => {
          const orderTab = await customer.watch(await customer.order('shuttlecocks'));
          const [request] = await Promise.all([
            customer.page.waitForRequest(
              (each) => each.method() === 'POST' && !each.url().startsWith(shop.url),
            ),
            customer.choose('easypay'),
          ]);
          expect(request.postData()).toContain('req_data=');
          await customer.see('pay');
          await customer.keep('card-page');
          await customer.click('pay');
          await customer.see('paid');
          await customer.keep('returned');
          await customer.seePaidWithoutReload(orderTab);
        },
        devices['Pixel 5'],
      ));
  });

  describe('a payment that does not happen', () => {
    it('was abandoned: the order says so, and can be paid with the same order time', () =>
      story('abandon', async (customer) => {
        const no_order = await customer.order('postcard');
        await customer.choose('aggregate');
        await customer.click('abandon');
        expect(await customer.see('unpaid')).toContain('You have not paid yet');
        await customer.keep('abandoned');
        await customer.click('try-again');
        await customer.choose('easypay');
        await customer.click('pay');
        await customer.see('paid');
        expect(customer.page.url()).toContain(no_order);
      }));

    it('failed: the order stays unpaid', () =>
      story('fail', async (customer) => {
        const no_order = await customer.order();
        await customer.choose('aggregate');
        await customer.click('fail');
        await customer.see('problem');
        await customer.keep('cashier-failed');
        await customer.page.goto(`${shop.url}/orders/${no_order}`);
        await customer.see('unpaid');
        await customer.click('check');
        expect(await customer.see('problem')).toContain('The bank did not complete the payment');
        await customer.keep('order-failed');
      }));

    it('was refused for the card: the payer reads why and takes another one', () =>
      story('bad-card', async (customer) => {
        await customer.order();
        await customer.choose('card');
        await customer.enterCard(TEST_CARDS.invalid);
        expect(await customer.see('problem')).toContain('Check the card number, or use another card');
        await customer.keep('refused');
        // The form is still there, with everything else that was typed.
        expect(await customer.page.getByLabel('Cardholder name').inputValue()).toBe('张三丰');
        await customer.fill('card_no', TEST_CARDS.pays);
        await customer.click('apply');
        await customer.enterCode(SMS_CODE);
        await customer.see('paid');
      }));

    it.each([
      ['oolong-tea', 'fill-6001', 'The card has too little money. Use another card, or another method.'],
      ['racket-rental', 'fill-5601', 'A deposit needs a credit card'],
    ])('was refused: the advice for %s fits', (product, card, advice) =>
      story(`advice-${product}`, async (customer) => {
        await customer.order(product);
        await customer.choose('card');
        await customer.page.getByText('Test cards of the sandbox').click();
        await customer.click(card);
        await customer.click('apply');
        await customer.page.getByTestId('verify').or(customer.page.getByTestId('problem')).waitFor();
        if (await customer.page.getByTestId('verify').isVisible()) await customer.enterCode(SMS_CODE);
        expect(await customer.see('problem')).toContain(advice);
        await customer.keep('advice');
      }),
    );

    it('is still with the bank: no second payment until that is decided', () =>
      story('processing', async (customer) => {
        const no_order = await customer.order();
        await customer.choose('card');
        await customer.enterCard(TEST_CARDS.processing);
        await customer.enterCode(SMS_CODE);
        expect(await customer.see('waiting')).toContain('The bank is processing');
        await customer.keep('processing');
        await customer.page.goto(`${shop.url}/orders/${no_order}/checkout`);
        await customer.see('waiting');
        expect(customer.page.url()).toBe(`${shop.url}/orders/${no_order}`);
      }));
  });

  it('works without JavaScript', () =>
    story(
      'no-script',
      async (customer) => {
        await customer.order();
        await customer.choose('aggregate');
        await customer.keep('redirect');
        await customer.page.getByRole('button', { name: 'Continue to LianLian Pay' }).click();
        await customer.click('pay');
        await customer.click('return');
        expect(await customer.see('paid')).toContain('Paid');
      },
      { javaScriptEnabled: false },
    ));

  it('refuses a second payment of a paid order', () =>
    story('twice', async (customer) => {
      const no_order = await customer.order();
      // A second tab, opened while the order was unpaid.
      const lateTab = await customer.page.context().newPage();
      await lateTab.goto(`${shop.url}/orders/${no_order}/checkout`);
      await customer.choose('aggregate');
      await customer.click('pay');
      await customer.see('paid');
      await lateTab.getByTestId('method-wechat').check();
      await lateTab.getByTestId('pay').click();
      expect(await customer.see('problem', lateTab)).toContain('This order is already paid');
      await customer.keep('refused', lateTab);
    }));

  it('names the fields of a card that are wrong', () =>
    story('card-form', async (customer) => {
      await customer.order();
      await customer.choose('card');
      await customer.fill('card_no', '1234');
      await customer.fill('acct_name', '张三丰');
      await customer.click('apply');
      expect(await customer.see('card_no-problem')).toContain('12 to 19 digits');
      expect(await customer.see('bind_mob-problem')).toContain('11 digits');
      await customer.keep('problems');
      // What was typed stays, and the cursor goes to the first field that is wrong.
      expect(await customer.page.locator('#card_no').inputValue()).toBe('1234');
      expect(await customer.page.locator('#acct_name').inputValue()).toBe('张三丰');
      expect(await customer.page.evaluate('document.activeElement.id')).toBe('card_no');
      await customer.page.keyboard.type('5');
      expect(await customer.page.getByTestId('card_no-problem').count()).toBe(0);
    }));

  it('never sends back what was typed on a card form, without JavaScript either', () =>
    story('card-form-no-script', async (customer) => {
      const no_order = await customer.order();
      const form = { card_no: '1234', acct_name: '张三丰', id_no: '5678', bind_mob: '13958' };
      const response = await customer.page.request.post(`${shop.url}/orders/${no_order}/card`, { form });
      const page = await response.text();
      expect(response.status()).toBe(422);
      expect(page).toContain('银行卡号为 12 至 19 位数字。');
      for (const typed of Object.values(form)) expect(page).not.toContain(`"${typed}"`);
    }));

  it('shows that it waits for LianLian, and is sent once', () =>
    story('busy', async (customer) => {
      await customer.order();
      await customer.choose('card');
      await customer.page.getByText('Test cards of the sandbox').click();
      await customer.click('fill-0000');
      let answer: () => void = () => undefined;
      const answered = new Promise<void>((resolve) => (answer = resolve));
      let sent = 0;
      await customer.page.route('**/card', async (route) => {
        sent += 1;
        await answered;
        await route.continue();
      });
      await customer.click('apply');
      await customer.page.getByText('Waiting for LianLian').waitFor();
      await customer.keep('busy');
      await customer.click('apply');
      answer();
      await customer.see('verify');
      expect(sent).toBe(1);
    }));

  it('leads a customer who goes Back to the paid order', () =>
    story('back', async (customer) => {
      const no_order = await customer.order();
      await customer.choose('card');
      await customer.enterCard(TEST_CARDS.pays);
      await customer.enterCode(SMS_CODE);
      await customer.see('paid');
      for (let back = 0; back < 3; back += 1) {
        await customer.page.goBack();
        await customer.see('paid');
        expect(customer.page.url()).toBe(`${shop.url}/orders/${no_order}`);
      }
    }));

  it('keeps a card only for who asks, and until they remove it', () =>
    story('cards', async (customer) => {
      for (const saves of [false, true]) {
        await customer.order();
        expect(await customer.page.getByTestId('method-saved').count()).toBe(0);
        await customer.choose('card');
        if (saves) await customer.page.getByTestId('save-card').check();
        await customer.enterCard(TEST_CARDS.pays);
        await customer.enterCode(SMS_CODE);
        await customer.see('paid');
      }
      await customer.click('my-cards');
      expect(await customer.see('saved-card')).toContain('0000');
      await customer.keep('cards');
      await customer.click('remove-card');
      await customer.see('no-cards');
      await customer.order();
      expect(await customer.page.getByTestId('method-saved').count()).toBe(0);
    }));

  it('knows what it does not have, and whose order it is', () =>
    story('strangers', async (customer) => {
      const missing = await customer.page.goto(`${shop.url}/products/moon`);
      expect(missing?.status()).toBe(404);
      expect(await customer.see('problem')).toContain('There is no such product');
      await customer.keep('not-found');
      const no_order = await customer.order();
      await story('strangers', async (stranger) => {
        const refused = await stranger.page.goto(`${shop.url}/orders/${no_order}/checkout`);
        expect(refused?.status()).toBe(403);
      });
    }));

  it('wrote no secret of a payer to its log', () => {
    expect(shop.log).toContain('Open the shop');
    for (const secret of [
      TEST_CARDS.pays,
      TEST_CARDS.invalid,
      '张三丰',
      '339005198901194918',
      '13958069593',
    ]) {
      expect(shop.log).not.toContain(secret);
    }
  });
});
