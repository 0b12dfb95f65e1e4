import { formatLianlianTime } from 'nestjs-lianlian';

/** A file to download. */
export interface SampleReport {
  readonly name: string;
  readonly text: string;
}

interface SamplePayment {
  readonly no_order: string;
  readonly dt_order: Date;
  readonly money_order: string;
  readonly oid_paybill?: string | undefined;
}

interface SampleRefund {
  readonly no_refund: string;
  readonly dt_refund: Date;
  readonly money_refund: string;
  readonly no_order: string;
}

/** A daily report as LianLian writes it, of what the shop knows itself: to see what reconciling looks like. */
export function sampleReport(
  name: string,
  oid_partner: string,
  orders: readonly SamplePayment[],
  refunds: readonly SampleRefund[],
): SampleReport {
  const line = (number: string, made: Date, paidBy: string, money: string, status: string): string => {
    const time = reportTime(made);
    const books = reportTime(new Date()).slice(0, 8);
    const leading = [number, oid_partner, time, '109001', paidBy, books, money, '0', status, time];
    return [...leading, '0', 'WEB支付网关', '储蓄卡网银支付', ''].join(',');
  };
  const lines = [
    ...orders.map(({ no_order, dt_order, money_order, oid_paybill = '' }) =>
      line(no_order, dt_order, oid_paybill, money_order, '0'),
    ),
    ...refunds.map(({ no_refund, dt_refund, money_refund, no_order }) =>
      line(no_refund, dt_refund, no_order, `-${money_refund}`, '5'),
    ),
  ];
  return { name, text: lines.map((each) => `${each}\r\n`).join('') };
}

/** `yyyyMMdd HH:mm:ss` in China. */
function reportTime(moment: Date): string {
  return formatLianlianTime(moment).replace(/^(\d{8})(\d\d)(\d\d)(\d\d)$/, '$1 $2:$3:$4');
}
