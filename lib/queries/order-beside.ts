import { isBlank } from '../common/blank.js';
import { currencyOf, type OrderAmount } from '../common/currency.js';
import { isBeside, timesBeside } from '../common/payments/other-time.js';
import type { PaymentProduct } from '../common/payments/payment-reference.js';
import { isLianlianTime } from '../common/time.js';
import { LianlianApiError } from '../errors/lianlian-api.error.js';
import type { PaymentQueryResponse } from './payment-status.js';

/** An order that LianLian does not know by the time that it was asked about with. */
export interface UnknownOrder {
  readonly product: PaymentProduct;
  readonly no_order: string;
  /** `yyyyMMddHHmmss`. */
  readonly dt_order: string;
  readonly oid_partner?: string | undefined;
}

/** The same number with another time, or with none. */
type OrderQuestion = Omit<UnknownOrder, 'dt_order'> & { readonly dt_order: string | undefined };

/** LianLian's order, with its own time. */
export interface OrderBeside extends OrderAmount {
  readonly dt_order: string;
  readonly result_pay?: string | undefined;
}

/** Asks LianLian, and gives its verified response. */
type AskOrder = (question: OrderQuestion) => Promise<PaymentQueryResponse>;

/**
 * The order that LianLian has of this number beside the one that it does not know, in at most four queries. It tells why
 * an order is not found; nothing is to be settled by it.
 *
 * @throws LianlianError where LianLian cannot be asked, which says nothing of the order
 */
export async function orderBeside(unknown: UnknownOrder, ask: AskOrder): Promise<OrderBeside | undefined> {
  for (const dt_order of timesOf(unknown)) {
    const found = await knownOrder({ ...unknown, dt_order }, ask);
    if (found !== undefined && isBeside(unknown.dt_order, found.dt_order)) return found;
  }
  return undefined;
}

/**
 * The query of aggregate payments takes a number alone, and so finds any other time; those of Easypay and MPAY do not. That of
 * payments in a foreign currency takes no time at all.
 */
function timesOf({ product, dt_order }: UnknownOrder): readonly (string | undefined)[] {
  if (product === 'exchange') return [undefined];
  const [before, ...others] = timesBeside(dt_order);
  return product === 'aggregate' ? [before, undefined] : [before, ...others];
}

async function knownOrder(question: OrderQuestion, ask: AskOrder): Promise<OrderBeside | undefined> {
  try {
    const response = await ask(question);
    const { dt_order, result_pay, money_order } = response;
    const time = isBlank(dt_order) ? question.dt_order : dt_order;
    return time !== undefined && isLianlianTime(time)
      ? { dt_order: time, result_pay, money_order, currency_order: currencyOf(response) }
      : undefined;
  } catch (error) {
    if (error instanceof LianlianApiError && error.outcome === 'failed') return undefined;
    throw error;
  }
}
