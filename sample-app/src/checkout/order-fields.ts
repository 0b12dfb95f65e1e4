import type { Order } from '../orders/order.js';
import type { PayerClient } from './payer.js';

/** What every payment request says about an order, the same in every attempt. */
export function orderFields({ customer, no_order, createdAt, product, money_order }: Order) {
  return {
    user_id: customer,
    busi_partner: '109001',
    no_order,
    dt_order: createdAt,
    name_goods: product.name.zh,
    money_order,
  } as const;
}

/** What LianLian's risk control wants to know. Ask LianLian which parameters your goods need. */
export function riskItem({ customer, createdAt, product, quantity }: Order, payer: PayerClient) {
  return {
    frms_ware_category: '4999',
    user_info_mercht_userno: customer,
    // The shop has no accounts: its customers register by ordering.
    user_info_dt_register: createdAt,
    goods_name: product.name.zh,
    goods_count: quantity,
    frms_ip_addr: payer.ip,
  } as const;
}
