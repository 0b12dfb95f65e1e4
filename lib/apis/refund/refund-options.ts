import { type OptionsOwner, readOptions } from '../../common/read-options.js';
import { LianlianValidationError } from '../../errors/lianlian-validation.error.js';
import type { Refundable } from './refundable.js';

/** How a refund is applied for. */
export interface RefundApplyOptions extends Refundable {
  /** Whether the payment was cross-border: LianLian refunds those at an address of their own. */
  readonly crossBorder?: boolean | undefined;
}

/** What the caller knows of a refund that he asks about. */
export interface RefundQueryOptions {
  /**
   * What the refund gives back, in yuan as decimal text: `'9.95'`. A response about another amount is refused: LianLian
   * names no order in it, so that number, time and amount are all that tell one refund from another.
   */
  readonly money_refund?: string | undefined;
}

const APPLY = ['paid', 'refunded', 'crossBorder'] as const satisfies (keyof RefundApplyOptions)[];
const QUERY = ['money_refund'] as const satisfies (keyof RefundQueryOptions)[];

/** @throws LianlianValidationError with every broken rule of the options */
export function applyOptionsOf(options: unknown, subject: string): Required<RefundApplyOptions> {
  return readOptions(options, ownerOf(APPLY, subject), (reader) => ({
    paid: reader.amount('paid'),
    refunded: reader.amount('refunded'),
    crossBorder: reader.flag('crossBorder', false),
  }));
}

/** @throws LianlianValidationError with every broken rule of the options */
export function queryOptionsOf(options: unknown, subject: string): Required<RefundQueryOptions> {
  return readOptions(options, ownerOf(QUERY, subject), (reader) => ({
    money_refund: reader.amount('money_refund'),
  }));
}

/** These options stand beside a request and guard money: one that cannot be read is a broken rule of the request. */
function ownerOf(known: readonly string[], subject: string): OptionsOwner {
  return {
    known,
    evenUndefined: true,
    refusal: (problems) =>
      new LianlianValidationError(
        problems.map(({ option, rule, message }) => ({
          property: option,
          rule,
          message: `${option} ${message}`,
        })),
        subject,
      ),
  };
}
