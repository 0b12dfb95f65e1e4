import { lianlianConfig, LianlianService, wholeSeconds } from 'nestjs-lianlian';

import { openShop } from '../../../support/shop.js';

/**
 * Starts an app with these settings of the environment and nothing else, and pays an order. Resolves with the number
 * of the order of whose payment the app was notified.
 */
export async function payWith(settings: Readonly<Record<string, string>>): Promise<string | undefined> {
  const paid: string[] = [];
  const shop = await openShop({
    adapter: 'express',
    module: optionsOf(settings),
    hooks: {
      expectedPayment: () => ({ money_order: '210.90' }),
      onPayment: ({ no_order }) => paid.push(no_order),
    },
  });
  try {
    await shop.app.get(LianlianService).aggregateDirect.pay({
      user_id: 'u-1',
      busi_partner: '109001',
      pay_type: 'I',
      no_order: 'order-1',
      dt_order: wholeSeconds(new Date()),
      name_goods: '羽毛球',
      money_order: '210.90',
      notify_url: shop.notifyUrl,
      risk_item: { frms_ware_category: '1009', user_info_mercht_userno: 'u-1' },
    });
    const gateway = settings['LIANLIAN_GATEWAY'] ?? '';
    const response = await fetch(`${gateway}/_sandbox/orders/order-1/pay`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    });
    if (!response.ok) throw new Error(`the sandbox refused: ${await response.text()}`);
    return paid[0];
  } finally {
    await shop.close();
  }
}

function optionsOf(settings: Readonly<Record<string, string>>): ReturnType<typeof lianlianConfig> {
  const before = { ...process.env };
  Object.assign(process.env, settings);
  try {
    return lianlianConfig();
  } finally {
    for (const name of Object.keys(settings)) Reflect.deleteProperty(process.env, name);
    Object.assign(process.env, before);
  }
}
