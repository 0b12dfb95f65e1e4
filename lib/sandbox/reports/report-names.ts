import { binOf } from '../orders/bins.js';

const WEB = 'WEB支付网关';
const API = 'API渠道';

/** The names of payment products, by the API that placed the order. */
const PRODUCTS: Readonly<Record<string, string>> = {
  'aggregate.redirect': WEB,
  'easypay.webRedirect': WEB,
  'onlineBanking.redirect': WEB,
  'unified.create': WEB,
  'easypay.h5Redirect': 'WAP支付网关',
};

const DEBIT_CARD = '储蓄卡快捷支付';
const CREDIT_CARD = '信用卡快捷支付';

/** The names of payment methods, by `pay_type`. LianLian's list is older than the wallets: their names are the sandbox's. */
const METHODS: Readonly<Record<string, string>> = {
  '1': '储蓄卡网银支付',
  '8': '信用卡网银支付',
  '9': '企业网银支付',
  '2': DEBIT_CARD,
  '3': CREDIT_CARD,
  I: '微信支付',
  L: '支付宝支付',
};

/** What payouts are paid by: the merchant's balance. */
export const BALANCE_METHOD = '余额支付';

/** The payment product of an API, by its Chinese name. What has no page of LianLian's own is an API's. */
export function productName(api: string): string {
  return PRODUCTS[api] ?? API;
}

/** How an order was paid, by its Chinese name: what `pay_type` leaves open, the card tells. */
export function methodName({
  paid_by,
  card_no,
}: {
  readonly paid_by?: string | undefined;
  readonly card_no?: string | undefined;
}): string {
  const named = METHODS[paid_by ?? ''];
  if (named !== undefined) return named;
  // Of the masked number the six digits are left that tell the bank and the type.
  return binOf((card_no ?? '').replaceAll('*', '0'))?.card_type === '3' ? CREDIT_CARD : DEBIT_CARD;
}
