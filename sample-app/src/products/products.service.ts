import { Injectable, NotFoundException } from '@nestjs/common';

import { inWords } from '../language/text.js';
import type { Product } from './product.js';

const PRODUCTS: readonly Product[] = [
  {
    id: 'shuttlecocks',
    name: { zh: '羽毛球', en: 'Shuttlecocks' },
    description: { zh: '一筒十二只，鹅毛。', en: 'A tube of twelve, goose feather.' },
    priceInFen: 21097,
  },
  {
    id: 'oolong-tea',
    name: { zh: '铁观音', en: 'Oolong tea' },
    description: { zh: '安溪产，一百克。', en: '100 grams, from Anxi.' },
    priceInFen: 4995,
  },
  {
    id: 'postcard',
    name: { zh: '明信片', en: 'Postcard' },
    description: { zh: '杭州西湖。', en: 'West Lake, Hangzhou.' },
    priceInFen: 10,
  },
  {
    id: 'silk-scarf',
    name: { zh: '真丝丝巾', en: 'Silk scarf' },
    description: { zh: '杭州产，以美元标价。', en: 'From Hangzhou, priced in US dollars.' },
    priceInFen: 2990,
    currency: 'USD',
  },
  {
    id: 'racket-rental',
    name: { zh: '球拍押金', en: 'Racket deposit' },
    description: {
      zh: '租借球拍，归还后释放押金。',
      en: 'Held on your card until the racket is back.',
    },
    priceInFen: 30000,
    isDeposit: true,
  },
];

/** What the shop sells. */
@Injectable()
export class ProductsService {
  all(): readonly Product[] {
    return PRODUCTS;
  }

  /** @throws NotFoundException for a product that the shop does not have */
  get(id: string): Product {
    const product = PRODUCTS.find((each) => each.id === id);
    if (product === undefined) {
      throw new NotFoundException(inWords({ zh: '没有这个商品。', en: 'There is no such product.' }));
    }
    return product;
  }
}
