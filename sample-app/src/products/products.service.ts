import { Injectable, NotFoundException } from '@nestjs/common';

import type { Product } from './product.js';

const PRODUCTS: readonly Product[] = [
  {
    id: 'shuttlecocks',
    name: '羽毛球 Shuttlecocks',
    description: '一筒十二只，鹅毛。 A tube of twelve, goose feather.',
    priceInFen: 21097,
  },
  {
    id: 'oolong-tea',
    name: '铁观音 Oolong tea',
    description: '安溪产，一百克。 100 grams, from Anxi.',
    priceInFen: 4995,
  },
  {
    id: 'postcard',
    name: '明信片 Postcard',
    description: '杭州西湖。 West Lake, Hangzhou.',
    priceInFen: 10,
  },
  {
    id: 'racket-rental',
    name: '球拍押金 Racket deposit',
    description: '租借球拍，归还后释放押金。 Held on your card until the racket is back.',
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
    if (product === undefined) throw new NotFoundException('没有这个商品。 There is no such product.');
    return product;
  }
}
