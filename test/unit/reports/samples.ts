/** The two rows that LianLian's document prints, as it prints them. */
export const SAMPLE_ROWS = [
  '201405287094797,201403251000001147,20140528 16:35:56,101001,2014052846671792,20140528,100,0,0, 20140528 16:35:56,0.5,手机应用支付网关,储蓄卡快捷支付,彩票连连支付充值',
  '201405287094244,201403251000001147,20140528 16:32:53,101001,2014052846671022,20140528,15,0,0, ,20140528 16:32:53,0.1,手机应用支付网关,信用卡快捷支付,彩票连连支付充值',
] as const;

export const PIPE_HEADER =
  'no_order | oid_partner | dt_order | busi_partner | oid_paybill | settle_date | currency_order | money_order | ' +
  'currency_pay | money_pay | currency_settle | money_settle | exchange_rate | transaction_status | dt_update | ' +
  'transaction_fee | pay_product | pay_type | info_order';

interface CommaRow {
  no: string;
  paybill: string;
  settle: string;
  money: string;
  flag: string;
  status: string;
  updated: string;
  fee: string;
  product: string;
  method: string;
  info: string;
}

/** A tidy line of the edition without a header. */
export function commaRow(row: Partial<CommaRow> = {}): string {
  const { no = 'order-1', paybill = '2014052846671792', settle = '20140528', money = '100' } = row;
  const { flag = '0', status = '0', updated = '20140528 16:35:56', fee = '0.5' } = row;
  const { product = '手机应用支付网关', method = '储蓄卡快捷支付', info = '充值' } = row;
  const time = '20140528 16:35:56';
  const start = [no, '201403251000001147', time, '101001', paybill, settle, money, flag, status];
  return [...start, updated, fee, product, method, info].join(',');
}

/** A line of the edition with a header; `changes` by column name. */
export function pipeRow(changes: Record<string, string> = {}): string {
  const row: Record<string, string> = {
    no_order: 'order-1',
    oid_partner: '201403251000001147',
    dt_order: '20180601 10:00:00',
    busi_partner: '109001',
    oid_paybill: '2018060112345678',
    settle_date: '20180602',
    currency_order: 'USD',
    money_order: '15.5',
    currency_pay: 'CNY',
    money_pay: '99.82',
    currency_settle: 'USD',
    money_settle: '15.5',
    exchange_rate: '6.44',
    transaction_status: '0',
    dt_update: '20180601 10:00:09',
    transaction_fee: '0.3',
    pay_product: 'WEB支付网关',
    pay_type: '信用卡快捷支付',
    info_order: '羽毛球',
    ...changes,
  };
  return Object.values(row).join(' | ');
}

export async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
}
