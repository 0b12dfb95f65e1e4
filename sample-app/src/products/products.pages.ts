import type { Text } from '../language/text.js';
import { type Html, html } from '../pages/html.js';
import { icon, type IconName } from '../pages/icons.js';
import { moneyOfFen } from '../pages/money.js';
import { Page } from '../pages/page.js';
import type { Product } from './product.js';

const WAYS_TO_PAY: readonly (readonly [IconName, Text])[] = [
  ['scan', { zh: '微信支付、支付宝扫码', en: 'WeChat Pay or Alipay, by QR code' }],
  ['card', { zh: '银行卡短信验证', en: 'Bank card with an SMS code' }],
  ['bank', { zh: '网银与快捷支付', en: 'Online banking and quick pay' }],
];
const DEPOSITS: readonly (readonly [IconName, Text])[] = [
  ['lock', { zh: '冻结信用卡额度，现在不扣款', en: 'Held on your credit card. Nothing is charged now' }],
];

const ORDERING: Text = { zh: '正在下单……', en: 'Placing your order …' };

const FOREIGN: readonly (readonly [IconName, Text])[] = [
  ['card', { zh: '银行卡短信验证', en: 'Bank card with an SMS code' }],
  ['globe', { zh: '按连连的汇率以人民币扣款', en: 'Charged to your card in yuan, at LianLian’s rate' }],
];

/** Everything that the shop sells. */
export function productsPage(products: readonly Product[]): Page {
  const items = products.map(
    (product) => html`
      <li class="card product">
        ${picture(product.id)}
        <h2><a href="/products/${product.id}" data-testid="product-${product.id}">${product.name}</a></h2>
        <p class="muted">${product.description}</p>
        ${price(product)}
      </li>
    `,
  );
  return new Page(
    { zh: '本店商品', en: 'What we sell' },
    html`<p class="hero">
        ${{
          zh: '支持微信、支付宝和银行卡，均由连连支付收款。',
          en: 'Pay with WeChat, Alipay or a bank card. Every payment goes through LianLian.',
        }}
      </p>
      <ul class="products">
        ${items}
      </ul>`,
  );
}

/** One product, and the form that orders it. */
export function productPage(product: Product): Page {
  const { id, name, description, isDeposit = false } = product;
  const promises = promisesOf(product).map(([name, text]) => html`<li>${icon(name)}${text}</li>`);
  return new Page(
    name,
    html`<div class="card showcase">
      ${picture(id)}
      <div>
        <p>${description}</p>
        ${price(product)}
        <form method="post" action="/orders" data-waits="${ORDERING}">
          <input type="hidden" name="product" value="${id}" />
          <div class="field short">
            <label for="quantity">${{ zh: '数量', en: 'Quantity' }}</label>
            <input id="quantity" name="quantity" type="number" value="1" min="1" max="99" required />
          </div>
          <button class="primary wide" data-testid="buy">
            ${isDeposit ? { zh: '租借', en: 'Rent' } : { zh: '购买', en: 'Buy' }}
          </button>
        </form>
        <ul class="promises">
          ${promises}
        </ul>
      </div>
    </div>`,
  );
}

/** A product's picture. Its name is beside it. */
export function picture(id: string): Html {
  return html`<img class="picture" src="/assets/${id}.svg" alt="" width="320" height="240" />`;
}

function promisesOf({ isDeposit = false, currency }: Product): readonly (readonly [IconName, Text])[] {
  if (currency !== undefined) return FOREIGN;
  return isDeposit ? DEPOSITS : WAYS_TO_PAY;
}

function price({ priceInFen, currency, isDeposit = false }: Product): Html {
  const kind = isDeposit ? html` <small>${{ zh: '押金', en: 'deposit' }}</small>` : undefined;
  return html`<p class="price">${moneyOfFen(priceInFen, currency)}${kind}</p>`;
}
