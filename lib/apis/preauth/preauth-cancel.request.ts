import { Amount } from '../../common/fields/amount.js';
import { UserId } from '../../common/fields/text-fields.js';
import { PreauthRequest } from './preauth.request.js';

/**
 * Gives an authorized amount back to the payer's disposal. A captured authorization is refunded instead.
 *
 * @see LianLian's "Pre-authorized cancel API"
 */
export class PreauthCancelRequest extends PreauthRequest {
  /** The payer by your own identification. At most 32 characters. */
  @UserId()
  user_id!: string;

  /** The authorized amount in yuan as decimal text, 0.01 to 100000000.00: `'49.95'`. */
  @Amount()
  money_order!: string;
}
