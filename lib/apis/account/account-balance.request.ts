import { LianlianRequest } from '../../common/fields/lianlian-request.js';

/**
 * Asks for the merchant's balance. It has no fields but the merchant's number.
 *
 * @see LianLian's "Balance Query API"
 */
export class AccountBalanceRequest extends LianlianRequest {}
