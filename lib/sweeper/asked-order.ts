import { isBlank } from '../common/blank.js';
import { isLianlianTime, lianlianTimeOf, parseLianlianTime } from '../common/time.js';
import type { MerchantRegistry } from '../config/merchant-registry.js';

/** The order or the payout that was asked about, as text. */
export interface AskedOrder {
  readonly no_order: string;
  readonly dt_order: string;
  readonly oid_partner: string;
}

/** A row of what the app lists. */
interface ListedOrder {
  readonly no_order: string;
  readonly dt_order: Date | string;
  readonly oid_partner?: string | null | undefined;
}

/** A row as LianLian can be asked about it. @throws Error for one that cannot be */
export async function askedOrder(
  { no_order, dt_order, oid_partner }: ListedOrder,
  merchants: MerchantRegistry,
): Promise<AskedOrder> {
  const merchant = oid_partner ?? (await merchants.single())?.oidPartner;
  if (typeof no_order !== 'string' || isBlank(no_order)) throw new Error('no_order is not text');
  if (merchant === undefined) throw new Error('oid_partner is missing');
  return { no_order, dt_order: listedTime('dt_order', dt_order), oid_partner: merchant };
}

/** A time that the app lists, as text. @throws Error for what is none, a number of fourteen digits for one */
export function listedTime(name: string, time: Date | string): string {
  const text: unknown = lianlianTimeOf(time);
  if (typeof text !== 'string' || !isLianlianTime(text)) throw new Error(`${name} is no time`);
  return text;
}

/** When it was sent, by its own time. */
export function sentAtOf({ dt_order }: AskedOrder): Date {
  return parseLianlianTime(dt_order);
}
