/** The payment products of reports, by the Chinese names that LianLian writes. */
export const REPORT_PRODUCTS = {
  WEB支付网关: 'web',
  手机应用支付网关: 'mobile',
  API渠道: 'api',
  WAP支付网关: 'wap',
  IVR支付网关: 'ivr',
} as const;

/** The payment methods of reports, by the Chinese names that LianLian writes. */
export const REPORT_METHODS = {
  余额支付: 'balance',
  储蓄卡网银支付: 'online-banking-debit',
  信用卡网银支付: 'online-banking-credit',
  储蓄卡快捷支付: 'express-debit',
  信用卡快捷支付: 'express-credit',
  线下网点支付: 'offline',
  充值卡支付: 'prepaid-card',
  企业网银支付: 'online-banking-business',
} as const;

export type ReportProduct = (typeof REPORT_PRODUCTS)[keyof typeof REPORT_PRODUCTS];
export type ReportMethod = (typeof REPORT_METHODS)[keyof typeof REPORT_METHODS];

const products: ReadonlyMap<string, ReportProduct> = new Map(Object.entries(REPORT_PRODUCTS));
const methods: ReadonlyMap<string, ReportMethod> = new Map(Object.entries(REPORT_METHODS));

/** The product of a Chinese name; undefined for one that no document lists. */
export function productOf(name: string): ReportProduct | undefined {
  return products.get(name);
}

/** The method of a Chinese name; undefined for one that no document lists. */
export function methodOf(name: string): ReportMethod | undefined {
  return methods.get(name);
}
