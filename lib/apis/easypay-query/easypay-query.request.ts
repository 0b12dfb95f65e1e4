import { CardQueryRequest } from '../../common/fields/card-query-request.js';

/**
 * Asks for the result of an easy payment, by `no_order` or by `oid_paybill`.
 *
 * @see LianLian's "Easy Payment Result Query API"
 */
export class EasypayQueryRequest extends CardQueryRequest {}
