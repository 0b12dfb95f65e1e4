import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { LianlianMerchantOptions } from 'nestjs-lianlian';

import { environment } from './environment.js';

/** What is sold under which of the two merchants. */
export const SHOPS = {
  goods: { oidPartner: environment.goodsPartner, busiPartner: '109001', product: '羽毛球', price: '49.95' },
  games: {
    oidPartner: environment.gamesPartner,
    busiPartner: '101001',
    product: '游戏激活码',
    price: '6.00',
  },
} as const;

export type ShopName = keyof typeof SHOPS;

/** The merchants as `LianlianModule` takes them, each with its own key. LianLian signs for both with one. */
export function merchantOptions(): LianlianMerchantOptions[] {
  const { keysDir, notifyUrl } = environment;
  const lianlianPublicKey = readFileSync(join(keysDir, 'lianlian.public.pem'));
  return Object.values(SHOPS).map(({ oidPartner, busiPartner }) => ({
    oidPartner,
    busiPartner,
    privateKey: readFileSync(join(keysDir, `merchant-${oidPartner}.private.pem`)),
    lianlianPublicKey,
    notifyUrl,
  }));
}
