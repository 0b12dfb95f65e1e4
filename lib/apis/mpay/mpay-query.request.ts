import { CardQueryRequest } from '../../common/fields/card-query-request.js';

/**
 * Asks for the result of an MPAY payment, by `no_order` or by `oid_paybill`.
 *
 * @see LianLian's "MPAY Payment Result Query API"
 */
export class MpayQueryRequest extends CardQueryRequest {}
