import { Amount } from '../../common/fields/amount.js';
import type { RiskItem } from '../../common/fields/risk-item.js';
import { RiskItems } from '../../common/fields/risk-items.js';
import { UserId } from '../../common/fields/text-fields.js';
import { PreauthRequest } from './preauth.request.js';

/**
 * Takes an authorized amount, or part of it.
 *
 * @see LianLian's "Pre-authorized capture API"
 */
export class PreauthCaptureRequest extends PreauthRequest {
  /** The payer by your own identification. At most 32 characters. */
  @UserId()
  user_id!: string;

  /**
   * Amount to take, in yuan as decimal text, 0.01 to 100000000.00: `'49.95'`. At most what was authorized;
   * less is a partial capture.
   */
  @Amount()
  money_order!: string;

  /** Risk parameters: an object, or JSON text of one, which is sent as it stands. */
  @RiskItems({ optional: true })
  risk_item?: RiskItem | string | undefined;
}
