import { formatLianlianTime } from 'nestjs-lianlian';

/** The shop's merchant in the sandbox. */
export const MERCHANT = '201304121000001004';

/** A payment in LianLian's books. */
export interface Paid {
  readonly no_order: string;
  readonly oid_paybill: string;
}

/** A payment as a report has it: of the sandbox's merchant and of today where it says nothing else. */
export interface ReportedPayment extends Paid {
  readonly oid_partner?: string;
  readonly settle_date?: string;
}

/** What LianLian calls the report of today. */
export function reportName(): string {
  return `JYMX_${MERCHANT}_${formatLianlianTime(new Date()).slice(0, 8)}.txt`;
}

/** A line as LianLian writes it. */
export function reportLine(
  { no_order, oid_paybill, oid_partner = MERCHANT, settle_date }: ReportedPayment,
  money: string,
): string {
  const now = formatLianlianTime(new Date());
  const day = now.slice(0, 8);
  const time = `${day} ${now.slice(8, 10)}:${now.slice(10, 12)}:${now.slice(12)}`;
  const start = [
    no_order,
    oid_partner,
    time,
    '109001',
    oid_paybill,
    settle_date ?? day,
    money,
    '0',
    '0',
    time,
  ];
  return [...start, '0.5', 'WEB支付网关', '储蓄卡网银支付', ''].join(',');
}
