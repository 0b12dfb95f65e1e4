import { readOptions } from '../../common/options/read-options.js';
import {
  besideRequest,
  CALL_OPTIONS,
  type LianlianCallOptions,
  readCallOptions,
} from '../../wire/call-options.js';
import type { CallSurroundings } from '../../wire/lianlian-client.js';

/** What the caller knows of a payout that he asks about. */
export interface PayoutQueryOptions extends LianlianCallOptions {
  /** What the payout pays, in yuan as decimal text: `'49.95'`. A response about another amount is refused. */
  readonly money_order?: string | undefined;
}

const OPTIONS = ['money_order', ...CALL_OPTIONS] as const satisfies (keyof PayoutQueryOptions)[];

/** @throws LianlianValidationError with every broken rule of the options */
export function queryCallOf(
  options: PayoutQueryOptions | undefined,
  subject: string,
): { readonly call: LianlianCallOptions | undefined; readonly around: CallSurroundings } {
  return readOptions(options, besideRequest(OPTIONS, subject), (reader) => {
    const money_order = reader.amount('money_order');
    return {
      call: readCallOptions(reader),
      around: { expected: money_order === undefined ? {} : { money_order } },
    };
  });
}
