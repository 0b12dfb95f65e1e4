import { LianlianMessage } from './lianlian-message.js';
import { MerchantNumber } from './text-fields.js';

/** What every request has. `sign_type`, `sign`, the time of the call and the version are filled in by the module. */
export abstract class LianlianRequest extends LianlianMessage {
  /** Chooses the merchant where the module has several; with one it may be left out. 18 digits. */
  @MerchantNumber({ optional: true })
  oid_partner?: string | undefined;
}
