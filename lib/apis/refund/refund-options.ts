import { readOptions } from '../../common/options/read-options.js';
import {
  besideRequest,
  CALL_OPTIONS,
  type LianlianCallOptions,
  readCallOptions,
} from '../../wire/call-options.js';
import type { Refundable } from './refundable.js';

/** How a refund is applied for. */
export interface RefundApplyOptions extends Refundable, LianlianCallOptions {
  /** Whether the payment was cross-border: LianLian refunds those at an address of their own. */
  readonly crossBorder?: boolean | undefined;
}

/** What the caller knows of a refund that he asks about. */
export interface RefundQueryOptions extends LianlianCallOptions {
  /**
   * What the refund gives back, as decimal text in the currency of the order: `'9.95'`. A response about another amount is refused: LianLian
   * names no order in it, so that number, time and amount are all that tell one refund from another.
   */
  readonly money_refund?: string | undefined;
}

const APPLY = [
  'paid',
  'refunded',
  'crossBorder',
  ...CALL_OPTIONS,
] as const satisfies (keyof RefundApplyOptions)[];
const QUERY = ['money_refund', ...CALL_OPTIONS] as const satisfies (keyof RefundQueryOptions)[];

/** An application's options: what is left to refund, where it goes, and how it is called. */
interface ReadApplyOptions {
  readonly refundable: Refundable;
  readonly crossBorder: boolean;
  readonly call: LianlianCallOptions;
}

/** @throws LianlianValidationError with every broken rule of the options */
export function applyOptionsOf(options: unknown, subject: string): ReadApplyOptions {
  return readOptions(options, besideRequest(APPLY, subject), (reader) => ({
    refundable: { paid: reader.amount('paid'), refunded: reader.amount('refunded') },
    crossBorder: reader.flag('crossBorder', false),
    call: readCallOptions(reader),
  }));
}

/** @throws LianlianValidationError with every broken rule of the options */
export function queryOptionsOf(
  options: unknown,
  subject: string,
): { readonly money_refund: string | undefined; readonly call: LianlianCallOptions } {
  return readOptions(options, besideRequest(QUERY, subject), (reader) => ({
    money_refund: reader.amount('money_refund'),
    call: readCallOptions(reader),
  }));
}
