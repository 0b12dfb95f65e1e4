import { fenToYuan } from 'nestjs-lianlian';

import { html } from '../pages/html.js';
import { Page } from '../pages/page.js';
import type { Product } from './product.js';

/** Everything that the shop sells. */
export function productsPage(products: readonly Product[]): Page {
  const items = products.map(
    ({ id, name, description, priceInFen }) => html`
      <li class="card">
        <h2>${name}</h2>
        <p>${description}</p>
        <p class="price">¥ ${fenToYuan(priceInFen)}</p>
        <a class="button" href="/products/${id}" data-testid="product-${id}">查看 View</a>
      </li>
    `,
  );
  return new Page(
    '商品 Products',
    html`<ul class="products">
      ${items}
    </ul>`,
  );
}

/** One product, and the form that orders it. */
export function productPage({ id, name, description, priceInFen }: Product): Page {
  return new Page(
    name,
    html`<div class="card">
      <p>${description}</p>
      <p class="price">¥ ${fenToYuan(priceInFen)}</p>
      <form method="post" action="/orders">
        <input type="hidden" name="product" value="${id}" />
        <div class="field">
          <label for="quantity">数量 Quantity</label>
          <input id="quantity" name="quantity" type="number" value="1" min="1" max="99" required />
        </div>
        <button class="primary" data-testid="buy">购买 Buy</button>
      </form>
    </div>`,
  );
}
