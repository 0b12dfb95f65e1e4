import { field } from '../pages/fields.js';
import { type Html, html } from '../pages/html.js';
import { icon } from '../pages/icons.js';
import { Page } from '../pages/page.js';
import type { Balance } from '../payouts/balance.service.js';
import type { Payout } from '../payouts/payout.js';
import { payoutBadge } from '../payouts/payout-in-words.js';
import { accountEnd, type Supplier } from '../payouts/supplier.js';
import { balanceSection } from './balance.section.js';

/**
 * The form that pays a supplier.
 *
 * @param no_order the number of the payout that it makes: one, however often it is sent
 * @param open the payouts that stand in the way of another one to the same supplier
 */
export function paySupplierPage(
  no_order: string,
  suppliers: readonly Supplier[],
  open: readonly Payout[],
  balance: Balance | undefined,
): Page {
  const choices = suppliers.map((each) =>
    choice(
      each,
      open.find(({ supplier }) => supplier === each.id),
    ),
  );
  return new Page(
    { zh: '付款给供应商', en: 'Pay a supplier' },
    html`<div class="columns">
      <div>
        <form class="card" method="post" action="/admin/payouts" data-waits data-in-place>
          <fieldset>
            <input type="hidden" name="no_order" value="${no_order}" />
            <legend>${{ zh: '供应商', en: 'Supplier' }}</legend>
            ${choices}
          </fieldset>
          ${field({
            name: 'amount',
            label: { zh: '金额（元）', en: 'Amount in yuan' },
            hint: { zh: '如 1280.50', en: 'Such as 1280.50' },
            inputmode: 'decimal',
            maxlength: 11,
          })}
          ${field({
            name: 'purpose',
            label: { zh: '用途', en: 'What it is for' },
            hint: { zh: '如发票号或采购单号', en: 'An invoice or an order of yours' },
            inputmode: 'text',
            maxlength: 60,
          })}
          <div class="buttons">
            <button class="primary" data-testid="pay-supplier">${{ zh: '付款', en: 'Pay' }}</button>
            <a class="button" href="/admin/payouts">${{ zh: '取消', en: 'Cancel' }}</a>
          </div>
        </form>
      </div>
      ${balanceSection(balance)}
    </div>`,
  );
}

/** A supplier; with a payout that is not decided it cannot be chosen, and the way to that payout is shown. */
function choice({ id, name, account }: Supplier, open: Payout | undefined): Html {
  const kind =
    account.flag_card === 'personal'
      ? { zh: `个人账户 ${accountEnd(account)}`, en: `Personal account ${accountEnd(account)}` }
      : { zh: `对公账户 ${accountEnd(account)}`, en: `Business account ${accountEnd(account)}` };
  const tile = html`<span class="tile">${icon(account.flag_card === 'personal' ? 'card' : 'bank')}</span>`;
  if (open === undefined) {
    return html`<label class="choice">
      <input type="radio" name="supplier" value="${id}" required data-testid="supplier-${id}" />
      ${tile}<span>${name}<small>${kind}</small></span>
    </label>`;
  }
  return html`<p class="choice taken" data-testid="taken-${id}">
    ${tile}<span
      >${name} ${payoutBadge(open)}<small>${kind}</small>
      <a href="/admin/payouts/${open.no_order}"
        >${{ zh: '有未了结的付款，先处理', en: 'Its payout is not decided. Open it first' }}</a
      ></span
    >
  </p>`;
}
