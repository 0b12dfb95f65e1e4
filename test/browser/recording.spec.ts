import type { BrowserContext } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { ControlClient } from '../e2e/sandbox/support/control-client.js';
import { aboutRecording, compareRecording, frameOf, sizeOf } from './support/animation.js';
import { hasChromium, launchChromium } from './support/chromium.js';
import { Customer, markPage } from './support/customer.js';
import { isDifferent } from './support/differences.js';
import { isUpdating, LOOK } from './support/pictures.js';
import { Recording } from './support/recording.js';
import { ShopProcess } from './support/shop-process.js';

const NAME = 'payment';
/** So high that the cashier's button is to be seen. */
const SIZE = { width: 1200, height: 870 };
const POINTER = { x: 560, y: 660 };
const MINUTE_MS = 60_000;

/** A style that changes nothing. */
const NOTHING = ':root {}';

const CAPTIONS = {
  product: 'A customer buys something in the sample shop …',
  checkout: '… and chooses LianLian’s cashier',
  cashier: 'LianLian’s cashier, in the sandbox: no real money moves',
  waiting: 'The customer is back. The order waits for LianLian’s notification',
  paid: 'The notification is here: the page turns to paid by itself',
  panel: 'The sandbox’s control panel tells what happened: the notification is acknowledged',
};

describe.skipIf(!hasChromium())('the recording of a payment in the README', () => {
  const opened: (() => Promise<unknown>)[] = [];
  let shop: ShopProcess;
  let context: BrowserContext;
  let customer: Customer;
  let recording: Recording;

  beforeAll(async () => {
    const browser = await launchChromium();
    opened.push(() => browser.close());
    shop = await ShopProcess.start({ SHOP_DATA_DIR: 'memory://' });
    opened.push(() => shop.stop());
    context = await browser.newContext({ ...LOOK, viewport: SIZE });
    customer = await Customer.arrive(context, shop.url, 'recording');
    recording = await Recording.start(context, SIZE.width, POINTER);
  });
  afterAll(() => Promise.all(opened.map((close) => close())));

  it('shows the shop, the cashier and the control panel as they are', async () => {
    const { page } = customer;
    const control = new ControlClient({ url: shop.sandboxUrl });
    const click = (testId: string): Promise<void> => recording.click(page.getByTestId(testId));

    await page.goto(`${shop.url}/products/shuttlecocks`);
    await recording.show(page, CAPTIONS.product, 1500);
    await click('buy');

    const no_order = await customer.see('order-number');
    // The customer is to be back before the notification comes, and to see the order turn to paid.
    await control.post('scenarios', { fault: 'delayed', ms: MINUTE_MS, no_order, times: 1 });
    await recording.show(page, CAPTIONS.checkout, 1100);
    await click('method-aggregate');
    await recording.show(page, CAPTIONS.checkout, 400);
    await click('pay');

    await customer.see('abandon');
    await recording.show(page, CAPTIONS.cashier, 1500);
    await click('pay');

    await customer.see('waiting');
    await markPage(page);
    await recording.show(page, CAPTIONS.waiting, 1700);
    await control.post('clock', { advanceMs: MINUTE_MS });
    await customer.seePaidWithoutReload(page);
    await recording.show(page, CAPTIONS.paid, 1900);
    await control.delete('clock');

    const panel = await context.newPage();
    await panel.goto(`${shop.sandboxUrl}/_sandbox/#/orders`);
    await panel.getByTestId(`order-${no_order}`).click();
    const acknowledged = panel.getByTestId('attempt').getByText('Acknowledged');
    await acknowledged.waitFor();
    await recording.show(panel, CAPTIONS.panel, 1100);
    await recording.moveTo(acknowledged, 2400);

    expect(await compareRecording(NAME, recording.frames)).toBeUndefined();
  });

  it('loops, takes a quarter of a minute, and is small enough for a page', async () => {
    const { loop, delay = [] } = await aboutRecording(NAME);
    expect(loop).toBe(0);
    const ms = delay.reduce((sum, each) => sum + each, 0);
    expect(ms).toBeGreaterThanOrEqual(10_000);
    expect(ms).toBeLessThanOrEqual(15_000);
    expect(sizeOf(NAME)).toBeLessThan(700_000);
  });

  it.skipIf(isUpdating)('is no longer right when a page or a caption changes', async () => {
    const { page } = customer;
    const committed = await frameOf(NAME, 0);
    const showsThat = async (content: string, caption: string): Promise<boolean> => {
      const now = await Recording.start(context, SIZE.width, POINTER);
      await page.goto(`${shop.url}/products/shuttlecocks`);
      await page.addStyleTag({ content });
      await now.show(page, caption, 1500);
      const [frame] = now.frames;
      return frame !== undefined && !isDifferent(committed, await frame.draw());
    };
    expect(await showsThat(NOTHING, CAPTIONS.product)).toBe(true);
    expect(await showsThat(':root { --brand: #0b7fbd }', CAPTIONS.product)).toBe(false);
    expect(await showsThat('.promises { visibility: hidden }', CAPTIONS.product)).toBe(false);
    expect(await showsThat(NOTHING, CAPTIONS.waiting)).toBe(false);
  });
});
